"""Scrapy's settings: polite, bounded, quiet. crawl.py adds what depends on the run."""

from typing import Any

from crawler.outlets import DEFAULT_DELAY

BOT_NAME = "parallax"
SPIDER_MODULES = ["crawler.spiders"]
USER_AGENT = "Parallax/0.1 (comparative news research; set PARALLAX_CONTACT to say who you are)"
ROBOTSTXT_USER_AGENT = "Parallax"

# Politeness. Each outlet has a download slot of its own: one request at a time, after its delay.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = DEFAULT_DELAY  # for `scrapy crawl`; a `parallax crawl` sets each outlet's own
DOWNLOAD_DELAY_JITTER = 0
COOKIES_ENABLED = False

# Bounds: a page that is larger or slower than any real article is given up.
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 20_000_000
DOWNLOAD_WARNSIZE = 0
DNS_TIMEOUT = 15
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
REDIRECT_MAX_TIMES = 8

SPIDER_MIDDLEWARES: dict[str, Any] = {
    # Every status reaches the spider, which says what it means.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    # What a page announces is decided by its source, not by where its links lead.
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
}
ITEM_PIPELINES: dict[str, int] = {
    "crawler.pipelines.Extraction": 100,
    "crawler.pipelines.Archiving": 200,
}
EXTENSIONS: dict[str, int | None] = {
    "crawler.politeness.CrawlDelay": 100,
    "crawler.pipelines.ProgressBar": 200,
    "crawler.pipelines.CrashReport": 300,
    "scrapy.extensions.telnet.TelnetConsole": None,
}
TELNETCONSOLE_ENABLED = False
LOG_LEVEL = "ERROR"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

"""Scrapy's settings: polite, bounded, quiet. crawl.py adds what depends on the run."""

import os
from typing import Any

from crawler.network.politeness import user_agent
from crawler.outlets import DEFAULT_DELAY

BOT_NAME = "parallax"
SPIDER_MODULES = ["crawler.spiders"]
PARALLAX_CONTACT = os.environ.get("PARALLAX_CONTACT", "").strip()
USER_AGENT = user_agent(PARALLAX_CONTACT)
ROBOTSTXT_USER_AGENT = "Parallax"

# Politeness. Each outlet has a download slot of its own: one request at a time, after its delay.
# Two outlets on one host take turns (crawler.network.guard).
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # also: per host
# Scrapy starts so many tasks for every answer, used or not; a page is one item.
CONCURRENT_ITEMS = 1
DOWNLOAD_DELAY = DEFAULT_DELAY  # for `scrapy crawl`; a `parallax crawl` sets each outlet's own
DOWNLOAD_DELAY_JITTER = 0
COOKIES_ENABLED = False

# Bounds: a page that is larger or slower than any real article is given up.
DOWNLOAD_TIMEOUT = 30  # seconds for the whole answer, from the name's look-up to the last byte
DOWNLOAD_MAXSIZE = 20_000_000  # bytes, on the wire and unpacked
DOWNLOAD_WARNSIZE = 0
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 2_000_000  # bytes of pages that wait for extraction; then no more
DNS_TIMEOUT = 15
REDIRECT_MAX_TIMES = 8
METAREFRESH_MAXDELAY = 5  # longer ones are pages that reload themselves

# What may pass in a moment is tried again at once; what does not, by the next crawl.
RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]  # 429 and 503 say when to come back
RETRY_EXCEPTIONS = ["scrapy.exceptions.DownloadFailedError"]  # the connection broke
RETRY_GIVE_UP_LOG_LEVEL = "INFO"

# Only the web, and of it only what crawler.network.reach allows.
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    "http": "crawler.network.guard.GuardedHandler",
    "https": "crawler.network.guard.GuardedHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
TWISTED_DNS_RESOLVER = "crawler.network.resolver.PublicResolver"

DOWNLOADER_MIDDLEWARES: dict[str, Any] = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    # Each costs every request time, for what nothing here asks.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "crawler.network.guard.Guard": 90,
    "crawler.network.robots.Robots": 100,
    "crawler.network.redirects.MetaRefresh": 580,
    "crawler.network.redirects.Redirects": 600,
    # Below robots.txt (100) and all others: what it stops does not reach the network.
    "crawler.network.gate.Gate": 990,
}
SPIDER_MIDDLEWARES: dict[str, Any] = {
    # Every status reaches the spider, which says what it means.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    # What a page announces is decided by its source, not by where its links lead.
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    # Each costs every answer time, for what nothing here asks.
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
ITEM_PIPELINES: dict[str, int] = {
    "crawler.pipelines.Extraction": 100,
    "crawler.pipelines.Archiving": 200,
}
EXTENSIONS: dict[str, int | None] = {
    "crawler.network.politeness.CrawlDelay": 100,
    "crawler.network.politeness.Throttle": 110,
    "crawler.network.watchdog.Watchdog": 120,
    "crawler.pipelines.ProgressBar": 200,
    "crawler.pipelines.CrashReport": 300,
    "scrapy.extensions.telnet.TelnetConsole": None,
}
TELNETCONSOLE_ENABLED = False
LOG_LEVEL = "ERROR"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

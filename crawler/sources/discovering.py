"""Finding an outlet's feeds over the network: one short crawl in a process of its own."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from crawler.children import live_with_parent
from crawler.crawling import CrawlPlan
from crawler.errors import CrawlerError
from crawler.outlets import DEFAULT_DELAY, Outlet, Source
from crawler.sources.entry import UNKNOWN_COUNTRY, UNKNOWN_LANGUAGE, UNKNOWN_OWNER, Draft
from crawler.urls import canonical_url, registered_domain


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """What was found."""

    draft: Draft
    remarks: tuple[str, ...]
    # one sentence each, for a person


def front_page(url: str) -> str:
    """The address to begin at; "example.com" will do. Raises CrawlerError when it is none."""
    found = canonical_url(url if "://" in url else f"https://{url}")
    # Without a dot it is a word, not a site; on this machine there is a port. An "@" is of mail.
    named = found is not None and any(mark in urlsplit(found).netloc for mark in ".:")
    if found is None or not named or ("@" in url and "://" not in url):
        raise CrawlerError(
            url, "is not an http or https address", "give one such as https://example.com"
        )
    return found


def discover(url: str, *, delay: float = DEFAULT_DELAY, now: datetime | None = None) -> Discovery:
    """Ask the site, as politely as a crawl does; nothing is stored.

    delay: seconds between two requests (a longer Crawl-delay in robots.txt wins); now: UTC, the
    clock when None. Raises CrawlerError when the address is none, the site cannot be reached,
    or nothing is found that announces articles of it.
    """
    start = front_page(url)
    plan = CrawlPlan(
        outlets=(
            Outlet(
                name=start,
                domain=registered_domain(start),
                country=UNKNOWN_COUNTRY,
                owner=UNKNOWN_OWNER,
                language=UNKNOWN_LANGUAGE,
                sources=(Source(url=start, kind="section"),),
                delay=delay,
            ),
        ),
        database="",
        now=now,
    )
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, initializer=live_with_parent) as pool:
        try:
            outcome = pool.submit(_run_here, plan).result()
        except BrokenProcessPool as error:
            raise CrawlerError(start, "looking for its feeds was ended", "try again") from error
    if "draft" not in outcome:
        raise outcome.get("error") or CrawlerError(start, "looking for its feeds was cut short")
    return Discovery(draft=outcome["draft"], remarks=outcome["remarks"])


def _run_here(plan: CrawlPlan) -> dict[str, Any]:
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from crawler import settings as module
    from crawler.crawl import settings_of
    from crawler.spiders.discovery import DiscoverySpider

    settings = Settings()
    settings.setmodule(module)
    settings.setdict(settings_of(plan), priority="cmdline")
    # What counts and stores pages has nothing to do here.
    settings.set("ITEM_PIPELINES", {}, priority="cmdline")
    for extension in ("ProgressBar", "CrashReport"):
        settings["EXTENSIONS"][f"crawler.pipelines.{extension}"] = None
    outcome: dict[str, Any] = {}
    process = AsyncCrawlerProcess(settings)
    process.crawl(DiscoverySpider, plan=plan, outcome=outcome)
    process.start()
    return outcome

"""Scrapy's item pipelines and progress: a few lines each over the pure modules."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.archive import clear_failure, mark_seen, store, store_failure
from crawler.capture import capture
from crawler.crawling import CrawlReport
from crawler.database import writing
from crawler.pages import CapturedPage, FailedPage, FetchedPage, UnchangedPage
from crawler.progress import Bars

_EXTRACTION_SECONDS = 60
"""A page that takes longer is hostile: the largest real one took 2 seconds."""


class Extraction:
    """Pages → articles, in worker processes: the event loop only waits."""

    def __init__(self) -> None:
        # Forked workers would inherit the reactor's sockets; a fork server starts clean.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.capture"])
        self._pool = ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=context)

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, FetchedPage):
            return item
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(
                loop.run_in_executor(self._pool, capture, item, datetime.now(UTC)),
                _EXTRACTION_SECONDS,
            )
        except TimeoutError:
            detail = f"extraction took more than {_EXTRACTION_SECONDS} s"
            return FailedPage(
                outlet=item.outlet, url=item.entry.url, kind="extraction error", detail=detail
            )

    def close_spider(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


class Archiving:
    """Articles and failures → the database, each in a transaction of its own."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        spider: Any = self._crawler.spider
        await asyncio.to_thread(self._store, spider.engine, spider.report, item)
        return item

    def _store(self, engine: Any, report: CrawlReport, item: Any) -> None:
        now = datetime.now(UTC)
        with writing(engine) as connection:
            if isinstance(item, CapturedPage):
                outcome = store(
                    connection,
                    item.article,
                    now,
                    item.validators,
                    met_at=item.entry.url,
                    announced=item.entry.updated,
                )
                clear_failure(connection, item.entry.url)
                setattr(report, outcome, getattr(report, outcome) + 1)
            elif isinstance(item, UnchangedPage):
                mark_seen(connection, item.article_id, now, item.entry.updated)
                report.unchanged += 1
            elif isinstance(item, FailedPage):
                store_failure(
                    connection,
                    url=item.url,
                    outlet=item.outlet.name,
                    kind=item.kind,
                    detail=item.detail,
                    now=now,
                )
                report.failures[item.kind] += 1


class ProgressBar:
    """Counts the pages on a terminal."""

    def __init__(self) -> None:
        self._bars = Bars()
        self._tell = self._bars.step("crawling: pages", None)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.more, signal=signals.item_scraped)
        crawler.signals.connect(extension.close, signal=signals.spider_closed)
        return extension

    def more(self) -> None:
        self._tell(1)

    def close(self) -> None:
        self._bars.close()

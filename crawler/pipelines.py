"""Scrapy's item pipelines and progress: a few lines each over the pure modules."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from sqlalchemy.engine import Engine
from twisted.python.failure import Failure

from crawler.activity import note_activity
from crawler.archive import mark_seen, store
from crawler.capture import capture
from crawler.crawling import CrawlReport
from crawler.database import writing
from crawler.failures import clear_failure, store_failure
from crawler.pages import CapturedPage, FailedPage, FetchedPage, UnchangedPage
from crawler.progress import Bars
from crawler.spiders.news import NewsSpider
from crawler.workers import WorkerDied, Workers


class Extraction:
    """Pages → articles, in worker processes: the event loop only waits."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._workers = Workers()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, FetchedPage):
            return item
        try:
            return await self._workers.run(capture, item, _spider(self._crawler).plan.clock())
        except WorkerDied as error:
            return FailedPage(
                outlet=item.outlet,
                url=item.entry.url,
                kind="extraction error",
                detail=f"its extraction {error}",
            )

    def close_spider(self) -> None:
        self._workers.close()


class Archiving:
    """Articles and failures → the database, each in a transaction of its own."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        spider = _spider(self._crawler)
        await asyncio.to_thread(
            self._store, spider.engine, spider.report, item, spider.plan.clock()
        )
        return item

    def _store(self, engine: Engine, report: CrawlReport, item: Any, now: datetime) -> None:
        with writing(engine) as connection:
            if isinstance(item, CapturedPage):
                outcome = store(
                    connection,
                    item.article,
                    now,
                    item.validators,
                    met_at=item.entry.url,
                    announced=item.entry.updated,
                    guid=item.entry.guid,
                )
                clear_failure(connection, item.outlet.name, item.entry.url)
                note_activity(connection, item.outlet.name, now, outcome, item.article)
                setattr(report, outcome, getattr(report, outcome) + 1)
            elif isinstance(item, UnchangedPage):
                mark_seen(connection, item.article_id, now, item.entry.updated)
                note_activity(connection, item.outlet.name, now, "unchanged")
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
                note_activity(connection, item.outlet.name, now, "failed", kind=item.kind)
                report.failures[item.kind] += 1


def _spider(crawler: Crawler) -> NewsSpider:
    assert isinstance(crawler.spider, NewsSpider)
    return crawler.spider


class CrashReport:
    """Notes what breaks in our own code, which Scrapy would only log."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.broken, signal=signals.spider_error)
        crawler.signals.connect(extension.broken, signal=signals.item_error)
        return extension

    def broken(self, failure: Failure) -> None:
        report = _spider(self._crawler).report
        report.crash = report.crash or str(failure.value) or type(failure.value).__name__


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

"""Scrapy's item pipelines and progress: a few lines each over the pure modules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from crawler.activity import Asked
from crawler.database import writing
from crawler.extraction.capture import capture
from crawler.pages import FailedPage, FetchedPage
from crawler.progress import Bars
from crawler.recording import DonePage, GroupWriter, record
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
    """What came of each page → the database; it is counted once it is committed."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._writer = GroupWriter(self._store)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        self._count(await self._writer.add(item))
        return item

    def _store(self, pages: Sequence[DonePage]) -> Sequence[Asked]:
        spider = _spider(self._crawler)
        with writing(spider.engine) as connection:
            return record(connection, pages, spider.plan.clock())

    def _count(self, asked: Asked) -> None:
        report = _spider(self._crawler).report
        if asked.outcome == "failed":
            report.failures[asked.kind] += 1
        else:
            setattr(report, asked.outcome, getattr(report, asked.outcome) + 1)


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

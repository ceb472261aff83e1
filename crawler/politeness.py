"""robots.txt's Crawl-delay, which Scrapy itself does not keep."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser

LONGEST_DELAY = 300.0
"""Seconds: a site that asks for more gets this; at such a pace a crawl reaches few pages anyway."""


def delay_for(ours: float, asked: float | None) -> float:
    """The larger of our delay and the one that robots.txt asks for, in seconds."""
    return max(ours, min(asked or 0.0, LONGEST_DELAY))


class CrawlDelay:
    """Slows an outlet's download slot down as soon as its robots.txt has been read."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Scrapy read a robots.txt, on the way to `request`."""
        asked = getattr(robotparser, "crawl_delay", lambda agent: None)(
            self._crawler.settings["ROBOTSTXT_USER_AGENT"]
        )
        slot = request.meta.get("download_slot")
        engine = self._crawler.engine
        if not asked or slot is None or engine is None:
            return
        downloader: Any = engine.downloader
        settings = downloader.per_slot_settings.setdefault(slot, {})
        settings["delay"] = delay_for(settings.get("delay", 0.0), asked)
        if slot in downloader.slots:
            downloader.slots[slot].delay = settings["delay"]

"""The pace of a crawl: robots.txt's Crawl-delay, and slower where a server is slow.

Scrapy itself does not keep Crawl-delay, and its AutoThrottle knows one least delay for all sites,
below which an outlet's own would fall.
"""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from crawler.texts import clean_line

LONGEST_DELAY = 300.0
"""Seconds: a site that asks for more gets this; at such a pace a crawl reaches few pages anyway."""


def user_agent(contact: str) -> str:
    """Who asks, in one line; `contact` is an address or a page, "" when none was given."""
    return f"Parallax/0.1 (comparative news research; {clean_line(contact) or 'no contact given'})"


def delay_for(ours: float, asked: float | None) -> float:
    """The larger of our delay and the one that robots.txt asks for, in seconds."""
    return max(ours, min(asked or 0.0, LONGEST_DELAY))


SLOWEST = 60.0
"""Seconds: the longest delay that slow answers alone bring about."""


def throttled(delay: float, *, least: float, latency: float, status: int) -> float:
    """The next delay in seconds, by AutoThrottle's rule: as long as the server takes to answer.

    It grows at once and shrinks by halves; a quick error page does not shorten it. `least` is never
    gone below, and 0 means that the outlet is not to be slowed at all.
    """
    if least <= 0:
        return delay
    wanted = max(latency, (delay + latency) / 2)
    wanted = max(least, min(wanted, SLOWEST))
    return delay if status != 200 and wanted < delay else wanted


class Throttle:
    """Slows an outlet's download slot down while its server is slow."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.downloaded, signal=signals.response_downloaded)
        return extension

    def downloaded(self, response: Response, request: Request) -> None:
        """An answer came; `download_latency` is the time until its headers were there."""
        name, latency = request.meta.get("download_slot"), request.meta.get("download_latency")
        engine: Any = self._crawler.engine
        if engine is None or latency is None:
            return
        slot = engine.downloader.slots.get(name)
        settings = engine.downloader.per_slot_settings.get(name)
        if slot is not None and settings is not None:
            least = settings.get("delay", 0.0)
            slot.delay = throttled(slot.delay, least=least, latency=latency, status=response.status)


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

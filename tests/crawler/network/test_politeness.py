"""The pace of a crawl: Crawl-delay, and slow servers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser

from crawler.network.politeness import (
    LONGEST_DELAY,
    SLOWEST,
    CrawlDelay,
    Throttle,
    delay_for,
    throttled,
    user_agent,
)


@pytest.mark.parametrize(
    ("ours", "asked", "kept"),
    [
        (2.0, None, 2.0),
        (2.0, 0.0, 2.0),
        (2.0, 1.0, 2.0),
        (2.0, 10.0, 10.0),
        (2.0, 86_400.0, LONGEST_DELAY),
        (600.0, 86_400.0, 600.0),
    ],
)
def test_the_larger_delay_is_kept(ours: float, asked: float | None, kept: float) -> None:
    assert delay_for(ours, asked) == kept


@dataclass
class FakeSlot:
    delay: float = 2.0


@dataclass
class FakeDownloader:
    per_slot_settings: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {"The Packet": {"concurrency": 1, "delay": 2.0}}
    )
    slots: dict[str, FakeSlot] = field(default_factory=lambda: {"The Packet": FakeSlot()})


@dataclass
class FakeEngine:
    downloader: FakeDownloader = field(default_factory=FakeDownloader)


@dataclass
class FakeCrawler:
    """What of Scrapy's crawler the extension looks at."""

    engine: FakeEngine = field(default_factory=FakeEngine)
    settings: dict[str, str] = field(default_factory=lambda: {"ROBOTSTXT_USER_AGENT": "Parallax"})


def after(robots: str, slot: str = "The Packet") -> FakeDownloader:
    crawler = FakeCrawler()
    parser = ProtegoRobotParser(robots.encode(), None)  # type: ignore[arg-type]
    request = Request("http://packet.example/feed", meta={"download_slot": slot})
    CrawlDelay(cast(Crawler, crawler)).robots_parsed(parser, request)
    return crawler.engine.downloader


def test_a_longer_delay_slows_the_outlet() -> None:
    downloader = after("User-agent: *\nCrawl-delay: 7\n")
    assert downloader.slots["The Packet"].delay == 7.0
    assert downloader.per_slot_settings["The Packet"] == {"concurrency": 1, "delay": 7.0}


def test_a_delay_for_parallax_alone() -> None:
    robots = "User-agent: *\nCrawl-delay: 1\n\nUser-agent: parallax\nCrawl-delay: 9\n"
    assert after(robots).slots["The Packet"].delay == 9.0


@pytest.mark.parametrize("robots", ["", "User-agent: *\nDisallow: /x\n", "Crawl-delay: soon"])
def test_without_one_ours_stays(robots: str) -> None:
    assert after(robots).slots["The Packet"].delay == 2.0


def test_a_slot_that_is_not_open_yet_opens_slow() -> None:
    downloader = after("User-agent: *\nCrawl-delay: 7\n", slot="Drum")
    assert downloader.per_slot_settings["Drum"]["delay"] == 7.0


@pytest.mark.parametrize(
    ("delay", "least", "latency", "status", "then"),
    [
        (2.0, 2.0, 0.1, 200, 2.0),  # never below the outlet's own
        (2.0, 2.0, 5.0, 200, 5.0),  # as slow as the server, at once
        (10.0, 2.0, 4.0, 200, 7.0),  # back by halves
        (10.0, 2.0, 0.1, 404, 10.0),  # an error page is quick
        (2.0, 2.0, 600.0, 200, SLOWEST),
        (300.0, 300.0, 1.0, 200, 300.0),  # what robots.txt asks for stays
        (0.0, 0.0, 9.0, 200, 0.0),  # delays are off
    ],
)
def test_a_slow_server_is_asked_slowly(
    delay: float, least: float, latency: float, status: int, then: float
) -> None:
    assert throttled(delay, least=least, latency=latency, status=status) == then


def test_each_outlet_is_slowed_for_itself() -> None:
    crawler = FakeCrawler()
    request = Request(
        "http://packet.example/a", meta={"download_slot": "The Packet", "download_latency": 6.0}
    )
    throttle = Throttle(cast(Crawler, crawler))
    throttle.downloaded(Response(request.url), request)
    assert crawler.engine.downloader.slots["The Packet"].delay == 6.0
    other = Request("http://x.example/robots.txt", meta={"download_slot": "x.example"})
    throttle.downloaded(Response(other.url), other)
    assert list(crawler.engine.downloader.slots) == ["The Packet"]


@pytest.mark.parametrize(
    ("contact", "named"),
    [
        ("desk@example.com", "desk@example.com"),
        ("a\r\nX-Evil: 1", "a X-Evil: 1"),
        (" \n ", "no contact given"),
        ("", "no contact given"),
    ],
)
def test_who_asks_is_one_line(contact: str, named: str) -> None:
    assert user_agent(contact) == f"Parallax/0.1 (comparative news research; {named})"

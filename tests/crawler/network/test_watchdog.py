"""A crawl in which nothing happens any more is ended."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from crawler.crawl import crawl
from crawler.crawling import CrawlPlan
from crawler.errors import CrawlerError
from crawler.network.watchdog import Watchdog


class FakeClock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(("signs", "ended"), [(False, True), (True, False)])
def test_signs_of_life(signs: bool, ended: bool) -> None:
    clock, end = FakeClock(), threading.Event()
    dog = Watchdog(0.04, clock=clock, end=end.set)
    dog.start()
    for _ in range(10):
        time.sleep(0.02)
        if signs:
            dog.alive()
        clock.now += 0.03
    if ended:
        assert end.wait(10)
    dog.stop()
    assert end.is_set() == ended


def test_the_end_is_watched_more_closely_than_the_crawl() -> None:
    clock, end = FakeClock(), threading.Event()
    dog = Watchdog(1200.0, clock=clock, end=end.set)
    dog.stopping()
    clock.now += 121.0
    dog.check()
    assert end.is_set()


def test_a_real_crawl_that_waits_for_nothing(
    site: Any,
    make_site: Any,
    reply: Callable[..., Any],
    page: Callable[..., bytes],
    database: str,
    stored: Any,
) -> None:
    """A page that never comes, and no time limit of the network that would notice."""
    answered = threading.Event()
    site.replies["/never"] = reply(before=answered.wait)
    site.replies["/feed"] = site.feed(site.url("/never"))
    with make_site() as other:
        other.replies["/good"] = reply(body=page("A page that comes"))
        other.replies["/feed"] = other.feed(other.url("/good"))
        plan = CrawlPlan(
            outlets=(site.outlet("The Packet", "/feed"), other.outlet("The Gull", "/feed")),
            database=database,
            settings=(("PARALLAX_STALL", 6.0), ("DOWNLOAD_TIMEOUT", 600)),
        )
        try:
            with pytest.raises(CrawlerError, match="stood still"):
                crawl(plan)
        finally:
            answered.set()
        assert set(stored(database).articles()) == {other.url("/good")}

"""Ends a crawl in which nothing happens any more.

A crawl left running for months must not wait for ever for an answer that was lost, whatever lost
it: the next one could not begin. What was stored is kept, and the next crawl makes up for the rest.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.network.politeness import LONGEST_DELAY

EXIT_STATUS = 75
"""Of a crawl that was ended so ("temporary failure" in sysexits.h)."""
_LOOK = 5.0
_SIGNS = (
    signals.request_scheduled,
    signals.request_reached_downloader,
    signals.request_dropped,
    signals.response_downloaded,
    signals.item_scraped,
    signals.item_error,
    signals.robots_parsed,
)

_log = logging.getLogger(__name__)


class Watchdog:
    """A Scrapy extension. PARALLAX_STALL: seconds without a sign of life that are too many.

    They must be more than the longest delay that a site may ask for, or politeness looks like
    standing still.
    """

    def __init__(
        self, stall: float, *, clock: Callable[[], float] = time.monotonic, end: Callable[[], None]
    ) -> None:
        self._stall = stall
        self._clock = clock
        self._end = end
        self._last = clock()
        self._task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        stall = crawler.settings.getfloat("PARALLAX_STALL", 4 * LONGEST_DELAY)
        dog = cls(stall, end=_end)
        for sign in _SIGNS:
            crawler.signals.connect(dog.alive, signal=sign)
        crawler.signals.connect(dog.started, signal=signals.engine_started)
        crawler.signals.connect(dog.stopped, signal=signals.engine_stopped)
        return dog

    def alive(self) -> None:
        """Something happened."""
        self._last = self._clock()

    def started(self) -> None:
        self.alive()
        self._task = asyncio.get_running_loop().create_task(self._watch())

    def stopped(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(min(_LOOK, self._stall / 4))
            if self._clock() - self._last > self._stall:
                self._end()


def _end() -> None:
    _log.critical("the crawl stands still and is ended; the next one goes on from what is stored")
    # Not an orderly end: that would wait for what never comes.
    os._exit(EXIT_STATUS)

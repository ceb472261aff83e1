"""Ends a crawl in which nothing happens any more.

A crawl left running for months must not wait for ever for an answer that was lost, whatever lost
it: the next one could not begin. What was stored is kept, and the next crawl makes up for the rest.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.network.politeness import LONGEST_DELAY

EXIT_STATUS = 75
"""Of a crawl that was ended so ("temporary failure" in sysexits.h)."""
_LOOK = 5.0
_LONGEST_END = 120.0
"""Seconds from the last page to the end of the process that are too many."""
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
    standing still. It watches from a thread of its own, so that an event loop that is itself
    stuck is noticed, and until the process has ended: what the crawl ends with can stand still too.
    """

    def __init__(
        self, stall: float, *, clock: Callable[[], float] = time.monotonic, end: Callable[[], None]
    ) -> None:
        self._stall = stall
        self._clock = clock
        self._end = end
        self._last = clock()
        self._over = threading.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        stall = crawler.settings.getfloat("PARALLAX_STALL", 4 * LONGEST_DELAY)
        dog = cls(stall, end=_end)
        for sign in _SIGNS:
            crawler.signals.connect(dog.alive, signal=sign)
        crawler.signals.connect(dog.stopping, signal=signals.engine_stopped)
        dog.start()
        return dog

    def start(self) -> None:
        """Watch until `stop`, or the end of the process."""
        self.alive()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        """Watch no longer."""
        self._over.set()

    def alive(self) -> None:
        """Something happened."""
        self._last = self._clock()

    def stopping(self) -> None:
        """All is done: no site's delay is waited for, so the rest is to take less time."""
        self.alive()
        self._stall = min(self._stall, _LONGEST_END)

    def _watch(self) -> None:
        while not self._over.wait(min(_LOOK, self._stall / 4)):
            self.check()

    def check(self) -> None:
        """End what has stood still for too long."""
        if self._clock() - self._last > self._stall:
            self._end()


def _end() -> None:
    _log.critical("the crawl stands still and is ended; the next one goes on from what is stored")
    faulthandler.dump_traceback()  # where it stands, for whoever is to mend it
    # Not an orderly end: that would wait for what never comes.
    os._exit(EXIT_STATUS)

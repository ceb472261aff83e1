"""The last door before the network: it shuts for an outlet that asks to be left alone, and for all
when the crawl is told to stop.

Scrapy itself would still download what already waits in its slots: up to CONCURRENT_REQUESTS pages,
one outlet's delay after the other. Here they are dropped. What is on the wire is finished.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.spiders.fetched import answer_of

_LOOK = 0.2
"""Seconds between two looks: Scrapy sends no signal when it is told to stop."""
CLOSED = 0
"""The concurrency of a slot from which nothing goes out any more."""


class Dropped(IgnoreRequest):
    """The request was not sent; the next crawl makes up for it."""


class Gate:
    """A downloader middleware, below the one that reads robots.txt.

    Below, because a robots.txt that was dropped must not let its page through.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._shut: set[str] = set()
        self._watch: asyncio.Task[None] | None = None
        self._ran = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        gate = cls(crawler)
        crawler.signals.connect(gate.started, signal=signals.engine_started)
        crawler.signals.connect(gate.closed, signal=signals.spider_closed)
        # Sent before the next request of the slot goes out, which the spider could not prevent.
        crawler.signals.connect(gate.answered, signal=signals.response_downloaded)
        return gate

    def process_request(self, request: Request) -> None:
        """Scrapy is about to queue a request for the network."""
        if self._stopping() or request.meta.get("download_slot") in self._shut:
            raise Dropped("not asked in this crawl")

    def answered(self, response: Response, request: Request) -> None:
        """Nothing more is asked of an outlet that says "later"; the spider notes until when."""
        slot = request.meta.get("download_slot")
        # A robots.txt comes in the slot of its host.
        if slot is None or request.meta.get("dont_obey_robotstxt"):
            return
        if answer_of(response).asks_to_wait():
            self._shut.add(slot)
            self._drop([slot])

    def started(self) -> None:
        self._watch = asyncio.get_running_loop().create_task(self._watch_slots())

    def closed(self) -> None:
        if self._watch is not None:
            self._watch.cancel()

    async def _watch_slots(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            self._drop(list(self._slots()) if self._stopping() else self._shut)

    def _stopping(self) -> bool:
        engine = self._crawler.engine
        running = engine is not None and engine.running
        # An engine that has not started yet is not one that was stopped.
        self._ran = self._ran or running
        return self._ran and not running

    def _slots(self) -> dict[str, Any]:
        engine: Any = self._crawler.engine
        return {} if engine is None else engine.downloader.slots

    def _drop(self, names: Iterable[str]) -> None:
        for name in names:
            slot = self._slots().get(name)
            if slot is None:
                continue
            # What has passed this door and not yet reached the queue is not to slip through.
            slot.concurrency = CLOSED
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(Dropped("not asked in this crawl"))

"""Keeps a crawl within reach.py's bounds, and asks each host for one thing at a time.

Guard (middleware)  refuses addresses that say themselves that they are private
PublicResolver      refuses names that lead to such addresses, as the connection is made
GuardedHandler      waits for the host's turn; bounds what comes before a body
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from crawler.network.gate import CLOSED, Dropped
from crawler.network.headerlimit import LimitedFactory
from crawler.network.reach import Place, local_places, private, refusal
from crawler.network.refusal import Refused
from crawler.network.resolver import PublicResolver
from crawler.outlets import Outlet

OUTLET = "parallax_outlet"
"""Key of Request.meta: the outlet on whose behalf robots.txt is asked for."""


def outlet_of(request: Request) -> str | None:
    """The name of the outlet that a request is made for; its download slot bears it."""
    return request.meta.get(OUTLET) or request.meta.get("download_slot")


def _outlets(crawler: Crawler) -> tuple[Outlet, ...]:
    plan = getattr(crawler.spider, "plan", None)
    return plan.outlets if plan is not None else ()


class Guard:
    """A downloader middleware above robots.txt, whose host must not be asked either."""

    def __init__(self, places: dict[str, frozenset[Place]]) -> None:
        self._places = places

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls({outlet.name: local_places(outlet) for outlet in _outlets(crawler)})

    def process_request(self, request: Request) -> None:
        """Every request comes by, also those that a redirect leads to."""
        why = refusal(request.url, self._places.get(outlet_of(request) or "", frozenset()))
        if why is not None:
            raise Refused(*why)


class Turns:
    """One request at a time to a host, whichever outlets ask for it."""

    def __init__(self, at_once: int = 1, clock: Callable[[], float] = time.monotonic) -> None:
        self._free: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(max(at_once, 1))
        )
        self._last: dict[str, float] = {}
        self._clock = clock

    @asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[None]:
        """Wait until the host is free and `delay` seconds have gone since it was last asked."""
        async with self._free[host]:
            now = self._clock()
            start = max(now, self._last.get(host, float("-inf")) + delay)
            self._last[host] = start
            if start > now:
                await asyncio.sleep(start - now)
            yield


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's handler for http and https, with the host's turn and the resolver's verdict."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        self._pool._factory = LimitedFactory
        resolver = getattr(reactor, "resolver", None)
        assert isinstance(resolver, PublicResolver), "crawler/settings.py names the resolver"
        resolver.permit(host for one in _outlets(crawler) for host, _ in local_places(one))
        resolver.permit(_proxy_hosts())
        self._resolver = resolver
        self._turns = Turns(crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))

    async def download_request(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        async with self._turns.turn(parts.netloc.lower(), self._delay(request)):
            if self._is_shut(request):
                raise Dropped("not asked in this crawl")
            try:
                return await super().download_request(request)
            except CannotResolveHostError as error:
                if self._resolver.has_refused(parts.hostname or ""):
                    raise Refused(*private(parts.netloc)) from error
                raise

    def _is_shut(self, request: Request) -> bool:
        """Whether the gate shut while the request waited for its turn.

        Scrapy counts a transfer when its coroutine first runs, so that several leave a slot's
        queue at once and wait here, where the gate does not reach them. It closes the slot.
        """
        engine: Any = self._crawler.engine
        if engine is not None and not engine.running:
            return True
        slot = self._slot(request)
        return slot is not None and slot.concurrency == CLOSED

    def _delay(self, request: Request) -> float:
        slot = self._slot(request)
        return slot.delay if slot is not None else 0.0

    def _slot(self, request: Request) -> Any:
        engine: Any = self._crawler.engine
        if engine is None:
            return None
        return engine.downloader.slots.get(request.meta.get("download_slot"))


def _proxy_hosts() -> set[str]:
    """The hosts of the proxies that the environment names (http_proxy, https_proxy)."""
    urls = (url if "//" in url else f"//{url}" for url in getproxies().values())
    return {host.lower() for host in (urlsplit(url).hostname for url in urls) if host}

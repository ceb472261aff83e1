"""robots.txt: asked for once a host, within bounds, and always obeyed.

As RFC 9309 has it: an answer 4xx means that there are no rules; an answer 5xx, or none, that the
site must be left alone until there is one. 429 is taken for the latter.
"""

from __future__ import annotations

import asyncio

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.misc import build_from_crawler
from twisted.python.failure import Failure

from crawler.network.gate import Dropped
from crawler.network.guard import OUTLET, outlet_of
from crawler.network.refusal import Refused
from crawler.spiders.fetched import reason

LONGEST = 512_000
"""Bytes that are read of a robots.txt; RFC 9309 wants at least 500 KiB."""
_PATIENCE = 10.0
"""Seconds for the whole answer; a connection that breaks is tried once more."""
_TOO_MANY = 429
_HOST_IS_DOWN = frozenset({"connection refused", "host not found", "private address"})

Rules = RobotParser | Refused
"""What is allowed, or why nothing is."""


def readable(body: bytes) -> bytes:
    """The part of a robots.txt that is read: whole lines, up to LONGEST bytes."""
    if len(body) <= LONGEST:
        return body
    return body[: body.rfind(b"\n", 0, LONGEST) + 1]


def unread(status: int) -> str | None:
    """Why an answer of this status leaves the rules unknown; None when it does not."""
    if status == _TOO_MANY or status >= 500:
        return f"its robots.txt answered with HTTP {status}"
    if 300 <= status < 400:
        return "its robots.txt leads nowhere"
    return None


class Robots(RobotsTxtMiddleware):
    """Takes the place of Scrapy's, which lets everything through when robots.txt fails."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._rules: dict[str, asyncio.Future[Rules]] = {}
        self._told: set[tuple[str, str]] = set()
        # (outlet, site) whose Crawl-delay was passed on

    async def robot_parser(self, request: Request) -> RobotParser:
        """The rules of the request's site; raises Refused when they cannot be had."""
        site = "/".join(request.url.split("/", 3)[:3]).lower()
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(self._ask(site, request))
        rules = await asyncio.shield(self._rules[site])
        if isinstance(rules, Refused):
            if rules.kind == "private address":
                # Whom a site is private to depends on the outlet that asks.
                self._rules.pop(site, None)
            raise Refused(rules.kind, rules.detail)
        key = (outlet_of(request) or "", site)
        if key not in self._told:
            self._told.add(key)
            await self.crawler.signals.send_catch_log_async(
                signal=signals.robots_parsed, robotparser=rules, request=request
            )
        return rules

    async def _ask(self, site: str, request: Request) -> Rules:
        asking = Request(
            f"{site}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            callback=NO_CALLBACK,
            meta={
                "dont_obey_robotstxt": True,
                "download_timeout": min(
                    _PATIENCE, self.crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
                ),
                "max_retry_times": min(1, self.crawler.settings.getint("RETRY_TIMES")),
                # A slot of its own: one that drips must not hold up another site's.
                "download_slot": f"{site}/robots.txt",
                OUTLET: outlet_of(request),
            },
        )
        assert self.crawler.engine is not None
        try:
            answer = await self.crawler.engine.download_async(asking)
        except Dropped:
            raise  # the crawl was told to stop: that is no verdict on the site
        except Exception as error:
            kind, detail = reason(Failure(error))  # type: ignore[no-untyped-call]
            if kind not in _HOST_IS_DOWN:
                detail = f"its robots.txt {detail}; nothing is asked for until it can be read"
            return Refused(kind, detail)
        return self._read(answer)

    def _read(self, answer: Response) -> Rules:
        why = unread(answer.status)
        if why is not None:
            return Refused(
                "robots.txt unreadable", f"{why}; nothing is asked for until it can be read"
            )
        body = readable(answer.body) if 200 <= answer.status < 300 else b""
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body)
        return rules

"""Looks for an outlet's feeds and sitemaps, one request after the other, and few of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from typing import Any
from urllib.parse import urljoin

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.crawling import CrawlPlan
from crawler.errors import CrawlerError, FeedError
from crawler.network.answers import Answer
from crawler.progress import Bars
from crawler.sources.discovery import (
    NEWS_SITEMAPS,
    Found,
    Place,
    chosen,
    judged,
    read_place,
    sitemaps_in_robots,
    well_known,
    worth_asking,
)
from crawler.sources.entry import Draft, country_of
from crawler.sources.frontpage import FrontPage, read_front_page
from crawler.spiders.fetched import answer_of, reason
from crawler.urls import registered_domain

_MOST_ASKED = 24
"""Requests for one outlet, its front page and robots.txt included."""
_LONGEST = 300.0
"""Seconds: a site that is so slow is asked for nothing more."""
_ENOUGH = 3
"""Places that announce articles, named by the site itself: the usual addresses are not tried."""


class DiscoverySpider(scrapy.Spider):
    """Fills `draft`, or `error`; stores nothing."""

    name = "discovery"

    def __init__(self, plan: CrawlPlan, outcome: dict[str, Any], **arguments: Any) -> None:
        """plan: one outlet that stands for the site, with its front page as the only source;
        outcome: takes the "draft" or the "error", and the "remarks"."""
        super().__init__(**arguments)
        self.plan = plan
        self.outcome = outcome
        self._outlet = plan.outlets[0]
        self._left = _MOST_ASKED
        self._end = time.monotonic() + _LONGEST
        self._bars = Bars()
        self._tell = self._bars.step("looking: addresses", None)
        self._remarks: list[str] = []

    async def start(self) -> AsyncIterator[Any]:
        """All of it: the engine is asked directly, so that each answer decides the next request."""
        try:
            self.outcome["draft"] = await self._discover()
        except CrawlerError as error:
            self.outcome["error"] = error
        self.outcome["remarks"] = tuple(self._remarks)
        self._bars.close()
        return
        yield  # an asynchronous generator is what Scrapy asks for

    async def _discover(self) -> Draft:
        url = self._outlet.sources[0].url
        response, answer = await self._front(url)
        page = await asyncio.to_thread(read_front_page, response.body, response.url, answer.charset)
        domain = registered_domain(response.url)
        robots = await self._robots(response.url)
        found = await self._read([*page.alternates, *robots], domain)
        if not found or (len(found) < _ENOUGH and not robots):
            usual = well_known(response.url)
            # Beside feeds that the page names, only a sitemap of news is worth the requests.
            more = (
                [one for one in usual if one.url.endswith(NEWS_SITEMAPS)]
                if found
                else [*page.links, *usual]
            )
            tried = {one.place.url for one in found}
            found += await self._read(
                [one for one in more if one.url not in tried], domain, until=_ENOUGH - len(found)
            )
        sources = chosen(found, self.plan.clock())
        if not sources:
            raise CrawlerError(
                url,
                "no feed or sitemap was found that announces articles of the site",
                "look for one on its pages, or name its section pages (docs/operations.md)",
            )
        return self._draft(page, domain, sources)

    def _draft(self, page: FrontPage, domain: str, sources: tuple[Found, ...]) -> Draft:
        for one in sources:
            newest = f", the newest of {one.newest:%Y-%m-%d}" if one.newest else ""
            kind = "news sitemap" if one.news else one.kind
            old = "" if one.kept_up(self.plan.clock()) else "; it may have been given up"
            self._remarks.append(
                f"{one.place.url}: {kind} with {len(one.articles):,} articles{newest}{old}."
            )
        return Draft(
            name=page.name or domain,
            domain=domain,
            country=country_of(domain, page.language),
            language=page.language,
            feeds=tuple(one.place.url for one in sources if one.kind == "feed"),
            sitemaps=tuple(one.place.url for one in sources if one.kind == "sitemap"),
        )

    async def _front(self, url: str) -> tuple[Response, Answer]:
        try:
            response = await self._ask(url)
        except Exception as error:
            raise CrawlerError(
                url,
                _detail(error),
                "check the address in a browser, or give another page of the site",
            ) from error
        answer = answer_of(response)
        if answer.status != 200:
            raise CrawlerError(
                url, f"answered with HTTP {answer.status}", "check the address in a browser"
            )
        return response, answer

    async def _robots(self, url: str) -> tuple[Place, ...]:
        """The sitemaps that robots.txt names, which may be read whatever it says of the rest."""
        try:
            response = await self._ask(urljoin(url, "/robots.txt"), dont_obey_robotstxt=True)
        except Exception:  # no robots.txt to be had: nothing is named there
            return ()
        if response.status != 200:
            return ()
        return sitemaps_in_robots(response.body[:500_000].decode(errors="replace"), response.url)

    async def _read(
        self, places: Iterable[Place], domain: str, until: int | None = None
    ) -> list[Found]:
        """The places that announce articles, asked in order until so many of them are kept up."""
        found: list[Found] = []
        met = 0
        for place in worth_asking(list(places)):
            if (
                self._left <= 0
                or time.monotonic() > self._end
                or (until is not None and met >= until)
            ):
                break
            one = await self._judged(place, domain)
            if one is not None:
                found.append(one)
                met += one.kept_up(self.plan.clock())
        return found

    async def _judged(self, place: Place, domain: str, *, child: bool = False) -> Found | None:
        try:
            response = await self._ask(place.url)
        except Exception as error:
            if place.stated:
                self._remarks.append(f"{place.url}: {_detail(error)}.")
            return None
        answer = answer_of(response)
        if answer.status != 200:
            if place.stated:
                self._remarks.append(f"{place.url}: answered with HTTP {answer.status}.")
            return None
        try:
            kind, announced = await asyncio.to_thread(
                read_place, response.body, response.url, answer.content_type
            )
        except FeedError:
            return None
        if announced.children and not child and self._left > 0:
            # An index is what to name; its most promising sitemap tells whether it is of use.
            below = await self._judged(Place(url=announced.children[0]), domain, child=True)
            if below is None:
                return None
            return Found(
                place=place,
                kind="sitemap",
                news=below.news,
                articles=below.articles,
                newest=below.newest,
            )
        return judged(place, kind, announced, domain)

    async def _ask(self, url: str, **meta: Any) -> Response:
        self._left -= 1
        self._tell(1)
        engine = self.crawler.engine
        assert engine is not None
        return await engine.download_async(
            scrapy.Request(url, meta={"download_slot": self._outlet.name, **meta})
        )


def _detail(error: Exception) -> str:
    return reason(Failure(error))[1]  # type: ignore[no-untyped-call]

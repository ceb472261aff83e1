"""Sources: asking feeds, sitemaps and section pages, and passing on what they announce."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.errors import FeedError
from crawler.network.answers import GONE, NOT_MODIFIED, Answer, conditional
from crawler.network.gate import Dropped
from crawler.outlets import Source
from crawler.schedule import Validators
from crawler.sources.announcements import read_source
from crawler.sources.asking import Asking
from crawler.sources.entries import Announcement, Entry, worth_a_look
from crawler.spiders.fetched import answer_of, reason
from crawler.spiders.pages import Pages
from crawler.spiders.rounds import Round

_MOST_CHILDREN = 3
"""Sitemaps of an index that are followed: the most promising."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """A source that answered well, to be noted when the crawl ends well."""

    asking: Asking
    validators: Validators
    wish: timedelta | None
    # the pause that it asks for


class Sources:
    """The sources of one crawl."""

    def __init__(self, crawl: Round, pages: Pages) -> None:
        self._round = crawl
        self._pages = pages
        self._read: list[Read] = []
        self._news: Counter[tuple[str, str]] = Counter()
        # (outlet, address of source) → entries that were not known

    def request(self, asking: Asking) -> scrapy.Request:
        """The request that asks a source what is new."""
        return scrapy.Request(
            asking.url,
            callback=self.arrived,
            errback=self.failed,
            headers=conditional(asking.validators),
            meta={"download_slot": asking.outlet.name},
            cb_kwargs={"asking": asking},
            dont_filter=True,
            priority=10,
        )

    async def arrived(self, response: Response, asking: Asking) -> AsyncIterator[Any]:
        """A source answered: ask for what it announces."""
        answer = answer_of(response)
        if answer.asks_to_wait():
            await self._round.hold(asking.outlet, answer, response.url)
        try:
            if answer.status not in (200, NOT_MODIFIED):
                raise FeedError(asking.url, f"answered with HTTP {answer.status}")
            if answer.status == NOT_MODIFIED:
                found, children = None, await self._named_before(asking)
            else:
                found = await asyncio.to_thread(
                    read_source,
                    response.body,
                    response.url,
                    answer,
                    source=asking.source,
                    outlet=asking.outlet,
                )
                children = found.children[:_MOST_CHILDREN]
        except FeedError as error:
            async for request in self._unusable(asking, error, gone=answer.status == GONE):
                yield request
            return
        self._round.report.sources += 1
        # An index within an index is not followed.
        for url in children if asking.parent is None else ():
            child = await self._child(asking, url)
            if child.state.gone is None:
                yield self.request(child)
        entries: Sequence[Entry] = ()
        if found is None:
            self._round.report.sources_unchanged += 1
        else:
            if not found.entries and not found.children:
                self._round.report.notes.append(
                    f"{asking.source.url}: announces nothing at present."
                )
            entries = await asyncio.to_thread(worth_a_look, found, self._round.plan.clock())
        async for request in self._announced(asking, entries):
            yield request
        await self._answered(asking, answer, response.url, found)

    async def _announced(
        self, asking: Asking, entries: Sequence[Entry]
    ) -> AsyncIterator[scrapy.Request]:
        considered = await asyncio.to_thread(self._round.desk.consider, asking.outlet, entries)
        self._round.report.not_due += considered.not_due
        self._round.report.elsewhere += considered.elsewhere
        # An index is as lively as the sitemaps that it names.
        self._news[asking.outlet.name, asking.parent or asking.source.url] += considered.new
        for request in self._pages.requests(asking.outlet, considered.wanted):
            yield request

    async def _answered(
        self, asking: Asking, answer: Answer, url: str, found: Announcement | None
    ) -> None:
        """Note that a source answered well; `found` None means that it is unchanged."""
        wishes = [answer.fresh_for(), found.pause if found else None]
        self._read.append(
            Read(
                asking=asking,
                validators=answer.validators
                if found
                else asking.validators.renewed(answer.validators),
                wish=max((wish for wish in wishes if wish is not None), default=None),
            )
        )
        location = asking.moved_to(answer, url)
        if location is not None:
            self._round.report.notes.append(
                f"{asking.source.url}: has moved for good to {location}; "
                "bring outlets.toml up to date."
            )
        await self._note(
            asking,
            # Until the crawl has ended well the source is read whole again: nothing cut off is
            # lost.
            validators=Validators() if found else None,
            polling=replace(asking.state.polling, next_poll=None, streak=0),
            # An index announces the sitemaps that it names.
            entries=len(found.entries) + len(found.children) if found else None,
            # Where it had moved failed and its first address answers: that is its place again.
            location="" if location is None and asking.original else location,
            parent=asking.parent,
        )

    async def _unusable(
        self, asking: Asking, error: FeedError, *, gone: bool = False
    ) -> AsyncIterator[scrapy.Request]:
        """No answer, or none that can be read."""
        if asking.at_new_location:
            # The address in outlets.toml decides, once where it led to fails.
            yield self.request(replace(asking, original=True))
            return
        self._round.report.sources += 1
        self._round.report.sources_failed += 1
        if gone:
            error = FeedError(
                asking.url,
                "says that it is gone for good (HTTP 410) and is not asked again",
                "give outlets.toml another address",
            )
        self._round.report.notes.append(str(error))
        await self._note(
            asking,
            problem=error.problem,
            polling=asking.after_failure(self._round.plan.clock()),
            location="" if asking.original else None,
            parent=asking.parent,
            gone=gone,
        )

    async def failed(self, failure: Failure) -> AsyncIterator[Any]:
        """A source could not be fetched."""
        asking: Asking = failure.request.cb_kwargs["asking"]  # type: ignore[attr-defined]
        if isinstance(failure.value, Dropped):
            self._round.report.sources_waiting += 1
            return
        _, detail = reason(failure)
        async for request in self._unusable(asking, FeedError(asking.url, detail)):
            yield request

    async def _named_before(self, asking: Asking) -> tuple[str, ...]:
        """The sitemaps of an index that has not changed: they may have."""
        if asking.source.kind != "sitemap" or asking.parent is not None:
            return ()
        return await asyncio.to_thread(
            self._round.desk.children, asking.outlet, asking.source.url, _MOST_CHILDREN
        )

    async def _child(self, asking: Asking, url: str) -> Asking:
        return Asking(
            outlet=asking.outlet,
            source=Source(url=url, kind="sitemap"),
            state=await asyncio.to_thread(self._round.desk.source, asking.outlet, url),
            parent=asking.source.url,
        )

    def finish(self) -> None:
        """The crawl ended well: sources whose pages were all dealt with need not be read again."""
        for read in self._read:
            outlet, source = read.asking.outlet, read.asking.source
            if not self._round.allowances[outlet.name].unfinished:
                new = self._news[outlet.name, source.url]
                polling = read.asking.after_answer(
                    self._round.plan.clock(), new=new, asked=read.wish
                )
                self._round.desk.note(outlet, source, validators=read.validators, polling=polling)

    async def _note(self, asking: Asking, **values: Any) -> None:
        await asyncio.to_thread(self._round.desk.note, asking.outlet, asking.source, **values)

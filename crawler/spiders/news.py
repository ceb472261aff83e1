"""One spider for every outlet: sources → announced pages → items for the pipelines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import scrapy
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import due, known, store_outlets
from crawler.crawling import CrawlPlan, CrawlReport
from crawler.database import open_database, reading, writing
from crawler.errors import FeedError
from crawler.feeds import Entry, read_feed
from crawler.outlets import Outlet, Source, choose, read_outlets
from crawler.pages import FailedPage, FetchedPage, UnchangedPage
from crawler.schedule import Known, Validators, should_fetch
from crawler.sitemaps import read_sitemap
from crawler.sourcebook import source_validators, store_source
from crawler.texts import clean_line

_MOST_CHILDREN = 3
"""Sitemaps of an index that are followed: the newest, where the index says which they are."""
_NOT_MODIFIED = 304
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be another the next time: the page is asked for again."""


class NewsSpider(scrapy.Spider):
    """Fetches what the outlets announce and is not yet stored as it now is.

    `scrapy crawl news -a outlets=outlets.toml -a db=parallax.db` runs it by hand.
    """

    name = "news"

    def __init__(
        self,
        plan: CrawlPlan | None = None,
        report: CrawlReport | None = None,
        outlets: str = "outlets.toml",
        db: str = "parallax.db",
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        self.plan = plan or CrawlPlan(
            outlets=choose(read_outlets(Path(outlets)), (), outlets), database=db
        )
        self.report = report or CrawlReport()
        self.engine = open_database(self.plan.database)
        self._announced: set[tuple[str, str]] = set()
        self._read: list[tuple[Outlet, Source, Validators]] = []
        self._unfinished: set[str] = set()
        self._budget = {outlet.name: self.plan.limit for outlet in self.plan.outlets}

    async def start(self) -> AsyncIterator[Any]:
        """One request for each source of each outlet, and for each page due for a second look."""
        try:
            async for request in self._requests():
                yield request
        except Exception as error:
            # Scrapy would log this and go on as if there were nothing to fetch.
            self.report.crash = str(error)
            raise

    async def _requests(self) -> AsyncIterator[scrapy.Request]:
        with writing(self.engine) as connection:
            store_outlets(connection, self.plan.outlets)
        for outlet in self.plan.outlets:
            for source in outlet.sources:
                yield self._source_request(outlet, source)
            # Corrections are often not announced: what is due for a second look is asked for,
            # whether a feed still names it or not.
            with reading(self.engine) as connection:
                pages = due(connection, outlet.name, self.plan.clock())
            for url, before in pages.items():
                if self._spend(outlet):
                    self._announced.add((outlet.name, url))
                    yield self._page_request(outlet, Entry(url=url), before)

    def _source_request(self, outlet: Outlet, source: Source, depth: int = 0) -> scrapy.Request:
        with reading(self.engine) as connection:
            validators = source_validators(connection, outlet.name, source.url)
        return scrapy.Request(
            source.url,
            callback=self.parse_source,
            errback=self.source_failed,
            headers=_conditional(validators),
            meta={"download_slot": outlet.name},
            cb_kwargs={"outlet": outlet, "source": source, "depth": depth},
            dont_filter=True,
            priority=10,
        )

    async def parse_source(
        self, response: Response, outlet: Outlet, source: Source, depth: int
    ) -> AsyncIterator[Any]:
        """A feed or sitemap came: ask for what it announces."""
        self.report.sources += 1
        if response.status == _NOT_MODIFIED:
            self.report.sources_unchanged += 1
            await self._note(outlet, source)
            return
        try:
            if response.status != 200:
                raise FeedError(source.url, f"answered with HTTP {response.status}")
            entries, children = await asyncio.to_thread(_read, response, source)
        except FeedError as error:
            self._complain(error)
            await self._note(outlet, source, problem=error.problem)
            return
        if not entries and not children:
            self.report.notes.append(f"{source.url}: announces nothing at present.")
        for child in children[:_MOST_CHILDREN] if depth == 0 else ():
            yield self._source_request(outlet, Source(url=child, kind="sitemap"), depth + 1)
        stored = await asyncio.to_thread(self._known, outlet, entries)
        skipped_for_limit = False
        for entry in entries:
            if (outlet.name, entry.url) in self._announced:
                continue
            self._announced.add((outlet.name, entry.url))
            before = stored.get(entry.url)
            if not should_fetch(entry, before, self.plan.clock()):
                self.report.not_due += 1
                continue
            if not self._spend(outlet):
                skipped_for_limit = True
                break
            yield self._page_request(outlet, entry, before)
        if skipped_for_limit:
            self._unfinished.add(outlet.name)
        self._read.append((outlet, source, _validators(response)))
        # Until the crawl has ended well the source is read whole again: nothing cut off is lost.
        await self._note(outlet, source, entries=len(entries), validators=Validators())

    def closed(self, reason: str) -> None:
        """The crawl is over: sources whose pages were all dealt with need not be read again."""
        if reason == "finished" and not self.report.crash:
            for outlet, source, validators in self._read:
                if outlet.name not in self._unfinished:
                    self._store_source(outlet, source, {"validators": validators})
        self.engine.dispose()

    def _page_request(self, outlet: Outlet, entry: Entry, before: Known | None) -> scrapy.Request:
        return scrapy.Request(
            entry.url,
            callback=self.parse_page,
            errback=self.page_failed,
            headers=_conditional(before.validators) if before else {},
            meta={"download_slot": outlet.name},
            cb_kwargs={"outlet": outlet, "entry": entry, "before": before},
            dont_filter=True,
        )

    async def parse_page(
        self, response: Response, outlet: Outlet, entry: Entry, before: Known | None
    ) -> AsyncIterator[Any]:
        """A page came: hand it to the pipelines."""
        if response.status == _NOT_MODIFIED and before is not None:
            yield UnchangedPage(outlet=outlet, entry=entry, article_id=before.article_id)
        elif response.status != 200:
            if response.status in _PASSING:
                self._unfinished.add(outlet.name)
            detail = f"answered with HTTP {response.status}"
            yield _failed(outlet, entry, f"http {response.status}", detail)
        elif not _is_page(response):
            kind = (response.headers.get("Content-Type") or b"nothing").decode("latin-1")
            yield _failed(outlet, entry, "not a page", f"is {kind}, not HTML")
        else:
            yield FetchedPage(
                outlet=outlet,
                entry=entry,
                url=response.url,
                body=response.body,
                charset=_charset(response),
                validators=_validators(response),
            )

    async def source_failed(self, failure: Failure) -> None:
        """A source could not be fetched."""
        request = failure.request  # type: ignore[attr-defined]
        outlet, source = request.cb_kwargs["outlet"], request.cb_kwargs["source"]
        _, detail = reason(failure)
        self.report.sources += 1
        self._complain(FeedError(source.url, detail))
        await self._note(outlet, source, problem=detail)

    async def page_failed(self, failure: Failure) -> AsyncIterator[FailedPage]:
        """A page could not be fetched."""
        request = failure.request  # type: ignore[attr-defined]
        kind, detail = reason(failure)
        if kind != "robots.txt":
            self._unfinished.add(request.cb_kwargs["outlet"].name)
        yield _failed(request.cb_kwargs["outlet"], request.cb_kwargs["entry"], kind, detail)

    def _complain(self, error: FeedError) -> None:
        self.report.sources_failed += 1
        self.report.notes.append(str(error))

    def _known(self, outlet: Outlet, entries: Sequence[Entry]) -> dict[str, Known]:
        with reading(self.engine) as connection:
            return known(connection, outlet.name, [entry.url for entry in entries])

    def _spend(self, outlet: Outlet) -> bool:
        left = self._budget[outlet.name]
        if left is None:
            return True
        self._budget[outlet.name] = left - 1
        return left > 0

    async def _note(self, outlet: Outlet, source: Source, **values: Any) -> None:
        await asyncio.to_thread(self._store_source, outlet, source, values)

    def _store_source(self, outlet: Outlet, source: Source, values: dict[str, Any]) -> None:
        with writing(self.engine) as connection:
            store_source(
                connection,
                url=source.url,
                outlet=outlet.name,
                kind=source.kind,
                now=self.plan.clock(),
                **values,
            )


def _read(response: Response, source: Source) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    if source.kind == "sitemap":
        sitemap = read_sitemap(response.body, response.url)
        return sitemap.entries, sitemap.children
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return read_feed(response.body, response.url, kind), ()


def reason(failure: Failure) -> tuple[str, str]:
    """A failed download as (kind, sentence part)."""
    error = failure.value
    name = type(error).__name__
    text = clean_line(str(error))[:200]
    if isinstance(error, IgnoreRequest) and "robots.txt" in text:
        return "robots.txt", "robots.txt asks not to fetch it"
    for mark, kind in (
        ("Timeout", "timeout"),
        ("DNS", "host not found"),
        ("Refused", "connection refused"),
        ("ResolutionFailed", "host not found"),
    ):
        if mark in name or mark in text:
            return kind, f"could not be fetched: {kind}"
    return "network", f"could not be fetched ({name}: {text})"


def _failed(outlet: Outlet, entry: Entry, kind: str, detail: str) -> FailedPage:
    return FailedPage(outlet=outlet, url=entry.url, kind=kind, detail=detail)


def _conditional(validators: Validators) -> dict[str, str]:
    headers = {}
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _validators(response: Response) -> Validators:
    etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
    return Validators(
        etag=etag.decode("latin-1") if etag else None,
        last_modified=modified.decode("latin-1") if modified else None,
    )


def _is_page(response: Response) -> bool:
    kind = (response.headers.get("Content-Type") or b"text/html").decode("latin-1").lower()
    return "html" in kind or "xml" in kind or kind.startswith("text/plain")


def _charset(response: Response) -> str | None:
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
    return kind.partition("charset=")[2].split(";")[0].strip(" \"'") or None

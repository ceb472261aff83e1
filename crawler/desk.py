"""What the spider asks of the database and tells it: one transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine

from crawler.activity import requests_on
from crawler.addresses import adopt_moved, known
from crawler.archive import due, store_outlets
from crawler.crawling import CrawlPlan
from crawler.database import reading, writing
from crawler.failures import failed_before, to_retry
from crawler.outlets import Outlet, Source
from crawler.schedule import Known, may_retry, should_fetch
from crawler.sources.entries import Entry
from crawler.sources.sourcebook import (
    SourceState,
    children_of,
    held_until,
    hold_sources,
    source_state,
    store_source,
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A page to ask for."""

    entry: Entry
    before: Known | None = None
    # what is stored of it
    failed: bool = False
    # whether it could not be captured before


@dataclass(frozen=True, kw_only=True)
class Considered:
    """What a source announced, against what is stored."""

    wanted: tuple[Wanted, ...]
    # in the source's order
    new: int
    # not met before: neither stored nor failed
    not_due: int
    # stored, or failed not long ago; not asked for
    elsewhere: int
    # pages of another outlet of this crawl: left to it


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How things stand with an outlet when the crawl begins."""

    held: datetime | None
    # UTC; until when it asked to be left alone
    asked_today: int
    # pages
    again: tuple[Wanted, ...]
    # due for a second look, or failed in passing and due for another try


class Desk:
    """The database, as the spider uses it; every method may run in a thread."""

    def __init__(self, engine: Engine, plan: CrawlPlan) -> None:
        self._engine = engine
        self._plan = plan

    def describe_outlets(self) -> None:
        """Write what outlets.toml says of the crawl's outlets."""
        with writing(self._engine) as connection:
            store_outlets(connection, self._plan.outlets)

    def open(self, outlet: Outlet) -> Opening:
        """What is to be known before the outlet is asked for anything."""
        now = self._plan.clock()
        with reading(self._engine) as connection:
            pages = due(connection, outlet.name, now)
            retried = to_retry(connection, outlet.name, now)
            stored = known(connection, outlet.name, retried)
            failed = failed_before(connection, outlet.name, list(pages))
            return Opening(
                held=held_until(connection, outlet.name, now),
                asked_today=requests_on(connection, outlet.name, now),
                again=(
                    *(
                        Wanted(entry=Entry(url=url), before=before, failed=url in failed)
                        for url, before in pages.items()
                        if may_retry(Entry(url=url), failed.get(url), now)
                    ),
                    *(
                        Wanted(entry=Entry(url=url), before=stored.get(url), failed=True)
                        for url in retried
                    ),
                ),
            )

    def source(self, outlet: Outlet, url: str) -> SourceState:
        """What is known of a source."""
        with reading(self._engine) as connection:
            return source_state(connection, outlet.name, url)

    def children(self, outlet: Outlet, index: str, most: int) -> tuple[str, ...]:
        """The sitemaps that an index led to last."""
        with reading(self._engine) as connection:
            return children_of(connection, outlet.name, index, most)

    def consider(self, outlet: Outlet, entries: Sequence[Entry]) -> Considered:
        """Which of the entries to ask for."""
        others = [other for other in self._plan.outlets if other.name != outlet.name]
        own = [
            entry
            for entry in entries
            if outlet.owns(entry.url) or not any(other.owns(entry.url) for other in others)
        ]
        urls = [entry.url for entry in own]
        now = self._plan.clock()
        with reading(self._engine) as connection:
            stored = known(connection, outlet.name, urls)
            failed = failed_before(connection, outlet.name, urls)
        unknown = [entry for entry in own if entry.url not in stored]
        if any(entry.guid for entry in unknown):
            with writing(self._engine) as connection:
                moved = adopt_moved(connection, outlet.name, unknown)
                stored |= known(connection, outlet.name, moved)
        wanted = tuple(
            Wanted(entry=entry, before=stored.get(entry.url), failed=entry.url in failed)
            for entry in own
            if should_fetch(entry, stored.get(entry.url), now)
            and may_retry(entry, failed.get(entry.url), now)
        )
        return Considered(
            wanted=wanted,
            new=sum(entry.url not in stored and entry.url not in failed for entry in own),
            not_due=len(own) - len(wanted),
            elsewhere=len(entries) - len(own),
        )

    def named(self, outlet: Outlet, entries: Sequence[Entry]) -> tuple[Wanted, ...]:
        """Pages that a person named: all of them, whenever they were last looked at."""
        urls = [entry.url for entry in entries]
        with reading(self._engine) as connection:
            stored = known(connection, outlet.name, urls)
            failed = failed_before(connection, outlet.name, urls)
        return tuple(
            Wanted(entry=entry, before=stored.get(entry.url), failed=entry.url in failed)
            for entry in entries
        )

    def note(self, outlet: Outlet, source: Source, **values: object) -> None:
        """Note how asking a source went; the values are those of `store_source`."""
        with writing(self._engine) as connection:
            store_source(
                connection,
                url=source.url,
                outlet=outlet.name,
                kind=source.kind,
                now=self._plan.clock(),
                **values,  # type: ignore[arg-type]
            )

    def hold(self, outlet: Outlet, until: datetime) -> None:
        """The outlet asks to be left alone."""
        with writing(self._engine) as connection:
            hold_sources(connection, outlet.name, outlet.sources, until)

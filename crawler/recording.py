"""What a crawl met → the database: articles, failures and each outlet's activity.

Pages that are done at about the same time are written in one transaction: a commit costs more than
a page. A page counts as done only when its transaction is committed, so that a crawl that is killed
has lost nothing: what was not committed is fetched again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy.engine import Connection

from crawler.activity import Asked, note_activity
from crawler.archive import mark_seen, store
from crawler.errors import CrawlerError
from crawler.failures import clear_failure, store_failure
from crawler.pages import CapturedPage, FailedPage, UnchangedPage

DonePage = CapturedPage | UnchangedPage | FailedPage
_GATHER_SECONDS = 0.05
_MOST_TOGETHER = 64

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


def record(connection: Connection, pages: Sequence[DonePage], now: datetime) -> list[Asked]:
    """Write what came of the pages; returns what each one added, in their order."""
    asked = [_record(connection, page, now) for page in pages]
    note_activity(connection, now, asked)
    return asked


def _record(connection: Connection, page: DonePage, now: datetime) -> Asked:
    outlet = page.outlet.name
    if isinstance(page, CapturedPage):
        stored = store(
            connection,
            page.article,
            now,
            page.validators,
            met_at=page.entry.url,
            announced=page.entry.updated,
            guid=page.entry.guid,
            twins=page.twins,
        )
        clear_failure(connection, outlet, page.entry.url)
        return Asked(outlet=outlet, outcome=stored, article=page.article)
    if isinstance(page, UnchangedPage):
        mark_seen(connection, page.article_id, now, page.entry.updated, page.validators)
        clear_failure(connection, outlet, page.entry.url)
        return Asked(outlet=outlet, outcome="unchanged")
    store_failure(
        connection,
        url=page.url,
        outlet=outlet,
        kind=page.kind,
        detail=page.detail,
        now=now,
        not_before=page.not_before,
    )
    return Asked(outlet=outlet, outcome="failed", kind=page.kind)


@dataclass(frozen=True, kw_only=True)
class _Waiting(Generic[Item, Outcome]):
    item: Item
    written: asyncio.Future[Outcome]


class GroupWriter(Generic[Item, Outcome]):
    """Writes what waits together, one group at a time, off the event loop."""

    def __init__(self, write: Callable[[Sequence[Item]], Sequence[Outcome]]) -> None:
        """`write` commits all of a group or raises; it returns one outcome for each item."""
        self._write = write
        self._waiting: list[_Waiting[Item, Outcome]] = []
        self._task: asyncio.Task[None] | None = None

    async def add(self, item: Item) -> Outcome:
        """Returns when the item is committed; raises what writing it raised."""
        written: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(item=item, written=written))
        if self._task is None:
            self._task = asyncio.create_task(self._work())
        return await written

    async def _work(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(_GATHER_SECONDS)
                group = self._waiting[:_MOST_TOGETHER]
                del self._waiting[:_MOST_TOGETHER]
                await self._write_group(group)
        finally:
            # Whatever happened, the next item must find a writer: a crawl never waits for nobody.
            self._task = None

    async def _write_group(self, group: Sequence[_Waiting[Item, Outcome]]) -> None:
        try:
            outcomes = await asyncio.to_thread(self._write, [one.item for one in group])
        except Exception as error:
            # A full disk concerns all of them; anything else may be the fault of one.
            if len(group) == 1 or isinstance(error, CrawlerError):
                for one in group:
                    if not one.written.done():
                        one.written.set_exception(error)
                return
            for one in group:
                await self._write_group([one])
            return
        for one, outcome in zip(group, outcomes, strict=True):
            if not one.written.done():  # else nobody waits for it any more
                one.written.set_result(outcome)

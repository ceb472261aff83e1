"""What is known of each source: how to ask it again politely, and how asking last went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.outlets import Source
from crawler.schedule import Validators
from crawler.tables import sources


@dataclass(frozen=True, kw_only=True)
class Polling:
    """When to ask a source again, and what that was decided from."""

    next_poll: datetime | None = None
    # UTC; None means at once
    pause: timedelta | None = None
    # between two askings while all is well; None before the first answer
    streak: int = 0
    # failures in a row


@dataclass(frozen=True, kw_only=True)
class SourceState:
    """What is remembered of one source."""

    validators: Validators = field(default_factory=Validators)
    polling: Polling = field(default_factory=Polling)
    location: str | None = None
    # where it moved for good
    gone: datetime | None = None
    # UTC; when it said so (410)
    succeeded: datetime | None = None
    # UTC; the last answer that could be used


def source_state(connection: Connection, outlet: str, url: str) -> SourceState:
    """What is known of a source; the state of a new one when nothing is."""
    row = connection.execute(sa.select(sources).where(_key(outlet, url))).first()
    if row is None:
        return SourceState()
    return SourceState(
        validators=Validators(etag=row.etag, last_modified=row.last_modified),
        polling=Polling(
            next_poll=row.next_poll,
            pause=None if row.pause is None else timedelta(seconds=row.pause),
            streak=row.streak,
        ),
        location=row.location,
        gone=row.gone,
        succeeded=row.succeeded,
    )


def store_source(
    connection: Connection,
    *,
    url: str,
    outlet: str,
    kind: str,
    now: datetime,
    problem: str | None = None,
    entries: int | None = None,
    validators: Validators | None = None,
    polling: Polling | None = None,
    location: str | None = None,
    parent: str | None = None,
    gone: bool = False,
) -> None:
    """Note how asking a source went.

    `entries`, `validators`, `polling`, `location` and `parent` None leave what was there; a
    `location` of "" forgets it.
    """
    values: dict[str, Any] = {"kind": kind, "checked": now, "problem": problem}
    if problem is None:
        values["succeeded"] = now
    if entries is not None:
        values["entries"] = entries
    if validators is not None:
        values.update(asdict(validators))
    if polling is not None:
        seconds = None if polling.pause is None else round(polling.pause.total_seconds())
        values |= {"next_poll": polling.next_poll, "pause": seconds, "streak": polling.streak}
    if location is not None:
        values["location"] = location or None
    if parent is not None:
        values["parent"] = parent
    if gone:
        values["gone"] = now
    _write(connection, outlet, url, values)


def hold_sources(
    connection: Connection, outlet: str, known: Sequence[Source], until: datetime
) -> None:
    """The outlet asks to be left alone: no crawl is to ask any of its sources before."""
    for source in known:
        _write(connection, outlet, source.url, {"kind": source.kind, "held_until": until})


def held_until(connection: Connection, outlet: str, now: datetime) -> datetime | None:
    """Until when the outlet is left alone; None when it may be asked."""
    query = sa.select(sa.func.max(sources.c.held_until)).where(
        sources.c.outlet == outlet, sources.c.held_until > now
    )
    return connection.execute(query).scalar()


def children_of(connection: Connection, outlet: str, index: str, most: int) -> tuple[str, ...]:
    """The sitemaps of an index that were asked last: its own choice while it does not change."""
    rows = connection.execute(
        sa.select(sources.c.url)
        .where(sources.c.outlet == outlet, sources.c.parent == index, sources.c.gone.is_(None))
        .order_by(sources.c.checked.desc(), sources.c.url.desc())
        .limit(most)
    )
    return tuple(row.url for row in rows)


def _write(connection: Connection, outlet: str, url: str, values: dict[str, Any]) -> None:
    changed = connection.execute(sources.update().where(_key(outlet, url)).values(values))
    if changed.rowcount == 0:
        connection.execute(sources.insert().values(outlet=outlet, url=url, **values))


def _key(outlet: str, url: str) -> sa.ColumnElement[bool]:
    return (sources.c.outlet == outlet) & (sources.c.url == url)

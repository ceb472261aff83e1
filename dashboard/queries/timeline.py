"""When the articles of one event were published, met and revised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from compare.tables import memberships
from crawler.tables import articles, revisions

DRAWN = 2_000
"""Revisions of one event that a picture can hold."""


@dataclass(frozen=True, kw_only=True)
class Met:
    """What is known of an article's time beside what every page of the event shows."""

    first_seen: datetime
    # UTC; when it was first captured
    zoned: bool
    # the date on its page names a time zone; so for imported ones, which do not tell


@dataclass(frozen=True, kw_only=True)
class Step:
    """A revision after an article's first."""

    article_id: str
    revision: int
    # from 2
    seen: datetime
    # UTC; when it was captured
    modified: datetime | None
    # UTC; when the page says that it was changed


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One revision as it was captured."""

    revision: int
    title: str
    text: str
    # verbatim
    access: str | None
    completeness: float | None
    # [0, 1]; both None for what was stored before revisions remembered them


@dataclass(frozen=True, kw_only=True)
class Revised:
    """A revision beside the one before it."""

    step: Step
    outlet: str
    url: str | None
    after: Stored
    before: Stored | None
    # None when it is not stored


def load_met(connection: Connection, event_id: str) -> dict[str, Met]:
    """article_id → when it was met, for every article of the event."""
    rows = connection.execute(
        sa.select(articles.c.article_id, articles.c.first_seen, articles.c.dates)
        .join(memberships, memberships.c.article_id == articles.c.article_id)
        .where(memberships.c.event_id == event_id)
    )
    return {
        row.article_id: Met(first_seen=row.first_seen, zoned=zone_named(row.dates, "published"))
        for row in rows
    }


def zone_named(dates: Any, field: str) -> bool:
    """Whether a stored date was written with its zone; so where that was not kept."""
    stated = dates.get(field) if isinstance(dates, dict) else None
    return not (isinstance(stated, dict) and stated.get("zone") is False)


def count_revisions(connection: Connection, event_id: str, outlet: str | None = None) -> int:
    """Revisions after the first, of the event or of one outlet's articles in it."""
    query = sa.select(sa.func.count()).select_from(_revised(event_id, outlet).subquery())
    return connection.execute(query).scalar_one()


def load_steps(connection: Connection, event_id: str, *, limit: int = DRAWN) -> list[Step]:
    """The revisions after the first, in the order in which they were captured."""
    rows = connection.execute(_ordered(_revised(event_id, None)).limit(limit))
    return [_step(row) for row in rows]


def load_revised(
    connection: Connection,
    event_id: str,
    outlet: str | None = None,
    *,
    limit: int,
    offset: int = 0,
) -> list[Revised]:
    """Revisions with what stood before, in the order in which they were captured."""
    chosen = _ordered(_revised(event_id, outlet)).limit(limit).offset(offset)
    rows = connection.execute(chosen).all()
    states = _states(connection, rows)
    return [
        Revised(
            step=_step(row),
            outlet=row.outlet,
            url=row.url,
            after=states[row.article_id, row.revision],
            before=states.get((row.article_id, row.revision - 1)),
        )
        for row in rows
    ]


def _revised(event_id: str, outlet: str | None) -> sa.Select[Any]:
    query = (
        sa.select(
            revisions.c.article_id,
            revisions.c.revision,
            revisions.c.seen,
            revisions.c.modified,
            articles.c.outlet,
            articles.c.url,
        )
        .join(memberships, memberships.c.article_id == revisions.c.article_id)
        .join(articles, articles.c.article_id == revisions.c.article_id)
        .where(memberships.c.event_id == event_id, revisions.c.revision > 1)
    )
    return query if outlet is None else query.where(articles.c.outlet == outlet)


def _ordered(query: sa.Select[Any]) -> sa.Select[Any]:
    return query.order_by(revisions.c.seen, revisions.c.article_id, revisions.c.revision)


def _step(row: Row[Any]) -> Step:
    return Step(
        article_id=row.article_id, revision=row.revision, seen=row.seen, modified=row.modified
    )


def _states(connection: Connection, rows: Iterable[Row[Any]]) -> dict[tuple[str, int], Stored]:
    wanted = [
        (revisions.c.article_id == row.article_id)
        & revisions.c.revision.in_([row.revision - 1, row.revision])
        for row in rows
    ]
    if not wanted:
        return {}
    found = connection.execute(sa.select(revisions).where(sa.or_(*wanted)))
    return {
        (row.article_id, row.revision): Stored(
            revision=row.revision,
            title=row.title,
            text=row.text,
            access=row.access,
            completeness=row.completeness,
        )
        for row in found
    }

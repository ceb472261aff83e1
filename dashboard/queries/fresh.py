"""What came in since a page was drawn: a few rows by their numbers, however much is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.tables import events
from crawler.tables import runs, searchable

_AT_ONCE = 50
"""Runs that may have been under way together: a comparison that ends late has an early number."""
_COUNTED = 1000
"""New articles are counted up to this many."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How far the database had come."""

    article: int
    # the largest number of an article in the full-text index
    run: int
    # the newest run
    compared: datetime | None
    # UTC: when the last comparison ended
    fingerprint: str | None
    # of the event that is shown; None for none


@dataclass(frozen=True, kw_only=True)
class Fresh:
    """What there is beyond it."""

    collected: int
    # articles that are new or have a new text, at most _COUNTED
    compared: int
    # articles that comparisons have taken up
    changed: bool
    # the event that is shown has been compared anew


def seen(connection: Connection, event_id: str | None = None) -> Seen:
    """The state that a page is drawn from."""
    newest = sa.select(sa.func.max(searchable.c.number)).scalar_subquery()
    last = sa.select(sa.func.max(runs.c.run_id)).scalar_subquery()
    row = connection.execute(sa.select(newest.label("article"), last.label("run"))).one()
    ended = connection.execute(
        sa.select(runs.c.finished)
        .where(runs.c.kind == "compare", runs.c.finished.is_not(None))
        .order_by(runs.c.run_id.desc())
        .limit(1)
    ).scalar()
    return Seen(
        article=row.article or 0,
        run=row.run or 0,
        compared=ended,
        fingerprint=_fingerprint(connection, event_id),
    )


def since(connection: Connection, before: Seen, event_id: str | None = None) -> Fresh:
    """What came in after that state."""
    some = (
        sa.select(searchable.c.number)
        .where(searchable.c.number > before.article)
        .limit(_COUNTED)
        .subquery()
    )
    ended = sa.select(runs.c.counts).where(
        runs.c.run_id > before.run - _AT_ONCE, runs.c.kind == "compare", runs.c.outcome == "done"
    )
    if before.compared is not None:
        ended = ended.where(runs.c.finished > before.compared)
    return Fresh(
        collected=connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one(),
        compared=sum(row.counts.get("new_articles", 0) for row in connection.execute(ended)),
        changed=_fingerprint(connection, event_id) != before.fingerprint,
    )


def _fingerprint(connection: Connection, event_id: str | None) -> str | None:
    if event_id is None:
        return None
    query = sa.select(events.c.fingerprint).where(events.c.event_id == event_id)
    return connection.execute(query).scalar()

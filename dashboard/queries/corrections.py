"""What persons decided about an event, and the articles and events that they named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from compare.tables import corrections, events, redirects
from crawler.database import batches
from crawler.tables import runs
from dashboard.queries.accounts import EventHead

LISTED = 50
"""Corrections of one event that are shown, the newest first."""


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One decision of a person."""

    correction_id: str
    kind: str
    # merge, split, move or pin
    events: tuple[str, ...]
    # that were named, under their ids of then
    articles: tuple[str, ...]
    # that were named; of a merge and of the pin of an event, none
    together: frozenset[str]
    # the articles that it holds together
    note: str
    author: str
    # as they called themselves; both may be empty
    made: datetime
    # UTC
    undone: datetime | None
    # UTC; None while it holds
    pending: bool
    # not yet taken up by a comparison (nor its undoing)


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """Those that touch one event."""

    listed: tuple[Correction, ...]
    # the newest first
    titles: dict[str, str]
    # event_id, of then or now → the headline of what it is now; verbatim, may be empty
    heirs: dict[str, str]
    # event_id of then → of now


def load_corrections(connection: Connection, head: EventHead) -> Corrections:
    """Every correction that named this event, one that became part of it, or its articles.

    Decisions are made by hand, so all of them are read: hundreds, not one an article.
    """
    rows = connection.execute(
        sa.select(corrections).order_by(corrections.c.made.desc(), corrections.c.correction_id)
    ).all()
    made = [_correction(row) for row in rows]
    heirs = _heirs(connection, {event_id for one in made for event_id in one.events})
    articles = {member.article_id for account in head.accounts for member in account.members}
    touching = [
        one
        for one in made
        if any(heirs[event_id] == head.event_id for event_id in one.events)
        or not articles.isdisjoint(one.articles)
        or not articles.isdisjoint(one.together)
    ][:LISTED]
    named = {event_id for one in touching for event_id in one.events}
    return Corrections(
        listed=tuple(touching),
        titles=_titles(connection, {event_id: heirs[event_id] for event_id in named}),
        heirs={event_id: heirs[event_id] for event_id in named},
    )


def last_model(connection: Connection) -> str | None:
    """The encoder's name ("model@hash") of the last whole comparison; None before the first."""
    counts = connection.execute(
        sa.select(runs.c.counts)
        .where(runs.c.kind == "compare", runs.c.outcome == "done")
        .order_by(runs.c.run_id.desc())
        .limit(1)
    ).scalar()
    model = counts.get("model") if isinstance(counts, dict) else None
    return model if isinstance(model, str) else None


def any_pending(connection: Connection) -> bool:
    """Whether a comparison has corrections, or undone ones, to take up."""
    query = sa.select(corrections.c.correction_id).where(corrections.c.pending).limit(1)
    return connection.execute(query).first() is not None


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        correction_id=row.correction_id,
        kind=row.kind,
        events=tuple(row.events),
        articles=tuple(row.articles),
        together=frozenset(article for group in row.together for article in group),
        note=row.note,
        author=row.author,
        made=row.made,
        undone=row.undone,
        pending=row.pending,
    )


def _heirs(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Each id → where its redirects end; a circle of them ends where it is met."""
    found = {event_id: event_id for event_id in ids}
    met = set(found)
    step = set(found)
    while step:
        moved: dict[str, str] = {}
        for chunk in batches(sorted(step)):
            rows = connection.execute(
                sa.select(redirects).where(
                    redirects.c.old_id.in_(chunk),
                    ~sa.exists().where(events.c.event_id == redirects.c.old_id),
                )
            )
            moved.update({row.old_id: row.event_id for row in rows})
        found = {first: moved.get(last, last) for first, last in found.items()}
        step = set(moved.values()) - met
        met |= step
    return found


def _titles(connection: Connection, heirs: dict[str, str]) -> dict[str, str]:
    titles: dict[str, str] = {}
    for chunk in batches(sorted(set(heirs.values()))):
        rows = connection.execute(
            sa.select(events.c.event_id, events.c.title).where(events.c.event_id.in_(chunk))
        )
        titles.update({row.event_id: row.title for row in rows})
    return {first: titles[last] for first, last in heirs.items() if last in titles}

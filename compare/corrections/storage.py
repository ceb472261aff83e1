"""Corrections in the database; see compare/tables.py."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.corrections.correction import Correction
from compare.errors import CorrectionError
from compare.tables import corrections, events, memberships, redirects
from crawler.database import batches
from crawler.tables import articles


def store(connection: Connection, correction: Correction) -> str:
    """Keep it, pending; its id. The same one again changes nothing."""
    found = connection.execute(
        sa.select(corrections.c.correction_id).where(
            corrections.c.correction_id == correction.correction_id
        )
    ).first()
    if found is None:
        connection.execute(
            corrections.insert().values(
                correction_id=correction.correction_id,
                kind=correction.kind,
                events=list(correction.events),
                articles=list(correction.articles),
                together=[list(group) for group in correction.together],
                apart=[[list(first), list(second)] for first, second in correction.apart],
                note=correction.note.encode("utf-8", "replace").decode(),
                author=correction.author.encode("utf-8", "replace").decode(),
                made=correction.made,
                pending=True,
            )
        )
    return correction.correction_id


def undo(connection: Connection, correction_id: str, now: datetime) -> Correction:
    """What it said holds no more, from the next comparison on.

    Raises CorrectionError where there is no such correction, or it is undone already.
    """
    row = connection.execute(
        sa.select(corrections).where(corrections.c.correction_id == correction_id)
    ).first()
    if row is None:
        raise CorrectionError(
            correction_id, "is no correction", "see 'parallax events corrections' for their ids"
        )
    if row.undone is not None:
        raise CorrectionError(
            correction_id, f"was undone already, {row.undone:%Y-%m-%d %H:%M} UTC", "nothing to do"
        )
    connection.execute(
        corrections.update()
        .where(corrections.c.correction_id == correction_id)
        .values(undone=now, pending=True)
    )
    return _correction(row)


def everyone(connection: Connection, *, undone: bool = False) -> list[Correction]:
    """All corrections that hold, the oldest first; also those undone, where asked."""
    query = sa.select(corrections).order_by(corrections.c.made, corrections.c.correction_id)
    if not undone:
        query = query.where(corrections.c.undone.is_(None))
    return [_correction(row) for row in connection.execute(query)]


def touching(connection: Connection, article_ids: Collection[str]) -> list[Correction]:
    """Those that hold and say something about these articles, or about articles that one of
    those names, and so on."""
    rest = everyone(connection)
    reached = set(article_ids)
    found: list[Correction] = []
    while near := [one for one in rest if one.named & reached]:
        found += near
        reached |= {article for one in near for article in one.named}
        rest = [one for one in rest if not one.named & reached]
    return sorted(found, key=lambda one: (one.made, one.correction_id))


def pending(connection: Connection) -> dict[str, frozenset[str]]:
    """correction_id → the articles that are to be grouped anew because it was made or undone."""
    rows = connection.execute(sa.select(corrections).where(corrections.c.pending))
    return {row.correction_id: _correction(row).named for row in rows}


def settle(connection: Connection, correction_ids: Collection[str]) -> None:
    """A comparison has heeded these."""
    for chunk in batches(sorted(correction_ids)):
        connection.execute(
            corrections.update().where(corrections.c.correction_id.in_(chunk)).values(pending=False)
        )


def event_named(connection: Connection, name: str) -> str:
    """The id of the event that was named by its id, a former id, or a link to its page."""
    wanted = name.strip().rpartition("=")[2].rpartition("/")[2]
    found = (
        connection.execute(sa.select(events.c.event_id).where(events.c.event_id == wanted)).scalar()
        or connection.execute(
            sa.select(redirects.c.event_id).where(redirects.c.old_id == wanted)
        ).scalar()
    )
    if found is None:
        raise CorrectionError(name, "is no event", "see the address of an event's page for its id")
    return str(found)


def article_named(connection: Connection, name: str) -> str:
    """The id of the article that was named by its id or its address."""
    found = connection.execute(
        sa.select(articles.c.article_id).where(
            sa.or_(articles.c.article_id == name.strip(), articles.c.url == name.strip())
        )
    ).scalar()
    if found is None:
        raise CorrectionError(name, "is no article", "name it by its id or its canonical address")
    return str(found)


def event_of(connection: Connection, article_id: str) -> str:
    """The event in which an article stands."""
    found = connection.execute(
        sa.select(memberships.c.event_id).where(memberships.c.article_id == article_id)
    ).scalar()
    if found is None:
        raise CorrectionError(article_id, "stands in no event yet", "run 'parallax compare' first")
    return str(found)


def members_of(connection: Connection, event_id: str) -> tuple[str, ...]:
    """The articles of an event, in order of id."""
    rows = connection.execute(
        sa.select(memberships.c.article_id)
        .where(memberships.c.event_id == event_id)
        .order_by(memberships.c.article_id)
    )
    return tuple(row.article_id for row in rows)


def _correction(row: Any) -> Correction:
    values: Mapping[str, Any] = row._mapping
    return Correction(
        kind=values["kind"],
        events=tuple(values["events"]),
        articles=tuple(values["articles"]),
        together=tuple(tuple(group) for group in values["together"]),
        apart=tuple((tuple(first), tuple(second)) for first, second in values["apart"]),
        note=values["note"],
        author=values["author"],
        made=values["made"],
        undone=values["undone"],
    )

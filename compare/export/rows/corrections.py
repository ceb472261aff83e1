"""The rows of corrections, and which events they touch.

Corrections are made by hand and so are few beside the articles. What they name stands in JSON, of
which databases each have their own dialect: it is read here, batch by batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.format import Row
from compare.export.rows.source import Found, plain
from compare.export.selection import Chosen
from compare.tables import corrections, memberships
from crawler.database import batches

_PLAIN = ("correction_id", "kind", "note", "author", "made", "undone", "pending")
_NAMING = ("articles", "together", "apart")
"""The columns that name articles."""


def correction_query(chosen: Chosen) -> sa.Select[Any]:
    """All of them: a selection is made among what was read."""
    named = (corrections.c[name] for name in (*_PLAIN, "events", *_NAMING))
    return sa.select(*named).order_by(corrections.c.made, corrections.c.correction_id)


def correction_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """Those that name an article of the selection."""
    if not chosen.selection.everything:
        held = _held(connection, chosen, set[str]().union(*map(_named, found)))
        found = [row for row in found if held & _named(row)]
    return [_correction(row) for row in found]


def corrected(connection: Connection, event_ids: Sequence[str]) -> set[str]:
    """Those of the events that hold an article which a standing correction names."""
    query = sa.select(*(corrections.c[name] for name in _NAMING))
    standing = connection.execute(query.where(corrections.c.undone.is_(None)))
    names = set[str]().union(*map(_named, standing))
    touched: set[str] = set()
    for chunk in batches(event_ids) if names else ():
        members = sa.select(memberships.c.event_id, memberships.c.article_id)
        for row in connection.execute(members.where(memberships.c.event_id.in_(chunk))):
            if row.article_id in names:
                touched.add(row.event_id)
    return touched


def _held(connection: Connection, chosen: Chosen, article_ids: set[str]) -> set[str]:
    """Those of the articles that stand in a chosen event."""
    held: set[str] = set()
    for chunk in batches(sorted(article_ids)):
        query = sa.select(memberships.c.article_id).where(
            memberships.c.article_id.in_(chunk), chosen.holds(memberships.c.event_id)
        )
        held.update(connection.execute(query).scalars())
    return held


def _named(row: sa.Row[Any]) -> set[str]:
    return set(row.articles).union(*row.together, *(side for pair in row.apart for side in pair))


def _correction(row: sa.Row[Any]) -> Row:
    made = plain(row)
    return {
        **made,
        "event_ids": made["events"],
        "article_ids": made["articles"],
        "together": [{"article_ids": ids} for ids in made["together"]],
        "apart": [{"article_ids": ids, "other_ids": others} for ids, others in made["apart"]],
    }

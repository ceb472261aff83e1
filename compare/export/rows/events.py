"""The rows of events, and of the ids that they once had."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.format import Row
from compare.export.rows.corrections import corrected
from compare.export.rows.source import Found, plain
from compare.export.selection import Chosen
from compare.summaries import load_summaries
from compare.summary import EMPTY, Summary
from compare.tables import events, follows, redirects

_STORED = (
    "event_id",
    "title",
    "first_published",
    "last_published",
    "articles",
    "outlets",
    "independent_outlets",
    "title_article_id",
    "changed",
)


def event_query(chosen: Chosen) -> sa.Select[Any]:
    """The chosen events, each with the one that it follows."""
    return (
        sa.select(
            *(events.c[name] for name in _STORED),
            follows.c.follows,
            follows.c.score.label("follows_score"),
        )
        .outerjoin(follows, follows.c.event_id == events.c.event_id)
        .where(chosen.holds(events.c.event_id))
        .order_by(events.c.event_id)
    )


def event_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """What was read, its figures, and whether a person had a hand in it."""
    ids = [row.event_id for row in found]
    touched = corrected(connection, ids)
    summaries = load_summaries(connection, ids)
    return [
        {
            **plain(row),
            "corrected": row.event_id in touched,
            **_figures(summaries.get(row.event_id, EMPTY)),
        }
        for row in found
    ]


def _figures(summary: Summary) -> Row:
    return {
        "clusters": summary.clusters,
        "shared_by_all": summary.by_all,
        "shared_by_some": summary.by_some,
        "shared_undecided": summary.undecided,
        "passages": summary.passages,
        "only_in_one": summary.only_in_one,
    }


def redirect_query(chosen: Chosen) -> sa.Select[Any]:
    """Every id that leads to a chosen event, be it over others; none that leads nowhere."""
    alive = sa.exists().where(events.c.event_id == redirects.c.old_id)
    heirs = sa.select(redirects.c.old_id, redirects.c.event_id).where(~alive)
    led = heirs.cte("led", recursive=True)
    # UNION, not UNION ALL: a ring adds no new pair and so comes to an end.
    led = led.union(
        sa.select(led.c.old_id, redirects.c.event_id)
        .join(redirects, redirects.c.old_id == led.c.event_id)
        .where(~alive)
    )
    return (
        sa.select(led.c.old_id, led.c.event_id)
        .join(events, events.c.event_id == led.c.event_id)
        .where(chosen.holds(led.c.event_id))
        .order_by(led.c.old_id)
    )

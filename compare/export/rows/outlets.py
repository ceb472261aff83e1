"""The rows of outlets."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.datapackage import Publisher
from compare.export.format import Record, Row, sound
from compare.export.rows.source import Found, plain
from compare.export.selection import Chosen
from compare.tables import memberships
from crawler.health.flagging import lapses
from crawler.tables import articles, outlets


def outlet_query(chosen: Chosen) -> sa.Select[Any]:
    """All of them, whatever was chosen: who is not in an event may have been unheard."""
    described = ("domain", "country", "owner", "language")
    return (
        sa.select(
            outlets.c.name.label("outlet"),
            *(outlets.c[name] for name in described),
            sa.func.count(articles.c.article_id).label("articles"),
            sa.func.min(articles.c.first_seen).label("first_seen"),
            sa.func.max(articles.c.last_seen).label("last_seen"),
        )
        .outerjoin(articles, articles.c.outlet == outlets.c.name)
        .group_by(outlets.c.name, *(outlets.c[name] for name in described))
        .order_by(outlets.c.name)
    )


def publishers(connection: Connection, chosen: Chosen) -> list[Publisher]:
    """The outlets that have articles in the export, by name."""
    query = (
        sa.select(outlets.c.name, outlets.c.domain)
        .join(articles, articles.c.outlet == outlets.c.name)
        .outerjoin(memberships, memberships.c.article_id == articles.c.article_id)
        .where(chosen.holds(memberships.c.event_id))
        .group_by(outlets.c.name, outlets.c.domain)
        .order_by(outlets.c.name)
    )
    return [
        Publisher(outlet=sound(row.name), domain=row.domain) for row in connection.execute(query)
    ]


def outlet_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """What was read, with the times at which they could not be heard."""
    told: dict[str, list[Record]] = {row.outlet: [] for row in found}
    for lapse in lapses(connection):
        if lapse.outlet in told:
            told[lapse.outlet].append(
                {
                    "kind": lapse.kind,
                    "since": lapse.since.isoformat(),
                    "until": None if lapse.until is None else lapse.until.isoformat(),
                    "reason": sound(lapse.reason),
                }
            )
    return [{**plain(row), "lapses": told[row.outlet]} for row in found]

"""The rows of memberships: the stored evidence, a row a piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.format import Record, Row
from compare.export.reasons import reason_records
from compare.export.rows.source import Found, kept_back, plain
from compare.export.selection import Chosen
from compare.tables import memberships
from crawler.tables import articles

_PLAIN = ("event_id", "article_id", "revision", "score", "standing", "page")
_NONE: Record = dict.fromkeys(("kind", "article_id", "weight", "value", "number")) | {"values": []}


def membership_query(chosen: Chosen) -> sa.Select[Any]:
    """The articles of the chosen events."""
    withheld = kept_back(chosen) if chosen.selection.with_text else sa.true()
    return (
        sa.select(
            *(memberships.c[name] for name in (*_PLAIN, "reasons")), withheld.label("withheld")
        )
        .join(articles, articles.c.article_id == memberships.c.article_id)
        .where(chosen.holds(memberships.c.event_id))
        .order_by(memberships.c.event_id, memberships.c.article_id)
    )


def membership_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """A row for each reason of each article, or one that has none."""
    return [row for one in found for row in _rows(one)]


def _rows(row: sa.Row[Any]) -> Iterator[Row]:
    told = plain(row)
    shared = {name: told[name] for name in _PLAIN}
    reasons = reason_records(row.reasons, quoting=not row.withheld) or [_NONE]
    for position, reason in enumerate(reasons):
        rest = {name: value for name, value in reason.items() if name != "article_id"}
        other = reason["article_id"]
        yield {**shared, "position": position, "other_article_id": other, **rest}

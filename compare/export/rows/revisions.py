"""The rows of revisions."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.format import Row
from compare.export.rows.source import Found, kept_back, plain
from compare.export.selection import Chosen
from compare.tables import memberships
from crawler.tables import articles, revisions

_PLAIN = (
    "article_id",
    "revision",
    "seen",
    "modified",
    "title",
    "text_hash",
    "words",
    "access",
    "completeness",
    "completeness_reasons",
)


def revision_query(chosen: Chosen) -> sa.Select[Any]:
    """Every state of each exported article; the text of those alone that articles has not."""
    shown = sa.func.coalesce(memberships.c.revision, articles.c.revision)
    here = revisions.c.revision == shown
    text: sa.ColumnElement[Any] = sa.null()
    if chosen.selection.with_text:
        text = sa.case((sa.or_(here, kept_back(chosen)), None), else_=revisions.c.text)
    return (
        sa.select(
            *(revisions.c[name] for name in _PLAIN),
            here.label("in_articles"),
            text.label("text"),
        )
        .join(articles, articles.c.article_id == revisions.c.article_id)
        .join(
            memberships,
            memberships.c.article_id == revisions.c.article_id,
            isouter=chosen.selection.everything,
        )
        .where(chosen.holds(memberships.c.event_id))
        .order_by(revisions.c.article_id, revisions.c.revision)
    )


def revision_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """What was read."""
    return [
        {**plain(row), "completeness_reasons": plain(row)["completeness_reasons"] or []}
        for row in found
    ]

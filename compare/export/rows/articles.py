"""The rows of articles."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.format import Row, sound
from compare.export.reasons import reason_records
from compare.export.rows.source import Found, kept_back, plain
from compare.export.selection import Chosen
from compare.tables import copies, memberships
from crawler.tables import articles, revisions

_COPY = {
    "source_article_id": "syndicated_from_article",
    "containment": "copy_containment",
    "basis": "copy_basis",
    "agency": "copy_agency",
}
"""Columns of copies → columns of the export."""


def article_query(chosen: Chosen) -> sa.Select[Any]:
    """Each article in the revision that was compared; of a selection, those of its events."""
    source = articles.alias("source")
    shown = sa.func.coalesce(memberships.c.revision, articles.c.revision)
    withheld = kept_back(chosen) if chosen.selection.with_text else sa.true()
    text: sa.ColumnElement[Any] = sa.null()
    if chosen.selection.with_text:
        text = sa.case((withheld, None), else_=revisions.c.text)
    # The page's latest date belongs to the latest revision only.
    modified = sa.case(
        (articles.c.revision == shown, articles.c.modified), else_=revisions.c.modified
    )
    named = ("article_id", "url", "outlet", "authors", "published", "first_seen", "language")
    # Revisions from before they remembered it have their article's.
    captured = ("access", "completeness", "completeness_reasons")
    return (
        sa.select(
            *(articles.c[name] for name in (*named, "dates", "marks", "noarchive", "links")),
            *(sa.func.coalesce(revisions.c[n], articles.c[n]).label(n) for n in captured),
            *(revisions.c[name] for name in ("revision", "title", "words", "text_hash")),
            modified.label("modified"),
            text.label("text"),
            withheld.label("withheld"),
            memberships.c.event_id,
            memberships.c.score.label("event_score"),
            memberships.c.reasons,
            source.c.outlet.label("syndicated_from"),
            *(copies.c[name].label(label) for name, label in _COPY.items()),
        )
        .join(
            memberships,
            memberships.c.article_id == articles.c.article_id,
            isouter=chosen.selection.everything,
        )
        .join(
            revisions,
            (revisions.c.article_id == articles.c.article_id) & (revisions.c.revision == shown),
        )
        .outerjoin(copies, copies.c.article_id == articles.c.article_id)
        .outerjoin(source, source.c.article_id == copies.c.source_article_id)
        .where(chosen.holds(memberships.c.event_id))
        .order_by(articles.c.article_id)
    )


def article_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """What was read, with what pages stated and why events hold them."""
    return [_article(row) for row in found]


def _article(row: sa.Row[Any]) -> Row:
    stated = (row.dates or {}).get("published") or {}
    raw = stated.get("raw")
    return {
        **plain(row),
        "published_raw": None if raw is None else sound(raw),
        "published_zone_known": stated.get("zone"),
        "marks": [
            {name: sound(mark[name]) for name in ("kind", "source", "text")}
            for mark in row.marks or ()
        ],
        "event_reasons": reason_records(row.reasons, quoting=not row.withheld),
        "links": [sound(link) for link in row.links or ()],
    }

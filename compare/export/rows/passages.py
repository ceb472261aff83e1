"""The rows of passages and clusters."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.format import Row, sound
from compare.export.rows.source import Found, kept_back, plain
from compare.export.selection import Chosen
from compare.export.slices import Span, cut
from compare.firstreports import UNKNOWN, FirstReport
from compare.summaries import load_firsts
from compare.tables import cluster_passages, clusters, passages
from crawler.tables import articles


def passage_query(chosen: Chosen) -> sa.Select[Any]:
    """The passages of the chosen events."""
    return (
        sa.select(passages, (kept_back(chosen) & ~_quoted()).label("kept_back"))
        .join(articles, articles.c.article_id == passages.c.article_id)
        .where(chosen.holds(passages.c.event_id))
        .order_by(passages.c.article_id, passages.c.position)
    )


def passage_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """What was read, with the passages cut out of their texts."""
    rows = [plain(row) for row in found]
    if not chosen.selection.with_text:
        return [{**row, "text": None} for row in rows]
    spans = [
        None if row.kept_back else Span(row.article_id, row.revision, row.start, row.end)
        for row in found
    ]
    pieces = cut(connection, [span for span in spans if span])
    return [
        {**row, "text": sound(pieces[span]) if span else None}
        for row, span in zip(rows, spans, strict=True)
    ]


def _quoted() -> sa.ColumnElement[bool]:
    """The condition that a passage is matched by another outlet's.

    All passages of an article together are its text: of one that is not handed on, those alone
    are that the comparison quotes.
    """
    return sa.exists().where(cluster_passages.c.passage_id == passages.c.passage_id)


def cluster_query(chosen: Chosen) -> sa.Select[Any]:
    """The clusters of the chosen events."""
    return (
        sa.select(clusters)
        .where(chosen.holds(clusters.c.event_id))
        .order_by(clusters.c.event_id, clusters.c.position, clusters.c.cluster_id)
    )


def cluster_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """What was read, with their passages by article and position, and who was first."""
    members: dict[str, list[str]] = {row.cluster_id: [] for row in found}
    joined = connection.execute(
        sa.select(cluster_passages)
        .join(passages, passages.c.passage_id == cluster_passages.c.passage_id)
        .where(cluster_passages.c.cluster_id.in_(list(members)))
        .order_by(passages.c.article_id, passages.c.position)
    )
    for row in joined:
        members[row.cluster_id].append(row.passage_id)
    firsts = load_firsts(connection, list(members))
    return [
        {
            **plain(row),
            "passage_ids": members[row.cluster_id],
            **_first(firsts.get(row.cluster_id, UNKNOWN)),
        }
        for row in found
    ]


def _first(report: FirstReport) -> Row:
    return {
        "first_outlets": [sound(outlet) for outlet in report.outlets],
        "first_published": report.published and report.published.replace(microsecond=0),
        "first_undated": [sound(outlet) for outlet in report.undated],
    }

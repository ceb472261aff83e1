"""The rows of differences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.errors import ExportError
from compare.export.format import Record, Row, sound
from compare.export.rows.source import Found, plain
from compare.export.selection import Chosen
from compare.export.slices import Span, cut
from compare.tables import clusters, differences, passages
from crawler.database import batches


def difference_query(chosen: Chosen) -> sa.Select[Any]:
    """The differences of the chosen events."""
    return (
        sa.select(differences)
        .outerjoin(clusters, clusters.c.cluster_id == differences.c.cluster_id)
        .where(chosen.holds(differences.c.event_id))
        .order_by(
            differences.c.event_id,
            sa.func.coalesce(clusters.c.position, -1),
            differences.c.kind,
            differences.c.difference_id,
        )
    )


def difference_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """What was read, with the values cut out of their texts."""
    rows = [(plain(row), row._mapping["values"]) for row in found]
    if not chosen.selection.with_text:
        return [
            {**row, "values": [_value(value, None) for value in values], "reason": None}
            for row, values in rows
        ]
    homes = _homes(connection, {value["passage_id"] for _, values in rows for value in values})
    spans = {
        (value["passage_id"], value["start"], value["end"]): Span(
            *homes[value["passage_id"]], value["start"], value["end"]
        )
        for _, values in rows
        for value in values
    }
    pieces = cut(connection, set(spans.values()))
    texts = {place: pieces[span] for place, span in spans.items()}
    return [
        {
            **row,
            "values": [
                _value(value, texts[value["passage_id"], value["start"], value["end"]])
                for value in values
            ],
        }
        for row, values in rows
    ]


def _value(value: Mapping[str, Any], text: str | None) -> Record:
    return {
        "passage_id": value["passage_id"],
        "start": value["start"],
        "end": value["end"],
        "text": None if text is None else sound(text),
        "normal": sound(value["normal"]),
    }


def _homes(connection: Connection, passage_ids: set[str]) -> dict[str, tuple[str, int]]:
    """passage_id → the article and revision that it stands in."""
    names = sorted(passage_ids)
    homes: dict[str, tuple[str, int]] = {}
    for batch in batches(names):
        query = sa.select(passages.c.passage_id, passages.c.article_id, passages.c.revision)
        chunk = passages.c.passage_id.in_(batch)
        for row in connection.execute(query.where(chunk)):
            homes[row.passage_id] = (row.article_id, row.revision)
    for name in names:
        if name not in homes:
            raise ExportError(
                f"passage {name}",
                "is named by a difference but is not stored",
                "run 'parallax compare --all' and export again",
            )
    return homes

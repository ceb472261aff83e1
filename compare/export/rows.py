"""The database → the rows of every table, in batches and in a fixed order.

Nothing here grows with the archive: queries are read as they are written out, and texts are cut
one article at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.errors import ExportError
from compare.export import schema
from compare.export.columns import Table
from compare.export.format import Record, Row, sound
from compare.export.selection import Chosen
from compare.export.slices import Span, cut
from compare.tables import (
    cluster_passages,
    clusters,
    copies,
    differences,
    events,
    memberships,
    passages,
)
from crawler.database import batches
from crawler.health.flagging import lapses
from crawler.tables import articles, outlets, revisions

Found = Sequence[sa.Row[Any]]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where one table's rows come from."""

    table: Table
    query: Callable[[Chosen], sa.Select[Any]]
    # what is read, in order
    rows: Callable[[Connection, Chosen, Found], list[Row]]
    # what was read → the table's rows
    batch: int
    # rows read at a time

    def count(self, connection: Connection, chosen: Chosen) -> int:
        """How many rows there will be."""
        query = self.query(chosen).order_by(None).subquery()
        return connection.execute(sa.select(sa.func.count()).select_from(query)).scalar_one()

    def batches(self, connection: Connection, chosen: Chosen) -> Iterator[list[Row]]:
        """The rows, as they are read."""
        query = self.query(chosen).execution_options(yield_per=self.batch)
        for part in connection.execute(query).partitions():
            yield self.rows(connection, chosen, part)


def _article_query(chosen: Chosen) -> sa.Select[Any]:
    source = articles.alias("source")
    shown = sa.func.coalesce(memberships.c.revision, articles.c.revision)
    text: sa.ColumnElement[Any] = sa.null()
    if chosen.selection.with_text:
        text = sa.case((_kept_back(chosen), None), else_=revisions.c.text)
    # The page's latest date belongs to the latest revision only.
    modified = sa.case(
        (articles.c.revision == shown, articles.c.modified), else_=revisions.c.modified
    )
    named = ("article_id", "url", "outlet", "authors", "published", "first_seen", "language")
    # Revisions from before they remembered it have their article's.
    captured = ("access", "completeness", "completeness_reasons")
    return (
        sa.select(
            *(articles.c[name] for name in (*named, "dates", "marks", "noarchive")),
            *(sa.func.coalesce(revisions.c[n], articles.c[n]).label(n) for n in captured),
            *(revisions.c[name] for name in ("revision", "title", "words", "text_hash")),
            modified.label("modified"),
            text.label("text"),
            memberships.c.event_id,
            source.c.outlet.label("syndicated_from"),
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


def _kept_back(chosen: Chosen) -> sa.ColumnElement[bool]:
    """The condition that an article's text is not handed on: its page asks so."""
    return sa.false() if chosen.selection.with_noarchive else articles.c.noarchive


def _article_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    return [_article(row) for row in found]


def _article(row: sa.Row[Any]) -> Row:
    stated = (row.dates or {}).get("published") or {}
    raw = stated.get("raw")
    return {
        **_plain(row),
        "published_raw": None if raw is None else sound(raw),
        "published_zone_known": stated.get("zone"),
        "marks": [
            {name: sound(mark[name]) for name in ("kind", "source", "text")}
            for mark in row.marks or ()
        ],
    }


def _event_query(chosen: Chosen) -> sa.Select[Any]:
    return (
        sa.select(*(events.c[name] for name in schema.EVENTS.names))
        .where(chosen.holds(events.c.event_id))
        .order_by(events.c.event_id)
    )


def _passage_query(chosen: Chosen) -> sa.Select[Any]:
    return (
        sa.select(passages, (_kept_back(chosen) & ~_quoted()).label("kept_back"))
        .join(articles, articles.c.article_id == passages.c.article_id)
        .where(chosen.holds(passages.c.event_id))
        .order_by(passages.c.article_id, passages.c.position)
    )


def _passage_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    rows = [_plain(row) for row in found]
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


def _cluster_query(chosen: Chosen) -> sa.Select[Any]:
    return (
        sa.select(clusters)
        .where(chosen.holds(clusters.c.event_id))
        .order_by(clusters.c.event_id, clusters.c.position, clusters.c.cluster_id)
    )


def _cluster_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    members: dict[str, list[str]] = {row.cluster_id: [] for row in found}
    joined = connection.execute(
        sa.select(cluster_passages)
        .join(passages, passages.c.passage_id == cluster_passages.c.passage_id)
        .where(cluster_passages.c.cluster_id.in_(list(members)))
        .order_by(passages.c.article_id, passages.c.position)
    )
    for row in joined:
        members[row.cluster_id].append(row.passage_id)
    return [{**_plain(row), "passage_ids": members[row.cluster_id]} for row in found]


def _difference_query(chosen: Chosen) -> sa.Select[Any]:
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


def _difference_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    rows = [(_plain(row), row._mapping["values"]) for row in found]
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


def _outlet_query(chosen: Chosen) -> sa.Select[Any]:
    # All of them, whatever was chosen: who is not in an event may have been unheard.
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


def _outlet_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
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
    return [{**_plain(row), "lapses": told[row.outlet]} for row in found]


def _plain_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    return [_plain(row) for row in found]


def _plain(row: sa.Row[Any]) -> dict[str, Any]:
    return {name: _sound(value) for name, value in row._mapping.items()}


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    if isinstance(value, list):
        return [_sound(item) for item in value]
    return value


SOURCES: tuple[Source, ...] = (
    # Articles are read few at a time: each brings its whole text.
    Source(table=schema.ARTICLES, query=_article_query, rows=_article_rows, batch=50),
    Source(table=schema.EVENTS, query=_event_query, rows=_plain_rows, batch=1000),
    Source(table=schema.PASSAGES, query=_passage_query, rows=_passage_rows, batch=1000),
    Source(table=schema.CLUSTERS, query=_cluster_query, rows=_cluster_rows, batch=500),
    Source(table=schema.DIFFERENCES, query=_difference_query, rows=_difference_rows, batch=200),
    Source(table=schema.OUTLETS, query=_outlet_query, rows=_outlet_rows, batch=1000),
)
"""In the order of schema.TABLES."""

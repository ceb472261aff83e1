"""The passages of one event: in clusters, in differences, and in neither.

Passages and differences are stored as offsets; the words are cut here from the text of the
revision that was compared, so that what is shown is verbatim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from compare.tables import cluster_passages, clusters, differences, passages
from crawler.database import batches
from crawler.tables import revisions


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a passage stands, and its words."""

    passage_id: str
    article_id: str
    outlet: str
    position: int
    # order in the article, from 0
    start: int
    end: int
    # offsets in the article's text
    text: str
    # verbatim: text[start:end]
    before: str
    # the beginning of its paragraph, up to the passage
    after: str
    # the rest of its paragraph


@dataclass(frozen=True, kw_only=True)
class Value:
    """One side of a difference."""

    passage_id: str
    start: int
    end: int
    # offsets in the article's text


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A place where passages do not say the same."""

    difference_id: str
    cluster_id: str | None
    # None when it lies between accounts, not within a cluster
    kind: str
    confidence: float
    # [0, 1]; comparable within a kind
    reason: str
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Passages of at least two outlets that report the same piece of information."""

    cluster_id: str
    number: int
    # its place in the story, from 1
    outlets: int
    independent_outlets: int
    passage_ids: tuple[str, ...]
    representative: str
    # passage_id of the one that stands for it


def load_clusters(connection: Connection, event_id: str) -> tuple[Cluster, ...]:
    """The event's clusters in the order of the story."""
    members: dict[str, list[str]] = {}
    for row in connection.execute(
        sa.select(cluster_passages.c.cluster_id, cluster_passages.c.passage_id)
        .join(clusters, clusters.c.cluster_id == cluster_passages.c.cluster_id)
        .where(clusters.c.event_id == event_id)
    ):
        members.setdefault(row.cluster_id, []).append(row.passage_id)
    rows = connection.execute(
        sa.select(clusters)
        .where(clusters.c.event_id == event_id)
        .order_by(clusters.c.position, clusters.c.cluster_id)
    )
    return tuple(
        Cluster(
            cluster_id=row.cluster_id,
            number=number,
            outlets=row.outlets,
            independent_outlets=row.independent_outlets,
            passage_ids=tuple(members.get(row.cluster_id, ())),
            representative=row.representative,
        )
        for number, row in enumerate(rows, start=1)
    )


def load_differences(connection: Connection, event_id: str) -> tuple[Difference, ...]:
    """The event's differences in the order of the story, the surest first within a cluster."""
    rows = connection.execute(
        sa.select(differences)
        .outerjoin(clusters, clusters.c.cluster_id == differences.c.cluster_id)
        .where(differences.c.event_id == event_id)
        .order_by(clusters.c.position, differences.c.confidence.desc(), differences.c.difference_id)
    )
    return tuple(
        Difference(
            difference_id=row.difference_id,
            cluster_id=row.cluster_id,
            kind=row.kind,
            confidence=row.confidence,
            reason=row.reason,
            values=tuple(_value(value) for value in row._mapping["values"]),
        )
        for row in rows
    )


def outlets_of_passages(connection: Connection, event_id: str) -> dict[str, str]:
    """passage_id → outlet, for the passages that stand in a cluster of the event."""
    rows = connection.execute(
        sa.select(passages.c.passage_id, passages.c.outlet)
        .join(cluster_passages, cluster_passages.c.passage_id == passages.c.passage_id)
        .where(passages.c.event_id == event_id)
    )
    return {row.passage_id: row.outlet for row in rows}


def load_passages(connection: Connection, passage_ids: Iterable[str]) -> dict[str, Place]:
    """passage_id → the passage with its words and its paragraph."""
    wanted = sorted(set(passage_ids))
    rows: list[Row[Any]] = []
    for chunk in batches(wanted):
        rows += connection.execute(sa.select(passages).where(passages.c.passage_id.in_(chunk)))
    return {place.passage_id: place for place in _cut(connection, rows)}


def count_alone(connection: Connection, event_id: str) -> dict[str, int]:
    """outlet → how many of its passages stand in no cluster."""
    rows = connection.execute(
        sa.select(passages.c.outlet, sa.func.count().label("number"))
        .where(passages.c.event_id == event_id, _in_no_cluster())
        .group_by(passages.c.outlet)
    )
    return {row.outlet: row.number for row in rows}


def load_alone(
    connection: Connection, event_id: str, outlet: str, *, limit: int, offset: int = 0
) -> list[Place]:
    """Passages of one outlet that stand in no cluster, in the order of its articles."""
    rows = connection.execute(
        sa.select(passages)
        .where(passages.c.event_id == event_id, passages.c.outlet == outlet, _in_no_cluster())
        .order_by(passages.c.article_id, passages.c.position)
        .limit(limit)
        .offset(offset)
    ).all()
    return _cut(connection, rows)


def _in_no_cluster() -> sa.ColumnElement[bool]:
    return ~sa.exists().where(cluster_passages.c.passage_id == passages.c.passage_id)


def _value(value: dict[str, Any]) -> Value:
    return Value(passage_id=value["passage_id"], start=value["start"], end=value["end"])


def _cut(connection: Connection, rows: Sequence[Row[Any]]) -> list[Place]:
    texts: dict[tuple[str, int], str] = {}
    ids = sorted({row.article_id for row in rows})
    numbers = {row.revision for row in rows}
    for chunk in batches(ids):
        found = connection.execute(
            sa.select(revisions.c.article_id, revisions.c.revision, revisions.c.text).where(
                revisions.c.article_id.in_(chunk),
                revisions.c.revision.in_(numbers),
            )
        )
        texts.update({(row.article_id, row.revision): row.text for row in found})
    return [_place(row, texts[row.article_id, row.revision]) for row in rows]


def _place(row: Row[Any], text: str) -> Place:
    begin = text.rfind("\n\n", 0, row.start)
    begin = 0 if begin < 0 else begin + 2
    finish = text.find("\n\n", row.end)
    finish = len(text) if finish < 0 else finish
    return Place(
        passage_id=row.passage_id,
        article_id=row.article_id,
        outlet=row.outlet,
        position=row.position,
        start=row.start,
        end=row.end,
        text=text[row.start : row.end],
        before=text[begin : row.start],
        after=text[row.end : finish],
    )

"""What narrows the rows of one event: passages told by one outlet alone, and those that quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.tables import cluster_passages, clusters, passages, quotations


@dataclass(frozen=True, kw_only=True)
class Lone:
    """A passage that was matched with none of another outlet."""

    passage_id: str
    outlet: str
    follows: int
    # number of the row that its article tells last before it; 0 where there is none


def count_lone(connection: Connection, event_id: str, outlets: Sequence[str]) -> int:
    """How many passages of these outlets stand in no cluster."""
    query = sa.select(sa.func.count()).select_from(passages).where(*_lone(event_id, outlets))
    return connection.execute(query).scalar_one()


def load_lone(
    connection: Connection, event_id: str, outlets: Sequence[str], *, limit: int, offset: int = 0
) -> list[Lone]:
    """Passages in no cluster in the order of the story: each after the row its article told last.

    Between two rows they stand outlet by outlet, in the order in which the outlets are given.
    """
    if not outlets:
        return []
    told = _told(event_id, outlets)
    order = sa.case({name: place for place, name in enumerate(outlets)}, value=told.c.outlet)
    rows = connection.execute(
        sa.select(told.c.passage_id, told.c.outlet, sa.func.coalesce(told.c.last + 1, 0))
        .where(told.c.line.is_(None))
        .order_by(sa.func.coalesce(told.c.last, -1), order, told.c.article_id, told.c.position)
        .limit(limit)
        .offset(offset)
    )
    return [Lone(passage_id=row[0], outlet=row[1], follows=row[2]) for row in rows]


def quoting_passages(connection: Connection, event_id: str) -> frozenset[str]:
    """passage_ids of the event's clusters in which somebody is quoted."""
    pieces: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for row in connection.execute(
        sa.select(quotations.c.article_id, quotations.c.revision, quotations.c.pieces).where(
            quotations.c.event_id == event_id, quotations.c.role == "speech"
        )
    ):
        spans = ((one["start"], one["end"]) for one in row.pieces)
        pieces.setdefault((row.article_id, row.revision), []).extend(spans)
    rows = connection.execute(
        sa.select(passages)
        .join(cluster_passages, cluster_passages.c.passage_id == passages.c.passage_id)
        .where(passages.c.event_id == event_id)
    )
    return frozenset(
        row.passage_id
        for row in rows
        for start, end in pieces.get((row.article_id, row.revision), ())
        if start < row.end and row.start < end
    )


def _lone(event_id: str, outlets: Sequence[str]) -> tuple[sa.ColumnElement[bool], ...]:
    matched = sa.exists().where(cluster_passages.c.passage_id == passages.c.passage_id)
    return passages.c.event_id == event_id, passages.c.outlet.in_(outlets), ~matched


def _told(event_id: str, outlets: Sequence[str]) -> sa.Subquery:
    """The passages, each with its row in the story, if any, and the row its article told last.

    What is not null last is found in one pass: passages are numbered by how many before them have
    a row, and those of one number share that row.
    """
    own = (
        sa.select(
            passages.c.passage_id,
            passages.c.article_id,
            passages.c.outlet,
            passages.c.position,
            sa.func.min(clusters.c.position).label("line"),
        )
        .outerjoin(cluster_passages, cluster_passages.c.passage_id == passages.c.passage_id)
        .outerjoin(clusters, clusters.c.cluster_id == cluster_passages.c.cluster_id)
        .where(passages.c.event_id == event_id, passages.c.outlet.in_(outlets))
        .group_by(passages.c.passage_id)
        .subquery()
    )
    before = sa.func.count(own.c.line).over(partition_by=own.c.article_id, order_by=own.c.position)
    stretches = sa.select(own, before.label("stretch")).subquery()
    last = sa.func.max(stretches.c.line).over(
        partition_by=(stretches.c.article_id, stretches.c.stretch)
    )
    return sa.select(stretches, last.label("last")).subquery()

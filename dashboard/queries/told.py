"""What the comparison found in one article: its passages, and who else tells them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.shown.marks import Mark
from compare.tables import cluster_passages, clusters, differences, passages
from crawler.database import batches
from dashboard.queries.article import Captured


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A cluster that a passage stands in."""

    cluster_id: str
    number: int
    # its place in the story, from 1


@dataclass(frozen=True, kw_only=True)
class Told:
    """One passage of the article."""

    passage_id: str
    start: int
    end: int
    # offsets in the article's text
    shared: tuple[Shared, ...]
    # empty for what was matched with nothing
    others: int
    # outlets beside its own that have a passage in one of these clusters
    marks: tuple[Mark, ...]
    # what differs from another's passage, in offsets of the article's text

    @property
    def kinds(self) -> frozenset[str]:
        """Of difference."""
        return frozenset(mark.kind for mark in self.marks)


@dataclass(frozen=True, kw_only=True)
class Partners:
    """The passages of other outlets that report the same as one passage."""

    passage_ids: tuple[str, ...]
    # in no order
    left: int
    # more that were not asked for
    marks: dict[str, list[Mark]]
    # passage_id → what of it differs from the one passage, in offsets of its article's text


def load_told(connection: Connection, article: Captured, start: int, end: int) -> list[Told]:
    """The passages that lie in this part of the text, in order."""
    rows = connection.execute(
        sa.select(passages)
        .where(
            passages.c.article_id == article.article_id,
            passages.c.revision == article.revision,
            passages.c.start < end,
            passages.c.end > start,
        )
        .order_by(passages.c.start, passages.c.end)
    ).all()
    ids = [row.passage_id for row in rows]
    shared = _shared(connection, article, ids)
    others = _others(connection, article, ids)
    marks = _marks(connection, article, {s.cluster_id for found in shared.values() for s in found})
    return [
        Told(
            passage_id=row.passage_id,
            start=row.start,
            end=row.end,
            shared=tuple(shared.get(row.passage_id, ())),
            others=others.get(row.passage_id, 0),
            marks=tuple(marks.get(row.passage_id, ())),
        )
        for row in rows
    ]


def load_partners(connection: Connection, article: Captured, told: Told, *, limit: int) -> Partners:
    """The passages of the other outlets in the passage's clusters."""
    held: list[str] = []
    ids = [one.cluster_id for one in told.shared]
    for chunk in batches(ids):
        held += connection.execute(
            sa.select(passages.c.passage_id)
            .join(cluster_passages, cluster_passages.c.passage_id == passages.c.passage_id)
            .where(cluster_passages.c.cluster_id.in_(chunk), passages.c.outlet != article.outlet)
            .order_by(passages.c.outlet, passages.c.article_id, passages.c.position)
        ).scalars()
    held = list(dict.fromkeys(held))
    marks: dict[str, list[Mark]] = {}
    for kind, values in _differing(connection, article, set(ids)):
        if any(value["passage_id"] == told.passage_id for value in values):
            _add(marks, kind, values)
    return Partners(passage_ids=tuple(held[:limit]), left=max(0, len(held) - limit), marks=marks)


def _shared(
    connection: Connection, article: Captured, passage_ids: Sequence[str]
) -> dict[str, list[Shared]]:
    """passage_id → its clusters in the order of the story."""
    pairs: list[tuple[str, str]] = []
    for chunk in batches(passage_ids):
        rows = connection.execute(
            sa.select(cluster_passages).where(cluster_passages.c.passage_id.in_(chunk))
        )
        pairs += [(row.passage_id, row.cluster_id) for row in rows]
    numbers = _numbers(connection, article.event_id) if pairs else {}
    found: dict[str, list[Shared]] = {}
    for passage_id, cluster_id in sorted(pairs, key=lambda pair: numbers.get(pair[1], 0)):
        if cluster_id in numbers:
            one = Shared(cluster_id=cluster_id, number=numbers[cluster_id])
            found.setdefault(passage_id, []).append(one)
    return found


def _others(
    connection: Connection, article: Captured, passage_ids: Sequence[str]
) -> dict[str, int]:
    """passage_id → how many other outlets have a passage in one of its clusters."""
    found: dict[str, int] = {}
    theirs = cluster_passages.alias("theirs")
    for chunk in batches(passage_ids):
        rows = connection.execute(
            sa.select(cluster_passages.c.passage_id, sa.func.count(passages.c.outlet.distinct()))
            .join(theirs, theirs.c.cluster_id == cluster_passages.c.cluster_id)
            .join(passages, passages.c.passage_id == theirs.c.passage_id)
            .where(cluster_passages.c.passage_id.in_(chunk), passages.c.outlet != article.outlet)
            .group_by(cluster_passages.c.passage_id)
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def _numbers(connection: Connection, event_id: str | None) -> dict[str, int]:
    """cluster_id → its place in the story, from 1, as in the matrix."""
    rows = connection.execute(
        sa.select(clusters.c.cluster_id)
        .where(clusters.c.event_id == event_id)
        .order_by(clusters.c.position, clusters.c.cluster_id)
    ).scalars()
    return {cluster_id: number for number, cluster_id in enumerate(rows, start=1)}


def _marks(
    connection: Connection, article: Captured, cluster_ids: set[str]
) -> dict[str, list[Mark]]:
    marks: dict[str, list[Mark]] = {}
    for kind, values in _differing(connection, article, cluster_ids):
        _add(marks, kind, values)
    return marks


def _differing(
    connection: Connection, article: Captured, cluster_ids: set[str]
) -> Iterable[tuple[str, Sequence[dict[str, Any]]]]:
    """Kind and values of each difference in these clusters, or between accounts."""
    if article.event_id is None:
        return
    of_event = differences.c.event_id == article.event_id
    conditions = [differences.c.cluster_id.in_(chunk) for chunk in batches(sorted(cluster_ids))]
    for condition in (*conditions, differences.c.cluster_id.is_(None)):
        rows = connection.execute(
            sa.select(differences.c.kind, differences.c["values"].label("spans"))
            .where(of_event, condition)
            .order_by(differences.c.difference_id)
        )
        for row in rows:
            yield row.kind, row.spans


def _add(marks: dict[str, list[Mark]], kind: str, values: Sequence[dict[str, Any]]) -> None:
    for value in values:
        mark = Mark(start=value["start"], end=value["end"], kind=kind)
        marks.setdefault(value["passage_id"], []).append(mark)

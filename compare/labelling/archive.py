"""What is stored, event by event, as far as it can be shown to people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.format import sound
from compare.export.selection import Chosen
from compare.labelling.population import Spot, Told
from compare.tables import cluster_passages, clusters, differences, events, passages
from crawler.database import batches
from crawler.tables import articles, revisions


@dataclass(kw_only=True)
class LeftOut:
    """What nobody is asked about."""

    noarchive: int = 0
    # passages of pages that ask not to be handed on as copies


@dataclass(frozen=True, kw_only=True)
class Teller:
    """An article as a sheet names it."""

    outlet: str
    published: datetime | None
    # UTC; None where the page gave no date


@dataclass(frozen=True, kw_only=True, eq=False)
class Loaded:
    """One event and what its rows show."""

    told: Told
    title: str
    tellers: dict[str, Teller]
    # by article_id
    around: dict[str, tuple[str, str]] = field(default_factory=dict)
    # passage_id → the passages before and after it, verbatim; empty where there are none


def state_of(connection: Connection, chosen: Chosen) -> tuple[list[str], str]:
    """The ids of the events that several outlets tell, in order, and a hash of their state.

    The hash changes with whatever their comparison depends on.
    """
    query = sa.select(events.c.event_id, events.c.fingerprint, events.c.stamp).where(
        chosen.holds(events.c.event_id), events.c.outlets > 1
    )
    digest, found = hashlib.sha256(), []
    # Sorted here: databases do not agree on the order of letters.
    for event_id, *state in sorted(map(tuple, connection.execute(query))):
        found.append(event_id)
        digest.update("\x1f".join((event_id, *state, "\x1e")).encode("utf-8", "surrogatepass"))
    return found, digest.hexdigest()


def load(
    connection: Connection,
    event_id: str,
    *,
    with_noarchive: bool,
    left_out: LeftOut | None = None,
) -> Loaded:
    """One event; left_out: is told what was left out of it."""
    texts, tellers, kept_back = _articles(connection, event_id)
    query = sa.select(passages).where(passages.c.event_id == event_id)
    rows = sorted(
        connection.execute(query), key=lambda row: (row.outlet, row.article_id, row.position)
    )
    left = left_out or LeftOut()
    spots: list[Spot] = []
    around: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(rows):
        whole = texts.get((row.article_id, row.revision))
        if whole is None:
            continue
        if row.article_id in kept_back and not with_noarchive:
            left.noarchive += 1
            continue
        spots.append(
            Spot(
                passage_id=row.passage_id,
                article_id=row.article_id,
                outlet=row.outlet,
                position=row.position,
                text=sound(whole[row.start : row.end]),
            )
        )
        before, after = (
            sound(whole[other.start : other.end]) if other.article_id == row.article_id else ""
            for other in (rows[max(number - 1, 0)], rows[min(number + 1, len(rows) - 1)])
        )
        around[row.passage_id] = (
            before if number else "",
            after if number + 1 < len(rows) else "",
        )
    told = Told(
        event_id=event_id,
        spots=spots,
        clusters=_clusters(connection, event_id, {spot.passage_id for spot in spots}),
        differences=_differences(connection, event_id),
    )
    title = connection.execute(
        sa.select(events.c.title).where(events.c.event_id == event_id)
    ).scalar_one()
    return Loaded(told=told, title=sound(title), tellers=tellers, around=around)


def _articles(
    connection: Connection, event_id: str
) -> tuple[dict[tuple[str, int], str], dict[str, Teller], set[str]]:
    """Texts by article and revision, the articles, and those whose texts are kept back."""
    query = (
        sa.select(
            passages.c.article_id,
            passages.c.revision,
            articles.c.outlet,
            articles.c.published,
            articles.c.noarchive,
        )
        .join(articles, articles.c.article_id == passages.c.article_id)
        .where(passages.c.event_id == event_id)
        .distinct()
    )
    found = connection.execute(query).all()
    texts: dict[tuple[str, int], str] = {}
    for chunk in batches(sorted({row.article_id for row in found})):
        stored = sa.select(revisions.c.article_id, revisions.c.revision, revisions.c.text).where(
            revisions.c.article_id.in_(chunk)
        )
        wanted = {(row.article_id, row.revision) for row in found}
        for row in connection.execute(stored):
            if (row.article_id, row.revision) in wanted:
                texts[row.article_id, row.revision] = row.text
    tellers = {
        row.article_id: Teller(outlet=sound(row.outlet), published=row.published) for row in found
    }
    return texts, tellers, {row.article_id for row in found if row.noarchive}


def _clusters(connection: Connection, event_id: str, known: set[str]) -> dict[str, frozenset[str]]:
    """Cluster → those of its passages that can be shown, where there are two or more."""
    query = (
        sa.select(cluster_passages.c.cluster_id, cluster_passages.c.passage_id)
        .join(clusters, clusters.c.cluster_id == cluster_passages.c.cluster_id)
        .where(clusters.c.event_id == event_id)
    )
    held: dict[str, set[str]] = {}
    for row in connection.execute(query):
        if row.passage_id in known:
            held.setdefault(row.cluster_id, set()).add(row.passage_id)
    return {key: frozenset(members) for key, members in sorted(held.items()) if len(members) > 1}


def _differences(connection: Connection, event_id: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Two passages → the kinds in which they differ, the surest first."""
    query = sa.select(differences.c.kind, differences.c.confidence, differences.c["values"]).where(
        differences.c.event_id == event_id
    )
    found: dict[tuple[str, str], list[str]] = {}
    rows = sorted(connection.execute(query), key=lambda row: (-row.confidence, row.kind))
    for kind, _, values in map(tuple, rows):
        for pair in _pairs(values):
            kinds = found.setdefault(pair, [])
            if kind not in kinds:
                kinds.append(kind)
    return {pair: tuple(kinds) for pair, kinds in found.items()}


def _pairs(values: Sequence[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """The first passage with each other one."""
    named = list(dict.fromkeys(value["passage_id"] for value in values))
    for other in named[1:]:
        yield min(named[0], other), max(named[0], other)

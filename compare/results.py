"""Storing what was found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.accounts import Accounts, Captured
from compare.differences import Finding
from compare.events import Membership
from compare.passages import Passage
from compare.tables import (
    cluster_passages,
    clusters,
    copies,
    differences,
    events,
    follows,
    memberships,
    passages,
    redirects,
)
from crawler.article import identifier
from crawler.database import batches


@dataclass(frozen=True, kw_only=True)
class Event:
    """One event, compared, ready to be stored."""

    event_id: str
    title: str
    title_article_id: str
    # whose headline it is
    first_published: datetime
    last_published: datetime
    memberships: tuple[Membership, ...]
    articles: Mapping[str, Captured]
    # article_id → what was compared
    outlets: int
    fingerprint: str
    # of the articles' revisions and the settings: the same means nothing to do
    stamp: str
    # of the settings and the model alone
    accounts: Accounts


def in_use(connection: Connection, event_id: str) -> bool:
    """Whether an event has this id now. One that was merged away may have it again when it parts:
    ids come from an article, so it is the same one."""
    found = connection.execute(sa.select(events.c.event_id).where(events.c.event_id == event_id))
    return found.first() is not None


def former_ids(connection: Connection, event_ids: Collection[str]) -> set[str]:
    """Ids of events that were merged into these."""
    found: set[str] = set()
    for chunk in batches(sorted(event_ids)):
        rows = connection.execute(
            sa.select(redirects.c.old_id).where(redirects.c.event_id.in_(chunk))
        )
        found.update(row.old_id for row in rows)
    return found


def totals(connection: Connection) -> tuple[int, int]:
    """How many events are stored, and how many of them have two outlets or more."""
    row = connection.execute(
        sa.select(sa.func.count(), sa.func.count().filter(events.c.outlets > 1)).select_from(events)
    ).one()
    return row[0], row[1]


def stored_clusters(connection: Connection, event_ids: Sequence[str]) -> dict[str, frozenset[str]]:
    """cluster_id → its passages, for some events."""
    members: dict[str, set[str]] = {}
    rows = connection.execute(
        sa.select(cluster_passages)
        .join(clusters, clusters.c.cluster_id == cluster_passages.c.cluster_id)
        .where(clusters.c.event_id.in_(event_ids))
    )
    for row in rows:
        members.setdefault(row.cluster_id, set()).add(row.passage_id)
    return {cluster_id: frozenset(found) for cluster_id, found in members.items()}


def store_events(
    connection: Connection,
    changed: Sequence[Event],
    vanished: Sequence[str],
    redirected: Mapping[str, str],
) -> None:
    """Replace the changed events, drop the vanished ones, and leave redirects in their place."""
    gone = [event.event_id for event in changed] + list(vanished)
    moved = [membership.article_id for event in changed for membership in event.memberships]
    ties = _lift_ties(connection, gone)
    for chunk in batches(gone):
        _clear(connection, event_ids=chunk)
    for chunk in batches(moved):
        connection.execute(memberships.delete().where(memberships.c.article_id.in_(chunk)))
    for chunk in batches(gone):
        connection.execute(events.delete().where(events.c.event_id.in_(chunk)))
    for event in changed:
        _insert(connection, event)
    _tie_again(connection, ties, {event.event_id for event in changed}, redirected)
    for old_id, event_id in redirected.items():
        # Whoever was sent to the vanished event is now sent on to its heir.
        connection.execute(
            redirects.update().where(redirects.c.event_id == old_id).values(event_id=event_id)
        )
        connection.execute(redirects.delete().where(redirects.c.old_id == old_id))
        connection.execute(redirects.insert().values(old_id=old_id, event_id=event_id))
    living = [event.event_id for event in changed]
    for chunk in batches(living):
        connection.execute(redirects.delete().where(redirects.c.old_id.in_(chunk)))
    # An event whose articles have lost their text has no heir: nothing is sent to it any more.
    dead = [event_id for event_id in vanished if event_id not in redirected]
    for chunk in batches(dead):
        connection.execute(redirects.delete().where(redirects.c.event_id.in_(chunk)))


def _lift_ties(connection: Connection, event_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Take away what ties these events to others in story lines; the later events' own ties to
    them are given back."""
    kept: list[dict[str, Any]] = []
    gone = set(event_ids)
    for chunk in batches(event_ids):
        rows = connection.execute(sa.select(follows).where(follows.c.follows.in_(chunk)))
        kept += [dict(row._mapping) for row in rows if row.event_id not in gone]
        connection.execute(
            follows.delete().where(
                sa.or_(follows.c.event_id.in_(chunk), follows.c.follows.in_(chunk))
            )
        )
    return kept


def _tie_again(
    connection: Connection,
    ties: Sequence[dict[str, Any]],
    living: Collection[str],
    redirected: Mapping[str, str],
) -> None:
    for tie in ties:
        followed = redirected.get(tie["follows"], tie["follows"])
        if followed in living and followed != tie["event_id"]:
            connection.execute(follows.insert().values({**tie, "follows": followed}))


def store_follows(
    connection: Connection, asked: Collection[str], rows: Sequence[dict[str, Any]]
) -> None:
    """Replace what these events follow."""
    for chunk in batches(sorted(asked)):
        connection.execute(follows.delete().where(follows.c.event_id.in_(chunk)))
    _insert_all(connection, follows, list(rows))


def _clear(connection: Connection, *, event_ids: Sequence[str]) -> None:
    doomed = sa.select(clusters.c.cluster_id).where(clusters.c.event_id.in_(event_ids))
    connection.execute(differences.delete().where(differences.c.event_id.in_(event_ids)))
    connection.execute(cluster_passages.delete().where(cluster_passages.c.cluster_id.in_(doomed)))
    for table in (clusters, passages, copies, memberships):
        connection.execute(table.delete().where(table.c.event_id.in_(event_ids)))


def _insert(connection: Connection, event: Event) -> None:
    event_id = event.event_id
    connection.execute(
        events.insert().values(
            event_id=event_id,
            title=event.title,
            title_article_id=event.title_article_id,
            first_published=event.first_published,
            last_published=event.last_published,
            articles=len(event.memberships),
            outlets=event.outlets,
            independent_outlets=event.accounts.independent_outlets,
            fingerprint=event.fingerprint,
            stamp=event.stamp,
        )
    )
    _insert_all(
        connection,
        memberships,
        [
            {
                "article_id": member.article_id,
                "event_id": event_id,
                "revision": event.articles[member.article_id].revision,
                "published": event.articles[member.article_id].published,
                "score": member.score,
                "reasons": list(member.reasons),
                "standing": member.standing,
                "page": member.page,
            }
            for member in event.memberships
        ],
    )
    _insert_all(
        connection,
        copies,
        [
            {
                "article_id": copy.article_id,
                "source_article_id": copy.source_article_id,
                "event_id": event_id,
                "containment": copy.containment,
                "basis": copy.basis,
                "agency": copy.agency,
            }
            for copy in event.accounts.copies
        ],
    )
    _insert_all(connection, passages, [_passage_row(event_id, p) for p in event.accounts.passages])
    elsewhere = _cluster_ids(connection, [found.cluster_id for found in event.accounts.clusters])
    for position, compared in enumerate(event.accounts.clusters):
        cluster_id, cluster, findings = compared.cluster_id, compared.cluster, compared.findings
        if cluster_id in elsewhere:
            # Events that were one and parted: the other part has kept this id.
            cluster_id = identifier("c", cluster_id, event_id)
        members = cluster.passages
        connection.execute(
            clusters.insert().values(
                cluster_id=cluster_id,
                event_id=event_id,
                position=position,
                outlets=len({passage.outlet for passage in members}),
                independent_outlets=compared.independent_outlets,
                cohesion=cluster.cohesion,
                representative=cluster.representative.passage_id,
            )
        )
        _insert_all(
            connection,
            cluster_passages,
            [{"cluster_id": cluster_id, "passage_id": p.passage_id} for p in members],
        )
        _insert_all(
            connection, differences, [_difference_row(event_id, cluster_id, f) for f in findings]
        )
    _insert_all(
        connection,
        differences,
        [_difference_row(event_id, None, finding) for finding in event.accounts.beyond],
    )


def _cluster_ids(connection: Connection, cluster_ids: Sequence[str]) -> set[str]:
    """Those of the ids under which a cluster is stored."""
    found: set[str] = set()
    for chunk in batches(cluster_ids):
        rows = connection.execute(
            sa.select(clusters.c.cluster_id).where(clusters.c.cluster_id.in_(chunk))
        )
        found.update(row.cluster_id for row in rows)
    return found


def _insert_all(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), rows)


def _passage_row(event_id: str, passage: Passage) -> dict[str, Any]:
    return {
        "passage_id": passage.passage_id,
        "article_id": passage.article_id,
        "event_id": event_id,
        "outlet": passage.outlet,
        "revision": passage.revision,
        "position": passage.position,
        "start": passage.start,
        "end": passage.end,
    }


def _difference_row(event_id: str, cluster_id: str | None, finding: Finding) -> dict[str, Any]:
    values = [
        {
            "passage_id": span.passage.passage_id,
            "start": span.start,
            "end": span.end,
            "normal": span.normal,
        }
        for span in finding.spans
    ]
    # Places within the passage, so that the id stays when other sentences change.
    marks = []
    for span in finding.spans:
        offset = span.passage.start
        marks.append(f"{span.passage.passage_id}:{span.start - offset}:{span.end - offset}")
    return {
        "difference_id": identifier("d", cluster_id or event_id, finding.kind, *marks),
        "event_id": event_id,
        "cluster_id": cluster_id,
        "kind": finding.kind,
        "confidence": finding.confidence,
        "reason": finding.reason,
        "values": values,
    }

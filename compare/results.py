"""Reading what is to be compared, and storing what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    memberships,
    passages,
    redirects,
)
from crawler.article import identifier
from crawler.database import batches
from crawler.tables import articles, revisions


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
    revisions: Mapping[str, int]
    # article_id → the revision that was compared
    outlets: int
    fingerprint: str
    # of the articles' revisions and the settings: the same means nothing to do
    accounts: Accounts


def captured(connection: Connection) -> list[Captured]:
    """Every article that has text, without the text, in a fixed order."""
    rows = connection.execute(
        sa.select(
            articles.c.article_id,
            articles.c.outlet,
            articles.c.published,
            articles.c.first_seen,
            articles.c.language,
            articles.c.revision,
            revisions.c.title,
            revisions.c.text_hash,
        )
        .join(revisions, _current())
        .where(revisions.c.words > 0)
        .order_by(articles.c.article_id)
    )
    return [
        Captured(
            article_id=row.article_id,
            outlet=row.outlet,
            title=row.title,
            published=row.published or row.first_seen,
            language=row.language,
            revision=row.revision,
            text_hash=row.text_hash,
        )
        for row in rows
    ]


def _current() -> sa.ColumnElement[bool]:
    return sa.and_(
        revisions.c.article_id == articles.c.article_id,
        revisions.c.revision == articles.c.revision,
    )


def texts_of(
    connection: Connection, numbers: Mapping[str, int], *, characters: int | None = None
) -> dict[str, str]:
    """article_id → its text, or the beginning of it, in the revision named.

    By number, because a crawl may store a newer revision while a comparison is under way.
    """
    text = revisions.c.text
    column = text if characters is None else sa.func.substr(text, 1, characters)
    found: dict[str, str] = {}
    for chunk in batches(list(numbers)):
        rows = connection.execute(
            sa.select(revisions.c.article_id, revisions.c.revision, column.label("text")).where(
                revisions.c.article_id.in_(chunk)
            )
        )
        for row in rows:
            if row.revision == numbers[row.article_id]:
                found[row.article_id] = row.text
    return found


def stored_fingerprints(connection: Connection) -> dict[str, str]:
    """event_id → the fingerprint under which it was last compared."""
    rows = connection.execute(sa.select(events.c.event_id, events.c.fingerprint))
    return {row.event_id: row.fingerprint for row in rows}


def stored_members(connection: Connection) -> dict[str, frozenset[str]]:
    """event_id → its articles."""
    members: dict[str, set[str]] = {}
    for row in connection.execute(sa.select(memberships.c.event_id, memberships.c.article_id)):
        members.setdefault(row.event_id, set()).add(row.article_id)
    return {event_id: frozenset(found) for event_id, found in members.items()}


def stored_revisions(connection: Connection) -> dict[str, int]:
    """article_id → the revision that was last compared."""
    rows = connection.execute(sa.select(memberships.c.article_id, memberships.c.revision))
    return {row.article_id: row.revision for row in rows}


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
    for chunk in batches(gone):
        _clear(connection, event_ids=chunk)
    for chunk in batches(moved):
        connection.execute(memberships.delete().where(memberships.c.article_id.in_(chunk)))
    for chunk in batches(gone):
        connection.execute(events.delete().where(events.c.event_id.in_(chunk)))
    for event in changed:
        _insert(connection, event)
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
        )
    )
    _insert_all(
        connection,
        memberships,
        [
            {
                "article_id": member.article_id,
                "event_id": event_id,
                "revision": event.revisions[member.article_id],
                "score": member.score,
                "reasons": list(member.reasons),
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
            }
            for copy in event.accounts.copies
        ],
    )
    _insert_all(connection, passages, [_passage_row(event_id, p) for p in event.accounts.passages])
    outlet_of = {passage.article_id: passage.outlet for passage in event.accounts.passages}
    source_of = {copy.article_id: copy.source_article_id for copy in event.accounts.copies}
    elsewhere = _cluster_ids(connection, [found.cluster_id for found in event.accounts.clusters])
    for position, compared in enumerate(event.accounts.clusters):
        cluster_id, cluster, findings = compared.cluster_id, compared.cluster, compared.findings
        if cluster_id in elsewhere:
            # Events that were one and parted: the other part has kept this id.
            cluster_id = identifier("c", cluster_id, event_id)
        members = cluster.passages
        # A copy speaks with its source's voice, also where the source itself says nothing.
        voices = {source_of.get(p.article_id, p.article_id) for p in members}
        connection.execute(
            clusters.insert().values(
                cluster_id=cluster_id,
                event_id=event_id,
                position=position,
                outlets=len({passage.outlet for passage in members}),
                independent_outlets=len({outlet_of[article_id] for article_id in voices}),
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


def _difference_row(event_id: str, cluster_id: str, finding: Finding) -> dict[str, Any]:
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
        "difference_id": identifier("d", cluster_id, finding.kind, *marks),
        "event_id": event_id,
        "cluster_id": cluster_id,
        "kind": finding.kind,
        "confidence": finding.confidence,
        "reason": finding.reason,
        "values": values,
    }

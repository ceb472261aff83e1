"""Storing the events that were found; accountrows.py stores what was found in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.accountrows import clear_accounts, insert_accounts, insert_all
from compare.accounts import Accounts, Captured
from compare.events import Membership
from compare.facets import clear_facets, insert_facets
from compare.novelty import date_events, standings
from compare.tables import cluster_passages, clusters, events, follows, memberships, redirects
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
    before = standings(connection, gone)
    clear_facets(connection, gone)
    for chunk in batches(gone):
        clear_accounts(connection, chunk)
        connection.execute(memberships.delete().where(memberships.c.event_id.in_(chunk)))
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
    insert_facets(connection, living)
    date_events(connection, living, before, datetime.now(UTC))
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
    insert_all(connection, follows, list(rows))


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
    insert_all(
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
    revisions = {name: article.revision for name, article in event.articles.items()}
    insert_accounts(connection, event_id, event.accounts, revisions)

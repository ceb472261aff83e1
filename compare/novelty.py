"""When an event was first found and last changed, so that a reader is told what is new.

An event is stored again whenever its comparison was made again, also when a setting changed and
nothing else did. It has changed when its articles, their revisions or its differences are others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.tables import differences, events, memberships
from crawler.database import batches


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An event as it is stored."""

    found: datetime | None
    changed: datetime | None
    # UTC; None for one that was stored by hand
    articles: frozenset[tuple[str, int]]
    # article_id, and the revision that was compared
    differences: frozenset[str]
    # difference_ids


def standings(connection: Connection, event_ids: Sequence[str]) -> dict[str, Standing]:
    """Those of these events that are stored: event_id → how."""
    times: dict[str, tuple[datetime | None, datetime | None]] = {}
    members: dict[str, set[tuple[str, int]]] = {}
    differing: dict[str, set[str]] = {}
    for chunk in batches(event_ids):
        stored = sa.select(events.c.event_id, events.c.found, events.c.changed)
        for row in connection.execute(stored.where(events.c.event_id.in_(chunk))):
            times[row.event_id] = (row.found, row.changed)
        inside = sa.select(
            memberships.c.event_id, memberships.c.article_id, memberships.c.revision
        ).where(memberships.c.event_id.in_(chunk))
        for event_id, article_id, revision in connection.execute(inside):
            members.setdefault(event_id, set()).add((article_id, revision))
        parted = sa.select(differences.c.event_id, differences.c.difference_id).where(
            differences.c.event_id.in_(chunk)
        )
        for event_id, difference_id in connection.execute(parted):
            differing.setdefault(event_id, set()).add(difference_id)
    return {
        event_id: Standing(
            found=found,
            changed=changed,
            articles=frozenset(members.get(event_id, ())),
            differences=frozenset(differing.get(event_id, ())),
        )
        for event_id, (found, changed) in times.items()
    }


def date_events(
    connection: Connection, event_ids: Sequence[str], before: dict[str, Standing], now: datetime
) -> None:
    """Give these events, stored anew, their times; before: how they stood until now (UTC)."""
    after = standings(connection, event_ids)
    for event_id in event_ids:
        old, new = before.get(event_id), after[event_id]
        same = (
            old is not None and old.articles == new.articles and old.differences == new.differences
        )
        connection.execute(
            events.update()
            .where(events.c.event_id == event_id)
            .values(
                found=(old.found if old else None) or now,
                changed=(old.changed if old and same else None) or now,
            )
        )

"""What the list of events is filtered by: who tells an event, and how they differ in it.

Both could be read from memberships and differences, but then an outlet that tells few of a hundred
thousand events would be looked for in all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.tables import differences, event_facets, events, memberships
from crawler.database import batches
from crawler.tables import articles

OUTLET = "outlet"
KIND = "kind"
_COLUMNS = ("event_id", "facet", "value", "last_published")


def clear_facets(connection: Connection, event_ids: Sequence[str]) -> None:
    """Take away the facets of these events."""
    for chunk in batches(event_ids):
        connection.execute(event_facets.delete().where(event_facets.c.event_id.in_(chunk)))


def insert_facets(connection: Connection, event_ids: Sequence[str]) -> None:
    """Store the facets of these events, which have none, from what is stored of them."""
    for chunk in batches(event_ids):
        for query in (_outlets(), _kinds()):
            chosen = query.where(events.c.event_id.in_(chunk))
            connection.execute(event_facets.insert().from_select(_COLUMNS, chosen))


def _outlets() -> sa.Select[tuple[str, str, str, object]]:
    return (
        sa.select(events.c.event_id, sa.literal(OUTLET), articles.c.outlet, events.c.last_published)
        .join(memberships, memberships.c.event_id == events.c.event_id)
        .join(articles, articles.c.article_id == memberships.c.article_id)
        .distinct()
    )


def _kinds() -> sa.Select[tuple[str, str, str, object]]:
    return (
        sa.select(events.c.event_id, sa.literal(KIND), differences.c.kind, events.c.last_published)
        .join(differences, differences.c.event_id == events.c.event_id)
        .distinct()
    )

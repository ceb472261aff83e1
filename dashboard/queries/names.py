"""What each outlet of one event calls the same people and bodies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from compare.naming import folded
from compare.tables import namings
from crawler.database import batches
from dashboard.queries.words import Span, cut


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One name or label in one outlet's account."""

    text: str
    # verbatim, as first written
    count: int
    # how often the outlet writes it so; 1 and up
    article_id: str
    # of the first mention


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A person or body."""

    name: str
    # the fullest in the event
    outlets: Mapping[str, tuple[Wording, ...]]
    # outlet → its wordings, the most frequent first; outlets that mention it only


def count_entities(connection: Connection, event_id: str) -> int:
    """How many people and bodies two outlets or more name."""
    query = sa.select(sa.func.count(namings.c.entity.distinct()))
    return connection.execute(query.where(namings.c.event_id == event_id)).scalar_one()


def load_entities(
    connection: Connection, event_id: str, *, limit: int, offset: int = 0
) -> list[Entity]:
    """The people and bodies of an event, the most mentioned first."""
    chosen = connection.execute(
        sa.select(namings.c.entity)
        .where(namings.c.event_id == event_id)
        .group_by(namings.c.entity)
        .order_by(sa.func.min(namings.c.position))
        .limit(limit)
        .offset(offset)
    ).scalars()
    mentions: dict[str, list[Row[Any]]] = {entity: [] for entity in chosen}
    for chunk in batches(list(mentions)):
        query = sa.select(namings).where(
            namings.c.event_id == event_id, namings.c.entity.in_(chunk)
        )
        for row in connection.execute(query.order_by(namings.c.position)):
            mentions[row.entity].append(row)
    words = cut(connection, (_span(row) for rows in mentions.values() for row in rows))
    entities: list[Entity] = []
    for name, rows in mentions.items():
        grouped: dict[str, dict[str, list[Wording]]] = {}
        for row in rows:
            text = words[_span(row)].text
            wording = Wording(text=text, count=1, article_id=row.article_id)
            grouped.setdefault(row.outlet, {}).setdefault(folded(text), []).append(wording)
        outlets = {
            outlet: tuple(
                Wording(text=same[0].text, count=len(same), article_id=same[0].article_id)
                for same in labels.values()
            )
            for outlet, labels in grouped.items()
        }
        entities.append(Entity(name=name, outlets=outlets))
    return entities


def _span(row: Row[Any]) -> Span:
    return Span(row.article_id, row.revision, row.start, row.end)

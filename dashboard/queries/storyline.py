"""The story line that an event is part of: what it follows, and what follows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from compare.tables import events, follows
from crawler.tables import articles
from dashboard.queries.reasons import Reason, read_reasons

LONGEST = 12
"""Events shown before an event, and after it."""


@dataclass(frozen=True, kw_only=True)
class StoryEvent:
    """One event of a story line."""

    event_id: str
    title: str
    # one outlet's headline, verbatim; may be empty
    title_outlet: str
    first: datetime
    # UTC
    outlets: int
    follows: str | None
    # the event of this story line that it develops, if one is known
    reasons: tuple[Reason, ...]
    # for following it


@dataclass(frozen=True, kw_only=True)
class Story:
    """The events before and after one."""

    before: tuple[StoryEvent, ...]
    # what it follows, last, and what that follows, and so on
    after: tuple[StoryEvent, ...]
    # what follows it, directly or not, in the order of time
    reasons: tuple[Reason, ...]
    # why the event itself follows the one before
    earlier: bool
    # there is more before what is shown
    later: bool
    # there is more after it


def load_story(connection: Connection, event_id: str) -> Story:
    """The story line through this event, bounded either way; a circle is walked once."""
    own, before, earlier = _before(connection, event_id)
    after, later = _after(connection, event_id, {event_id, *(e.event_id for e in before)})
    return Story(
        before=tuple(reversed(before)),
        after=tuple(sorted(after, key=lambda event: (event.first, event.event_id))),
        reasons=own,
        earlier=earlier,
        later=later,
    )


def _before(
    connection: Connection, event_id: str
) -> tuple[tuple[Reason, ...], list[StoryEvent], bool]:
    links: dict[str, Row[Any]] = {}
    order, met = [event_id], {event_id}
    while len(order) <= LONGEST + 1:
        link = connection.execute(sa.select(follows).where(follows.c.event_id == order[-1])).first()
        if link is None:
            break
        links[link.event_id] = link
        if link.follows in met:
            break
        met.add(link.follows)
        order.append(link.follows)
    shown = order[1 : LONGEST + 1]
    own = read_reasons(links[event_id].reasons) if event_id in links else ()
    return own, _described(connection, shown, links), len(order) > LONGEST + 1


def _after(connection: Connection, event_id: str, met: set[str]) -> tuple[list[StoryEvent], bool]:
    links: dict[str, Row[Any]] = {}
    level = [event_id]
    while level and len(links) <= LONGEST:
        rows = connection.execute(
            sa.select(follows)
            .join(events, events.c.event_id == follows.c.event_id)
            .where(follows.c.follows.in_(level))
            .order_by(events.c.first_published, follows.c.event_id)
            .limit(LONGEST + 1)
        ).all()
        fresh = [row for row in rows if row.event_id not in met]
        links.update({row.event_id: row for row in fresh})
        level = [row.event_id for row in fresh]
        met.update(level)
    shown = list(links)[:LONGEST]
    return _described(connection, shown, links), len(links) > LONGEST


def _described(
    connection: Connection, ids: list[str], links: dict[str, Row[Any]]
) -> list[StoryEvent]:
    if not ids:
        return []
    rows = connection.execute(
        sa.select(events, articles.c.outlet.label("title_outlet"))
        .join(articles, articles.c.article_id == events.c.title_article_id)
        .where(events.c.event_id.in_(ids))
    )
    found = {row.event_id: _event(row, links.get(row.event_id)) for row in rows}
    return [found[event_id] for event_id in ids if event_id in found]


def _event(row: Row[Any], link: Row[Any] | None) -> StoryEvent:
    return StoryEvent(
        event_id=row.event_id,
        title=row.title,
        title_outlet=row.title_outlet,
        first=row.first_published,
        outlets=row.outlets,
        follows=link.follows if link else None,
        reasons=read_reasons(link.reasons) if link else (),
    )

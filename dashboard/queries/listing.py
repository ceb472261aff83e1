"""The list of events, filtered and paged in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.tables import clusters, differences, events, memberships
from crawler.tables import articles, outlets

PAGE_SIZE = 20
"""Events a page."""

COUNTED = 1000
"""Matches are counted (and paged through) up to this many; dates lead to older ones."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which events are asked for; every field narrows."""

    words: tuple[str, ...] = ()
    # each must stand in the event's title, in any case
    least_outlets: int = 2
    outlets: tuple[str, ...] = ()
    # each must have an article in the event
    kind: str | None = None
    # of difference: at least one of it
    since: date | None = None
    # UTC day: the event has an article on it or later
    until: date | None = None
    # UTC day: the event has an article on it or earlier


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """One event in the list."""

    event_id: str
    title: str
    # one outlet's headline, verbatim; may be empty
    title_outlet: str
    # whose headline it is
    first: datetime
    # UTC, publication of the first article
    last: datetime
    # UTC, publication of the last article
    articles: int
    outlets: tuple[str, ...]
    # names, in the order of their first article
    independent_outlets: int
    # outlets with an article that carries nobody's copy
    clusters: int
    differences: dict[str, int] = field(default_factory=dict)
    # kind → number


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the list."""

    lines: tuple[EventLine, ...]
    matches: int
    # at most COUNTED
    more: bool
    # there are more matches than were counted


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What the database holds at all, for telling what to do next."""

    articles: bool
    events: bool
    shared_events: bool
    # an event with two outlets or more


def contents(connection: Connection) -> Contents:
    """What there is, without counting it."""
    return Contents(
        articles=_any(connection, sa.select(articles.c.article_id)),
        events=_any(connection, sa.select(events.c.event_id)),
        shared_events=_any(connection, sa.select(events.c.event_id).where(events.c.outlets > 1)),
    )


def outlet_names(connection: Connection, limit: int = 1000) -> list[str]:
    """The outlets one can filter by."""
    rows = connection.execute(sa.select(outlets.c.name).order_by(outlets.c.name).limit(limit))
    return [row.name for row in rows]


def find_events(connection: Connection, wanted: Filter, page: int = 1) -> Page:
    """One page of the events that match, newest first; pages count from 1."""
    conditions = _conditions(wanted)
    some = sa.select(events.c.event_id).where(*conditions).limit(COUNTED + 1).subquery()
    matches = connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    rows = connection.execute(
        sa.select(events, articles.c.outlet.label("title_outlet"))
        .join(articles, articles.c.article_id == events.c.title_article_id)
        .where(*conditions)
        .order_by(events.c.last_published.desc(), events.c.event_id)
        .limit(PAGE_SIZE)
        .offset(PAGE_SIZE * (page - 1))
    ).all()
    ids = [row.event_id for row in rows]
    told_by = _outlets_of(connection, ids)
    shared = _clusters_of(connection, ids)
    found = _differences_of(connection, ids)
    lines = tuple(
        EventLine(
            event_id=row.event_id,
            title=row.title,
            title_outlet=row.title_outlet,
            first=row.first_published,
            last=row.last_published,
            articles=row.articles,
            outlets=tuple(told_by.get(row.event_id, ())),
            independent_outlets=row.independent_outlets,
            clusters=shared.get(row.event_id, 0),
            differences=found.get(row.event_id, {}),
        )
        for row in rows
    )
    return Page(lines=lines, matches=min(matches, COUNTED), more=matches > COUNTED)


def _any(connection: Connection, query: sa.Select[tuple[str]]) -> bool:
    return connection.execute(query.limit(1)).first() is not None


def _conditions(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [events.c.outlets >= wanted.least_outlets]
    conditions += [events.c.title.icontains(word, autoescape=True) for word in wanted.words]
    for outlet in wanted.outlets:
        # An alias, because the list itself joins the article that the title is from.
        told = articles.alias()
        conditions.append(
            sa.exists()
            .where(memberships.c.event_id == events.c.event_id)
            .where(told.c.article_id == memberships.c.article_id)
            .where(told.c.outlet == outlet)
        )
    if wanted.kind is not None:
        # The empty string keeps SQLite from walking the index of a common kind for every event
        # (14 s instead of 10 ms at 100,000 events) where that of the event holds a few rows.
        conditions.append(
            sa.exists()
            .where(differences.c.event_id == events.c.event_id)
            .where(differences.c.kind.concat("") == wanted.kind)
        )
    if wanted.since is not None:
        conditions.append(events.c.last_published >= _midnight(wanted.since))
    if wanted.until is not None and wanted.until < date.max:
        next_day = wanted.until + timedelta(days=1)
        conditions.append(events.c.first_published < _midnight(next_day))
    return conditions


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _outlets_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    first = sa.func.min(sa.func.coalesce(articles.c.published, articles.c.first_seen))
    rows = connection.execute(
        sa.select(memberships.c.event_id, articles.c.outlet)
        .join(articles, articles.c.article_id == memberships.c.article_id)
        .where(memberships.c.event_id.in_(ids))
        .group_by(memberships.c.event_id, articles.c.outlet)
        .order_by(first, articles.c.outlet)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.event_id, []).append(row.outlet)
    return found


def _clusters_of(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    rows = connection.execute(
        sa.select(clusters.c.event_id, sa.func.count().label("number"))
        .where(clusters.c.event_id.in_(ids))
        .group_by(clusters.c.event_id)
    )
    return {row.event_id: row.number for row in rows}


def _differences_of(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    rows = connection.execute(
        sa.select(differences.c.event_id, differences.c.kind, sa.func.count().label("number"))
        .where(differences.c.event_id.in_(ids))
        .group_by(differences.c.event_id, differences.c.kind)
        .order_by(differences.c.kind)
    )
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.event_id, {})[row.kind] = row.number
    return found

"""The list of events, filtered and paged in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.facets import KIND, OUTLET
from compare.tables import clusters, differences, event_facets, events, memberships
from crawler.tables import articles, outlets
from dashboard.queries.search import NEWEST, by_title, events_with, has_index, has_words
from dashboard.searchterms import Term

PAGE_SIZE = 20
"""Events a page."""

COUNTED = 1000
"""Matches are counted (and paged through) up to this many; dates lead to older ones."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which events are asked for; every field narrows."""

    terms: tuple[Term, ...] = ()
    # an article of the event has all of them
    least_outlets: int = 2
    outlets: tuple[str, ...] = ()
    # each must have an article in the event
    without: tuple[str, ...] = ()
    # none may have an article in the event
    kind: str | None = None
    # of difference: at least one of it
    since: date | None = None
    # UTC day: the event has an article on it or later
    until: date | None = None
    # UTC day: the event has an article on it or earlier
    changed_after: datetime | None = None
    # UTC: found since, or other articles or differences were


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
    found: datetime | None = None
    # UTC, when a comparison first stored it; None for what none has stored
    changed: datetime | None = None
    # UTC, when one last found other articles or differences in it


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the list."""

    lines: tuple[EventLine, ...]
    matches: int
    # at most COUNTED
    more: bool
    # there are more matches than were counted
    newest_only: bool = False
    # the words stand in more articles than are looked at


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
    chosen = _chosen(connection, wanted)
    ordered = chosen.query.order_by(chosen.newest.desc(), chosen.event_id.desc())
    # Counted and paged in one go: what is looked for is looked for once.
    found_ids = [row[0] for row in connection.execute(ordered.limit(COUNTED + 1))]
    more = len(found_ids) > COUNTED
    ids = found_ids[:COUNTED][PAGE_SIZE * (page - 1) : PAGE_SIZE * page]
    rows = connection.execute(
        sa.select(events, articles.c.outlet.label("title_outlet"))
        .join(articles, articles.c.article_id == events.c.title_article_id)
        .where(events.c.event_id.in_(ids))
        .order_by(events.c.last_published.desc(), events.c.event_id.desc())
    ).all()
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
            found=row.found,
            changed=row.changed,
        )
        for row in rows
    )
    return Page(
        lines=lines,
        matches=min(len(found_ids), COUNTED),
        more=more,
        newest_only=more and chosen.cut is not None and _any(connection, chosen.cut),
    )


def find_ids(connection: Connection, wanted: Filter, most: int = COUNTED) -> list[str]:
    """The ids of the events that match, newest first, at most so many."""
    chosen = _chosen(connection, wanted)
    rows = connection.execute(
        chosen.query.with_only_columns(events.c.event_id)
        .order_by(chosen.newest.desc(), chosen.event_id.desc())
        .limit(most)
    )
    return [row.event_id for row in rows]


def _any(connection: Connection, query: sa.Select[tuple[str]]) -> bool:
    return connection.execute(query.limit(1)).first() is not None


@dataclass(frozen=True, kw_only=True)
class _Chosen:
    """The events that match, from where the fewest must be looked at."""

    query: sa.Select[Any]
    newest: sa.ColumnElement[Any]
    event_id: sa.ColumnElement[Any]
    # by which they are sorted: columns of the index that the query starts from
    cut: sa.Select[tuple[str]] | None = None
    # has a row when not all articles with the words were looked at


def _chosen(connection: Connection, wanted: Filter) -> _Chosen:
    conditions = _conditions(wanted)
    facets = [(OUTLET, outlet) for outlet in wanted.outlets]
    facets += [(KIND, wanted.kind)] if wanted.kind is not None else []
    conditions += [~_has(OUTLET, outlet) for outlet in wanted.without]
    by_date, by_id = events.c.last_published, events.c.event_id
    sizes = {facet: _how_many(connection, *facet) for facet in facets}
    rarest = min(facets, key=lambda facet: sizes[facet]) if facets else None
    if wanted.terms and not has_index(connection):
        for term in wanted.terms:
            conditions.append(by_title(term))
    elif wanted.terms and (
        (rarest is not None and sizes[rarest] <= COUNTED) or _few(connection, wanted, conditions)
    ):
        # Few events to look into: faster than to look through all articles with common words.
        conditions.append(has_words(connection, wanted.terms))
    elif wanted.terms:
        narrowed = [*conditions, *(_has(*facet) for facet in facets)]
        found = events_with(connection, wanted.terms, narrowed)
        ids = sa.select(found.c.event_id).distinct().subquery()
        query = sa.select(events.c.event_id).join(ids, ids.c.event_id == by_id)
        cut = sa.select(found.c.event_id).offset(NEWEST - 1)
        return _Chosen(query=query, newest=by_date, event_id=by_id, cut=cut)
    if rarest is None:
        query = sa.select(events.c.event_id).where(*conditions)
        return _Chosen(query=query, newest=by_date, event_id=by_id)
    conditions += [_has(*facet) for facet in facets if facet != rarest]
    having = event_facets.alias()
    if wanted.since is not None:
        conditions.append(having.c.last_published >= _midnight(wanted.since))
    query = (
        sa.select(events.c.event_id)
        .join(having, having.c.event_id == by_id)
        .where(having.c.facet == rarest[0], having.c.value == rarest[1], *conditions)
    )
    return _Chosen(query=query, newest=having.c.last_published, event_id=having.c.event_id)


def _few(
    connection: Connection, wanted: Filter, conditions: Sequence[sa.ColumnElement[bool]]
) -> bool:
    """Whether the times that are asked for leave few events."""
    if wanted.since is None and wanted.until is None and wanted.changed_after is None:
        return False
    some = sa.select(events.c.event_id).where(*conditions).limit(COUNTED + 1)
    counted = sa.select(sa.func.count()).select_from(some.subquery())
    return connection.execute(counted).scalar_one() <= COUNTED


def _how_many(connection: Connection, facet: str, value: str) -> int:
    """Events that have it, counted as far as is worth it."""
    some = sa.select(event_facets.c.event_id).where(
        event_facets.c.facet == facet, event_facets.c.value == value
    )
    counted = sa.select(sa.func.count()).select_from(some.limit(20 * COUNTED).subquery())
    return connection.execute(counted).scalar_one()


def _has(facet: str, value: str) -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(event_facets.c.event_id == events.c.event_id)
        .where(event_facets.c.facet == facet, event_facets.c.value == value)
    )


def _conditions(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [events.c.outlets >= wanted.least_outlets]
    if wanted.since is not None:
        conditions.append(events.c.last_published >= _midnight(wanted.since))
    if wanted.until is not None and wanted.until < date.max:
        next_day = wanted.until + timedelta(days=1)
        conditions.append(events.c.first_published < _midnight(next_day))
    if wanted.changed_after is not None:
        conditions.append(events.c.changed > wanted.changed_after)
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

"""Reading what is to be compared: what arrived, the articles of its days, and their events."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.accounts import Captured
from compare.tables import events, memberships
from crawler.article import Mark
from crawler.database import batches
from crawler.tables import articles, revisions

_TIME = sa.func.coalesce(
    articles.c.published, articles.c.first_seen, type_=articles.c.published.type
)
_CURRENT = sa.and_(
    revisions.c.article_id == articles.c.article_id,
    revisions.c.revision == articles.c.revision,
)


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """An article that the comparison has not seen, or not as it is now."""

    article_id: str
    published: datetime
    # UTC; when first seen, where the page gives no date
    new: bool
    # never grouped, or with another text; not so what is only to be grouped anew


def arrivals(
    connection: Connection,
    stamp: str,
    *,
    also: Collection[str] = (),
    everything: bool = False,
) -> list[Arrival]:
    """What is to be grouped, in order of time: what is new or changed since it last was.

    Also what was grouped under other settings or by another model, and what stands in an event
    with an article whose text is gone; `also`: articles that are grouped anew in any case;
    everything, where asked.
    """
    new = sa.or_(memberships.c.article_id.is_(None), memberships.c.revision != articles.c.revision)
    asked: sa.ColumnElement[bool] = sa.true()
    if not everything:
        asked = sa.or_(
            new,
            memberships.c.published.is_(None),
            memberships.c.published != _TIME,
            events.c.stamp != stamp,
            memberships.c.event_id.in_(_with_emptied()),
        )
    rows = connection.execute(
        sa.select(articles.c.article_id, _TIME.label("time"), new.label("new"))
        .join(revisions, _CURRENT)
        .outerjoin(memberships, memberships.c.article_id == articles.c.article_id)
        .outerjoin(events, events.c.event_id == memberships.c.event_id)
        .where(revisions.c.words > 0, asked)
        .order_by(sa.literal_column("time"), articles.c.article_id)
    )
    found = [
        Arrival(article_id=row.article_id, published=row.time, new=bool(row.new)) for row in rows
    ]
    known = {arrival.article_id for arrival in found}
    found += [
        Arrival(article_id=article.article_id, published=article.published, new=False)
        for article in named(connection, set(also) - known)
    ]
    return sorted(found, key=lambda arrival: (arrival.published, arrival.article_id))


def _with_emptied() -> sa.Select[tuple[str]]:
    """Events that hold an article whose text is gone."""
    return (
        sa.select(memberships.c.event_id)
        .join(articles, articles.c.article_id == memberships.c.article_id)
        .join(revisions, _CURRENT)
        .where(revisions.c.words == 0)
    )


def deserted(connection: Connection) -> set[str]:
    """Events of which no article has text any more."""
    living = (
        sa.select(memberships.c.event_id)
        .join(articles, articles.c.article_id == memberships.c.article_id)
        .join(revisions, _CURRENT)
        .where(revisions.c.words > 0)
    )
    emptied = connection.execute(_with_emptied().where(memberships.c.event_id.not_in(living)))
    return {row.event_id for row in emptied}


def between(connection: Connection, start: datetime, end: datetime) -> list[Captured]:
    """Every article with text of this stretch of time; undated ones by when first seen."""
    inside = sa.or_(
        articles.c.published.between(start, end),
        sa.and_(articles.c.published.is_(None), articles.c.first_seen.between(start, end)),
    )
    return _captured(connection, inside)


def latest_before(connection: Connection, start: datetime, most: int) -> list[Captured]:
    """The last articles with a date before this time, at most so many."""
    rows = connection.execute(
        sa.select(articles.c.article_id)
        .where(articles.c.published < start)
        .order_by(articles.c.published.desc(), articles.c.article_id)
        .limit(most)
    )
    return named(connection, [row.article_id for row in rows])


def recently_shared(connection: Connection, start: datetime, end: datetime) -> list[Captured]:
    """The articles of events with two outlets or more that ended in this stretch of time."""
    rows = connection.execute(
        sa.select(memberships.c.article_id)
        .join(events, events.c.event_id == memberships.c.event_id)
        .where(events.c.last_published.between(start, end), events.c.outlets > 1)
    )
    return named(connection, [row.article_id for row in rows])


def named(connection: Connection, article_ids: Iterable[str]) -> list[Captured]:
    """These articles, as far as they have text."""
    return [
        article
        for chunk in batches(sorted(set(article_ids)))
        for article in _captured(connection, articles.c.article_id.in_(chunk))
    ]


def _captured(connection: Connection, which: sa.ColumnElement[bool]) -> list[Captured]:
    rows = connection.execute(
        sa.select(
            articles.c.article_id,
            articles.c.outlet,
            articles.c.url,
            articles.c.section,
            articles.c.published,
            articles.c.first_seen,
            articles.c.language,
            articles.c.revision,
            articles.c.marks,
            articles.c.links,
            revisions.c.title,
            revisions.c.text_hash,
        )
        .join(revisions, _CURRENT)
        .where(revisions.c.words > 0, which)
        .order_by(articles.c.article_id)
    )
    return [_article(row) for row in rows]


def _article(row: Any) -> Captured:
    return Captured(
        article_id=row.article_id,
        outlet=row.outlet,
        url=row.url,
        section=row.section,
        title=row.title,
        published=row.published or row.first_seen,
        dated=row.published is not None,
        language=row.language,
        revision=row.revision,
        text_hash=row.text_hash,
        marks=tuple(Mark(**mark) for mark in row.marks or ()),
        links=tuple(row.links or ()),
    )


def events_of(connection: Connection, article_ids: Collection[str]) -> set[str]:
    """The events in which these articles stand."""
    found: set[str] = set()
    for chunk in batches(sorted(article_ids)):
        rows = connection.execute(
            sa.select(memberships.c.event_id).where(memberships.c.article_id.in_(chunk)).distinct()
        )
        found.update(row.event_id for row in rows)
    return found


def members(connection: Connection, event_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """event_id → all its articles."""
    found: dict[str, set[str]] = {}
    for chunk in batches(sorted(event_ids)):
        rows = connection.execute(
            sa.select(memberships.c.event_id, memberships.c.article_id).where(
                memberships.c.event_id.in_(chunk)
            )
        )
        for row in rows:
            found.setdefault(row.event_id, set()).add(row.article_id)
    return {event_id: frozenset(found[event_id]) for event_id in found}


def fingerprints(connection: Connection, event_ids: Collection[str]) -> dict[str, str]:
    """event_id → the fingerprint under which it was last compared."""
    found: dict[str, str] = {}
    for chunk in batches(sorted(event_ids)):
        rows = connection.execute(
            sa.select(events.c.event_id, events.c.fingerprint).where(events.c.event_id.in_(chunk))
        )
        found.update({row.event_id: row.fingerprint for row in rows})
    return found


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

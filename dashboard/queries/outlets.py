"""What each outlet told in a period.

An article is of the period by its own date, an event by that of its last article: both are ranges
of an index, so that no query grows with the archive but only with the period. A period that holds
more than EVENTS events or ARTICLES articles is cut to its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.tables import cluster_passages, clusters, copies, events, memberships, passages
from crawler.article import COMPLETE
from crawler.tables import articles, failures, outlets, revisions

EVENTS = 10_000
ARTICLES = 100_000
"""At most so many are counted; of a longer period, its end."""

_NEVER = datetime.min.replace(tzinfo=UTC)
_AHEAD = timedelta(days=1)
"""An article dated further ahead than this says nothing of how new the archive is."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """A stretch of time."""

    since: datetime
    # UTC
    until: datetime
    # UTC, not included
    cut: bool = False
    # since is later than was asked for: there is too much before


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A rating that the user added."""

    value: str
    rater: str
    date: str
    # YYYY-MM-DD


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """One outlet, as outlets.toml last described it."""

    name: str
    country: str | None
    owner: str | None
    rating: Rating | None


@dataclass(frozen=True, kw_only=True)
class Volume:
    """Articles of one outlet."""

    articles: int
    whole: int
    # captured completely enough to say what they do not contain
    locked: int
    # not whole, behind a paywall or login
    compared: int
    # that stand in an event
    copies: int
    # of these, that carry another's text
    failed: int = 0
    # pages that were announced and are not captured

    def __add__(self, other: Volume) -> Volume:
        """Both together."""
        return Volume(**{name: getattr(self, name) + getattr(other, name) for name in _COUNTS})


_COUNTS = tuple(field.name for field in fields(Volume))
NOTHING = Volume(articles=0, whole=0, locked=0, compared=0, copies=0)
"""Of an outlet without an article in the period."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """One article of an event, in the state that was compared."""

    event_id: str
    article_id: str
    outlet: str
    published: datetime
    # UTC; of no meaning where it is not dated
    dated: bool
    # the page gives a time, and not only a day
    complete: bool
    # captured whole: it may be said not to contain something
    shared: bool
    # two outlets or more tell the event
    passages: int


class Match(NamedTuple):
    """A passage that stands in a cluster of two outlets or more."""

    cluster_id: str
    passage_id: str
    article_id: str


def newest(connection: Connection, now: datetime) -> datetime | None:
    """When the archive's newest article came out; None where there is none. now: UTC."""
    found = [
        connection.execute(sa.select(sa.func.max(column)).where(column <= now + _AHEAD)).scalar()
        for column in (articles.c.published, memberships.c.published)
    ]
    return max((moment for moment in found if moment is not None), default=None)


def bounded(connection: Connection, asked: Period) -> Period:
    """The period, cut where it holds more than is counted."""
    since = asked.since
    for column, most in ((events.c.last_published, EVENTS), (articles.c.published, ARTICLES)):
        beyond = connection.execute(
            sa.select(column)
            .where(column >= since, column < asked.until)
            .order_by(column.desc())
            .limit(1)
            .offset(most)
        ).scalar()
        if beyond is not None:
            since = beyond + timedelta(microseconds=1)
    return replace(asked, since=since, cut=since > asked.since)


def load_described(connection: Connection) -> list[Outlet]:
    """Every outlet, by name."""
    rows = connection.execute(sa.select(outlets).order_by(outlets.c.name))
    return [
        Outlet(name=row.name, country=row.country, owner=row.owner, rating=_rating(row.rating))
        for row in rows
    ]


def load_volumes(connection: Connection, period: Period) -> dict[str, Volume]:
    """Outlet → its articles of the period.

    A page without a date counts by when it was first seen, once its article was compared.
    """
    dated = _volume().where(
        articles.c.published >= period.since, articles.c.published < period.until
    )
    undated = _volume().where(
        memberships.c.published >= period.since,
        memberships.c.published < period.until,
        articles.c.published.is_(None),
    )
    found: dict[str, Volume] = {}
    for query in (dated, undated):
        for row in connection.execute(query):
            counts = {name: row._mapping[name] for name in _COUNTS if name != "failed"}
            found[row.outlet] = found.get(row.outlet, NOTHING) + Volume(**counts)
    for outlet, number in _failed(connection, period):
        found[outlet] = replace(found.get(outlet, NOTHING), failed=number)
    return found


def load_reports(connection: Connection, period: Period) -> list[Report]:
    """Every article of an event of the period."""
    # Counted within the index of passages by article.
    held = sa.select(sa.func.count()).where(passages.c.article_id == memberships.c.article_id)
    rows = connection.execute(
        sa.select(
            events.c.event_id,
            (events.c.outlets > 1).label("shared"),
            articles.c.article_id,
            articles.c.outlet,
            articles.c.published,
            _completeness().label("whole"),
            held.scalar_subquery().label("passages"),
        )
        .join(memberships, memberships.c.event_id == events.c.event_id)
        .join(articles, articles.c.article_id == memberships.c.article_id)
        .where(*_of(period))
    )
    return [
        Report(
            event_id=row.event_id,
            article_id=row.article_id,
            outlet=row.outlet,
            published=row.published or _NEVER,
            # A page that gives only a day is stored as its midnight.
            dated=row.published is not None and row.published.time() != time(),
            complete=row.whole >= COMPLETE,
            shared=bool(row.shared),
            passages=row.passages,
        )
        for row in rows
    ]


def load_matches(connection: Connection, period: Period) -> list[Match]:
    """Every passage of an event of the period that another outlet has too, cluster by cluster."""
    rows = connection.execute(
        sa.select(clusters.c.cluster_id, passages.c.passage_id, passages.c.article_id)
        .select_from(events)
        .join(clusters, clusters.c.event_id == events.c.event_id)
        .join(cluster_passages, cluster_passages.c.cluster_id == clusters.c.cluster_id)
        .join(passages, passages.c.passage_id == cluster_passages.c.passage_id)
        .where(*_of(period), events.c.outlets > 1, clusters.c.outlets > 1)
    )
    return [Match(*row) for row in rows]


def _rating(stored: Any) -> Rating | None:
    if not isinstance(stored, dict):
        return None
    value, rater, day = (str(stored.get(name) or "") for name in ("value", "rater", "date"))
    # A rating without its rater is nobody's judgement: it is not shown.
    return Rating(value=value, rater=rater, date=day) if value and rater else None


def _volume() -> sa.Select[Any]:
    """Articles by outlet, with what the comparison knows of them where it has met them."""
    whole = articles.c.completeness >= COMPLETE
    return (
        sa.select(
            articles.c.outlet,
            sa.func.count().label("articles"),
            _sum(whole).label("whole"),
            _sum(~whole & (articles.c.access == "locked")).label("locked"),
            sa.func.count(memberships.c.article_id).label("compared"),
            sa.func.count(copies.c.article_id).label("copies"),
        )
        .select_from(articles)
        .outerjoin(memberships, memberships.c.article_id == articles.c.article_id)
        .outerjoin(copies, copies.c.article_id == articles.c.article_id)
        .group_by(articles.c.outlet)
    )


def _failed(connection: Connection, period: Period) -> Iterator[tuple[str, int]]:
    rows = connection.execute(
        sa.select(failures.c.outlet, sa.func.count())
        .where(failures.c.last_failed >= period.since, failures.c.last_failed < period.until)
        .group_by(failures.c.outlet)
    )
    return ((outlet, number) for outlet, number in rows)


def _of(period: Period) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        events.c.last_published >= period.since,
        events.c.last_published < period.until,
    )


def _completeness() -> sa.ColumnElement[float]:
    """Of the state that was compared; older files remember only the article's latest.

    The article has that of its newest revision. Where another was compared it is looked up, and
    only there: in a revision it stands behind the whole text, which would have to be read.
    """
    compared = (
        sa.select(revisions.c.completeness)
        .where(
            revisions.c.article_id == memberships.c.article_id,
            revisions.c.revision == memberships.c.revision,
        )
        .scalar_subquery()
    )
    latest = articles.c.completeness
    return sa.case(
        (articles.c.revision == memberships.c.revision, latest),
        else_=sa.func.coalesce(compared, latest),
    )


def _sum(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

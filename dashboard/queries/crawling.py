"""What was crawled and what failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.article import COMPLETE
from crawler.tables import articles, failures, outlets, runs, sources


@dataclass(frozen=True, kw_only=True)
class OutletLine:
    """One outlet and what was captured of it."""

    name: str
    country: str | None
    articles: int
    incomplete: int
    # articles whose capture is not complete enough to say that something is not in it
    last_seen: datetime | None
    # UTC; None when nothing was captured
    failures: int
    # announced pages that could not be captured


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """One feed or sitemap and how asking it last went."""

    url: str
    outlet: str
    kind: str
    checked: datetime | None
    # UTC
    succeeded: datetime | None
    # UTC; None when it never did
    problem: str | None
    # None when the last time went well
    entries: int | None


@dataclass(frozen=True, kw_only=True)
class FailureLine:
    """Pages of one outlet that could not be captured, for one reason."""

    kind: str
    outlet: str
    pages: int
    last: datetime
    # UTC
    detail: str
    # of one of them


@dataclass(frozen=True, kw_only=True)
class RunLine:
    """One crawl, import or comparison."""

    kind: str
    started: datetime
    # UTC
    finished: datetime | None
    # UTC; None while it runs, or when it was killed
    outcome: str
    # running, done or failed
    counts: dict[str, Any]


def load_outlets(connection: Connection, limit: int = 500) -> list[OutletLine]:
    """Every outlet with its articles, those with most first."""
    poor = sa.case((articles.c.completeness < COMPLETE, 1), else_=0)
    captured = (
        sa.select(
            articles.c.outlet,
            sa.func.count().label("number"),
            sa.func.sum(poor).label("incomplete"),
            sa.func.max(articles.c.last_seen).label("last_seen"),
        )
        .group_by(articles.c.outlet)
        .subquery()
    )
    failed = (
        sa.select(failures.c.outlet, sa.func.count().label("number"))
        .group_by(failures.c.outlet)
        .subquery()
    )
    number = sa.func.coalesce(captured.c.number, 0)
    rows = connection.execute(
        sa.select(
            outlets.c.name,
            outlets.c.country,
            number.label("articles"),
            sa.func.coalesce(captured.c.incomplete, 0).label("incomplete"),
            captured.c.last_seen,
            sa.func.coalesce(failed.c.number, 0).label("failures"),
        )
        .outerjoin(captured, captured.c.outlet == outlets.c.name)
        .outerjoin(failed, failed.c.outlet == outlets.c.name)
        .order_by(number.desc(), outlets.c.name)
        .limit(limit)
    )
    return [OutletLine(**row._mapping) for row in rows]


def load_sources(connection: Connection, limit: int = 500) -> list[SourceLine]:
    """Feeds and sitemaps, those with a problem first."""
    rows = connection.execute(
        sa.select(
            sources.c.url,
            sources.c.outlet,
            sources.c.kind,
            sources.c.checked,
            sources.c.succeeded,
            sources.c.problem,
            sources.c.entries,
        )
        .order_by(sources.c.problem.is_(None), sources.c.outlet, sources.c.url)
        .limit(limit)
    )
    return [SourceLine(**row._mapping) for row in rows]


def load_failures(connection: Connection, limit: int = 200) -> list[FailureLine]:
    """Pages not captured, by kind and outlet, the most frequent first."""
    number = sa.func.count()
    rows = connection.execute(
        sa.select(
            failures.c.kind,
            failures.c.outlet,
            number.label("pages"),
            sa.func.max(failures.c.last_failed).label("last"),
            sa.func.max(failures.c.detail).label("detail"),
        )
        .group_by(failures.c.kind, failures.c.outlet)
        .order_by(number.desc(), failures.c.kind, failures.c.outlet)
        .limit(limit)
    )
    return [FailureLine(**row._mapping) for row in rows]


def load_runs(connection: Connection, limit: int = 12) -> list[RunLine]:
    """The last runs, newest first."""
    rows = connection.execute(
        sa.select(runs.c.kind, runs.c.started, runs.c.finished, runs.c.outcome, runs.c.counts)
        .order_by(runs.c.run_id.desc())
        .limit(limit)
    )
    return [RunLine(**row._mapping) for row in rows]

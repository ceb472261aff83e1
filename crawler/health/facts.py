"""How the outlets, their sources and the last runs are doing, as the database has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from crawler.article import COMPLETE
from crawler.database import reading
from crawler.frozen import as_of
from crawler.health.flagging import flags_now, recent_days
from crawler.health.flags import QUARANTINED, Day, Flag, normal
from crawler.tables import articles, failures, outlets, runs, sources

_RUNS = 12


@dataclass(frozen=True, kw_only=True)
class SourceHealth:
    """How asking one feed, sitemap or section page last went."""

    outlet: str
    url: str
    kind: str
    checked: datetime | None
    # UTC
    succeeded: datetime | None
    # UTC; None when it never did
    problem: str | None
    # None when the last time went well
    entries: int | None
    # announced when it was last read whole
    next_poll: datetime | None = None
    # UTC; a scheduled crawl does not ask before
    gone: datetime | None = None
    # UTC; when it said that it is gone for good
    location: str | None = None
    # where it moved for good


@dataclass(frozen=True, kw_only=True)
class FailureHealth:
    """Pages of one outlet that could not be captured, for one reason."""

    outlet: str
    kind: str
    pages: int
    last: datetime
    # UTC
    detail: str
    # of one of them


@dataclass(frozen=True, kw_only=True)
class OutletHealth:
    """What was captured of one outlet, and whether that is its normal."""

    outlet: str
    country: str | None
    articles: int
    complete: int
    # captures complete enough to say what they do not contain
    locked: int
    newest: datetime | None
    # UTC; when an article was last added
    seen: datetime | None
    # UTC; when one was last captured or found unchanged
    failures: dict[str, int]
    # kind → announced pages not captured
    quarantined: int
    # of these, consent pages and bot checks
    succeeded: datetime | None = None
    # UTC; when a source of it was last read
    next_poll: datetime | None = None
    # UTC; when a scheduled crawl asks it again
    last_day: int | None = None
    # articles added on the last whole day (UTC) that was crawled; None before there was one
    normal: float | None = None
    # articles a day: median of its last 28 crawled days; None below 7
    flags: tuple[Flag, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class RunHealth:
    """One crawl, import or comparison."""

    kind: str
    started: datetime
    # UTC
    finished: datetime | None
    # UTC; None while it runs, or when it was killed
    outcome: str
    # running, done or failed
    counts: dict[str, Any]
    killed: bool = False
    # it says "running" and cannot be


@dataclass(frozen=True, kw_only=True)
class Health:
    """All of it."""

    outlets: tuple[OutletHealth, ...]
    sources: tuple[SourceHealth, ...]
    runs: tuple[RunHealth, ...]
    # newest first
    warnings: tuple[str, ...] = ()
    # what is wrong with the runs as a whole: one sentence each

    def needs_a_person(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.warnings) or any(outlet.flags for outlet in self.outlets)

    def as_dict(self) -> dict[str, Any]:
        """For JSON: times in ISO 8601."""
        plain: dict[str, Any] = _plain(asdict(self))
        return {**plain, "needs_a_person": self.needs_a_person()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def read_health(engine: Engine, now: datetime | None = None) -> Health:
    """The state of things; now: UTC; None: the clock, or when the database was frozen."""
    with reading(engine) as connection:
        now = now or as_of(connection, datetime.now(UTC))
        known = load_runs(connection, now)
        return Health(
            outlets=tuple(load_outlets(connection, now)),
            sources=tuple(load_sources(connection)),
            runs=tuple(known),
            warnings=tuple(_warnings(connection, known, now)),
        )


def load_outlets(connection: Connection, now: datetime) -> list[OutletHealth]:
    """Every outlet, by name."""
    failed: dict[str, dict[str, int]] = {}
    for line in load_failures(connection):
        failed.setdefault(line.outlet, {})[line.kind] = line.pages
    polled = {
        row.outlet: row
        for row in connection.execute(
            sa.select(
                sources.c.outlet,
                sa.func.max(sources.c.succeeded).label("succeeded"),
                sa.func.min(sa.case((sources.c.gone.is_(None), sources.c.next_poll))).label(
                    "next_poll"
                ),
            ).group_by(sources.c.outlet)
        )
    }
    days = recent_days(connection, now)
    flagged = flags_now(connection, now, days)
    whole = sa.case((articles.c.completeness >= COMPLETE, 1), else_=0)
    locked = sa.case((articles.c.access == "locked", 1), else_=0)
    rows = connection.execute(
        sa.select(
            outlets.c.name,
            outlets.c.country,
            # Nothing but what ix_articles_outlet holds.
            sa.func.count(articles.c.outlet).label("articles"),
            sa.func.coalesce(
                sa.func.sum(sa.case((articles.c.outlet.is_(None), 0), else_=whole)), 0
            ).label("complete"),
            sa.func.coalesce(sa.func.sum(locked), 0).label("locked"),
            sa.func.max(articles.c.first_seen).label("newest"),
            sa.func.max(articles.c.last_seen).label("seen"),
        )
        .outerjoin(articles, articles.c.outlet == outlets.c.name)
        .group_by(outlets.c.name, outlets.c.country)
        .order_by(outlets.c.name)
    )
    return [
        OutletHealth(
            outlet=row.name,
            country=row.country,
            articles=row.articles,
            complete=row.complete,
            locked=row.locked,
            newest=row.newest,
            seen=row.seen,
            failures=dict(sorted(failed.get(row.name, {}).items())),
            quarantined=sum(failed.get(row.name, {}).get(kind, 0) for kind in QUARANTINED),
            succeeded=polled[row.name].succeeded if row.name in polled else None,
            next_poll=polled[row.name].next_poll if row.name in polled else None,
            flags=flagged.get(row.name, ()),
            **_yield_of([day for day in days.get(row.name, ()) if day.day < now.date()]),
        )
        for row in rows
    ]


def _yield_of(over: Sequence[Day]) -> dict[str, Any]:
    return {"last_day": over[-1].added if over else None, "normal": normal(over)}


def load_sources(connection: Connection) -> list[SourceHealth]:
    """Feeds, sitemaps and section pages, those with a problem first."""
    names = [one.name for one in sources.c if one.name in SourceHealth.__dataclass_fields__]
    rows = connection.execute(
        sa.select(*(sources.c[name] for name in names)).order_by(
            sources.c.problem.is_(None), sources.c.outlet, sources.c.url
        )
    )
    return [SourceHealth(**row._mapping) for row in rows]


def load_failures(connection: Connection) -> list[FailureHealth]:
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
    )
    return [FailureHealth(**row._mapping) for row in rows]


def load_runs(connection: Connection, now: datetime, limit: int = _RUNS) -> list[RunHealth]:
    """The last runs, newest first."""
    rows = connection.execute(sa.select(runs).order_by(runs.c.run_id.desc()).limit(limit))
    found: list[RunHealth] = []
    for row in rows:
        found.append(
            RunHealth(
                kind=row.kind,
                started=row.started,
                finished=row.finished,
                outcome=row.outcome,
                counts=row.counts,
                killed=row.outcome == "running"
                and (
                    now - row.started > _LONGEST_RUN or any(one.kind == row.kind for one in found)
                ),
            )
        )
    return found


_LONGEST_RUN = timedelta(hours=12)
"""No run takes so long, and none of its kind begins before it has ended."""
_SILENCE = timedelta(hours=24)
_AHEAD = timedelta(hours=1)
_IN_A_ROW = 3


def _warnings(connection: Connection, known: Sequence[RunHealth], now: datetime) -> list[str]:
    """What is wrong with the runs; nothing where only texts were imported."""
    found: list[str] = []
    crawled = runs.c.kind == "crawl"
    first = connection.execute(sa.select(sa.func.min(runs.c.started)).where(crawled)).scalar()
    last = connection.execute(
        sa.select(sa.func.max(runs.c.finished)).where(crawled, runs.c.outcome == "done")
    ).scalar()
    if first is not None and now - (last or first) > _SILENCE:
        when = f"since {last:%Y-%m-%d %H:%M} UTC" if last else "yet"
        found.append(f"No crawl has ended well {when}; see why with 'parallax crawl'.")
    for kind in ("crawl", "compare"):
        ended = [run for run in known if run.kind == kind and run.finished][:_IN_A_ROW]
        if len(ended) == _IN_A_ROW and all(run.outcome == "failed" for run in ended):
            found.append(f"The last {_IN_A_ROW} runs of '{kind}' failed; run it to see why.")
    ahead = connection.execute(
        sa.select(sa.func.max(runs.c.started)).where(runs.c.started > now + _AHEAD)
    ).scalar()
    if ahead is not None:
        found.append(
            f"A run is dated {ahead:%Y-%m-%d %H:%M} UTC, in the future; set this machine's clock."
        )
    return found

"""How the outlets and the last runs are doing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from crawler.article import COMPLETE
from crawler.crawl import crawl
from crawler.crawling import CrawlPlan
from crawler.database import open_database, reading
from crawler.outlets import Outlet
from crawler.tables import articles, failures, outlets, runs, sources

_RUNS = 5


@dataclass(frozen=True, kw_only=True)
class SourceHealth:
    """How asking one feed or sitemap last went."""

    outlet: str
    url: str
    checked: datetime | None
    # UTC
    succeeded: datetime | None
    # UTC
    problem: str | None
    # None when the last time went well
    entries: int | None
    # announced when it was last read whole


@dataclass(frozen=True, kw_only=True)
class OutletHealth:
    """What was captured of one outlet."""

    outlet: str
    articles: int
    complete: int
    # captures complete enough to say what they do not contain
    newest: datetime | None
    # UTC; when an article was last added
    failures: dict[str, int]
    # kind → announced pages not captured


@dataclass(frozen=True, kw_only=True)
class RunHealth:
    """One crawl, import or comparison."""

    kind: str
    started: datetime
    finished: datetime | None
    outcome: str
    counts: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Health:
    """All of it."""

    outlets: tuple[OutletHealth, ...]
    sources: tuple[SourceHealth, ...]
    runs: tuple[RunHealth, ...]
    # newest first

    def as_dict(self) -> dict[str, Any]:
        """For JSON: times in ISO 8601."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    def lines(self) -> Iterator[str]:
        """For a person."""
        if not self.outlets:
            yield "No articles yet: run 'parallax crawl' or 'parallax import'."
        for outlet in self.outlets:
            failed = ", ".join(f"{n} {kind}" for kind, n in outlet.failures.items())
            yield (
                f"{outlet.outlet}: {outlet.articles:,} articles, {outlet.complete:,} complete"
                + (f"; not captured: {failed}" if failed else "")
            )
        for source in self.sources:
            if source.problem:
                since = f"{source.succeeded:%Y-%m-%d %H:%M} UTC" if source.succeeded else "never"
                yield f"{source.outlet}: {source.url}: {source.problem} (last success: {since})"
        for run in self.runs:
            yield f"{run.started:%Y-%m-%d %H:%M} UTC {run.kind}: {run.outcome}"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value


def read_health(engine: Engine) -> Health:
    """The state of things as the database has it."""
    with reading(engine) as connection:
        failed: dict[str, dict[str, int]] = {}
        for row in connection.execute(
            sa.select(failures.c.outlet, failures.c.kind, sa.func.count().label("pages"))
            .group_by(failures.c.outlet, failures.c.kind)
            .order_by(failures.c.kind)
        ):
            failed.setdefault(row.outlet, {})[row.kind] = row.pages
        return Health(
            outlets=tuple(_outlets(connection, failed)),
            sources=tuple(_sources(connection)),
            runs=tuple(_runs(connection)),
        )


def _outlets(connection: Connection, failed: dict[str, dict[str, int]]) -> Iterator[OutletHealth]:
    complete = sa.case((articles.c.completeness >= COMPLETE, 1), else_=0)
    rows = connection.execute(
        sa.select(
            outlets.c.name,
            sa.func.count(articles.c.article_id).label("articles"),
            sa.func.coalesce(sa.func.sum(complete), 0).label("complete"),
            sa.func.max(articles.c.first_seen).label("newest"),
        )
        .outerjoin(articles, articles.c.outlet == outlets.c.name)
        .group_by(outlets.c.name)
        .order_by(outlets.c.name)
    )
    for row in rows:
        yield OutletHealth(
            outlet=row.name,
            articles=row.articles,
            complete=row.complete,
            newest=row.newest,
            failures=failed.get(row.name, {}),
        )


def _sources(connection: Connection) -> Iterator[SourceHealth]:
    for row in connection.execute(sa.select(sources).order_by(sources.c.outlet, sources.c.url)):
        yield SourceHealth(
            outlet=row.outlet,
            url=row.url,
            checked=row.checked,
            succeeded=row.succeeded,
            problem=row.problem,
            entries=row.entries,
        )


def _runs(connection: Connection) -> Iterator[RunHealth]:
    for row in connection.execute(sa.select(runs).order_by(runs.c.run_id.desc()).limit(_RUNS)):
        yield RunHealth(
            kind=row.kind,
            started=row.started,
            finished=row.finished,
            outcome=row.outcome,
            counts=row.counts,
        )


def check_sources(chosen: Sequence[Outlet]) -> tuple[SourceHealth, ...]:
    """Fetch every source once, as politely as a crawl does, and store nothing of it."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "check.db")
        crawl(CrawlPlan(outlets=tuple(chosen), database=database, limit=0))
        engine = open_database(database)
        found = read_health(engine).sources
        engine.dispose()
    named = {source.url for outlet in chosen for source in outlet.sources}
    return tuple(
        result
        if result.problem or result.entries
        else SourceHealth(**{**asdict(result), "problem": "announces nothing"})
        for result in found
        if result.url in named
    )

"""A line in the database for every crawl, import and comparison."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from crawler.database import batches, writing
from crawler.tables import runs

OUTLETS_SHA256 = "outlets_sha256"
"""Under which name a crawl records the hash of the outlets.toml that it began with."""


@contextmanager
def recorded_run(
    engine: Engine, kind: str, started: datetime, **known: Any
) -> Iterator[dict[str, Any]]:
    """Record a run from its start: fill the mapping with its counts.

    known: what stands in it from the start, and so also of a run that is killed: its row still
    says "running" when no process is left.
    """
    with writing(engine) as connection:
        added = connection.execute(
            runs.insert().values(kind=kind, started=started, outcome="running", counts=known)
        )
        key = added.inserted_primary_key
    assert key is not None
    counts = dict(known)
    outcome = "failed"
    try:
        yield counts
        outcome = "done"
    finally:
        with writing(engine) as connection:
            connection.execute(
                runs.update()
                .where(runs.c.run_id == key[0])
                .values(finished=datetime.now(UTC), outcome=outcome, counts=counts)
            )


def days_read(
    connection: Connection, since: date, until: date, known: Collection[date] = ()
) -> set[date]:
    """Days (UTC) on which a crawl read a source, whatever it announced.

    known: days that need not be looked at.
    """
    first = datetime.combine(since, time(), UTC)
    end = datetime.combine(until, time(), UTC) + timedelta(days=1)
    rows = connection.execute(
        sa.select(runs.c.run_id, runs.c.started).where(
            runs.c.kind == "crawl",
            runs.c.outcome == "done",
            runs.c.started >= first,
            runs.c.started < end,
        )
    )
    left = {row.run_id: row.started.date() for row in rows if row.started.date() not in known}
    found: set[date] = set()
    for batch in batches(list(left)):
        query = sa.select(runs.c.run_id, runs.c.counts).where(runs.c.run_id.in_(batch))
        for row in connection.execute(query):
            if row.counts.get("sources", 0) > row.counts.get("sources_failed", 0):
                found.add(left[row.run_id])
    return found


def last_started(connection: Connection, kind: str) -> datetime | None:
    """When the last run of a kind began (UTC); None when there was none."""
    query = sa.select(sa.func.max(runs.c.started)).where(runs.c.kind == kind)
    return connection.execute(query).scalar()

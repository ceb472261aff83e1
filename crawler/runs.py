"""A line in the database for every crawl, import and comparison."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.engine import Engine

from crawler.database import writing
from crawler.tables import runs


@contextmanager
def recorded_run(engine: Engine, kind: str, started: datetime) -> Iterator[dict[str, Any]]:
    """Record a run from its start: fill the mapping with its counts.

    A run whose row still says "running" when no process is left was killed.
    """
    with writing(engine) as connection:
        added = connection.execute(
            runs.insert().values(kind=kind, started=started, outcome="running", counts={})
        )
        key = added.inserted_primary_key
    assert key is not None
    counts: dict[str, Any] = {}
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

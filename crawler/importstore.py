"""Where imported articles go: the database, or nowhere when it is only asked what would happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from crawler.addresses import identity
from crawler.archive import store
from crawler.database import reading, writing
from crawler.imports.items import Found
from crawler.tables import articles, revisions


class Storing:
    """Stores each batch in a transaction of its own."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self._engine = engine
        self._now = now

    def __call__(self, batch: Iterable[Found]) -> Iterator[str]:
        with writing(self._engine) as connection:
            outcomes = [self._store(connection, found) for found in batch]
        return iter(outcomes)

    def _store(self, connection: Connection, found: Found) -> str:
        article_id = identity(connection, found.article, found.met_at)
        hashes, last_seen = _states(connection, article_id)
        if found.article.text_hash in hashes:
            return "unchanged"
        if _is_older(found, last_seen):
            return "older"
        return store(
            connection,
            found.article,
            found.captured or self._now,
            met_at=found.met_at,
            may_revert=False,
            twins=found.twins,
        )


class DryRun:
    """Says what Storing would do; nothing is written."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._states: dict[str, tuple[set[str], datetime | None]] = {}
        # what was stored, and what would be by now

    def __call__(self, batch: Iterable[Found]) -> Iterator[str]:
        with reading(self._engine) as connection:
            outcomes = [self._outcome(connection, found) for found in batch]
        return iter(outcomes)

    def _outcome(self, connection: Connection, found: Found) -> str:
        article_id = identity(connection, found.article, found.met_at)
        if article_id not in self._states:
            self._states[article_id] = _states(connection, article_id)
        hashes, last_seen = self._states[article_id]
        if found.article.text_hash in hashes:
            return "unchanged"
        if _is_older(found, last_seen):
            return "older"
        outcome = "revised" if hashes else "added"
        hashes.add(found.article.text_hash)
        self._states[article_id] = (hashes, found.captured)
        return outcome


def _states(connection: Connection, article_id: str) -> tuple[set[str], datetime | None]:
    """The hashes of all states of an article, and when it was last looked at."""
    rows = connection.execute(
        sa.select(revisions.c.text_hash, articles.c.last_seen)
        .join(articles, articles.c.article_id == revisions.c.article_id)
        .where(revisions.c.article_id == article_id)
    ).all()
    return {row.text_hash for row in rows}, rows[0].last_seen if rows else None


def _is_older(found: Found, last_seen: datetime | None) -> bool:
    """Whether this is an earlier state than the one that is stored as the latest.

    Revisions are numbered in the order of their time: an earlier one that arrives late has no
    place among them, and would show a page as changed back.
    """
    return found.captured is not None and last_seen is not None and found.captured < last_seen

"""When an event counts as changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.novelty import date_events, standings
from compare.tables import differences, events, memberships
from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, writing

FIRST = datetime(2025, 10, 4, 12, tzinfo=UTC)
LATER = FIRST + timedelta(hours=6)


def _times(connection: Connection) -> tuple[datetime | None, datetime | None]:
    row = connection.execute(sa.select(events.c.found, events.c.changed)).one()
    return row.found, row.changed


def _again(connection: Connection, now: datetime, *, revision: int = 1, differs: int = 0) -> None:
    """Store the event as a comparison does: what was there goes first."""
    before = standings(connection, ["e1"])
    for table in (differences, memberships, events):
        connection.execute(table.delete())
    connection.execute(
        events.insert().values(
            event_id="e1",
            title="T",
            title_article_id=_article().article_id,
            articles=1,
            outlets=1,
            independent_outlets=1,
            fingerprint="f",
        )
    )
    connection.execute(
        memberships.insert().values(
            article_id=_article().article_id,
            event_id="e1",
            revision=revision,
            score=1.0,
            reasons=[],
        )
    )
    for number in range(differs):
        connection.execute(
            differences.insert().values(
                difference_id=f"d{number}",
                event_id="e1",
                kind="figure",
                confidence=0.5,
                reason="r",
                values=[],
            )
        )
    date_events(connection, ["e1"], before, now)


def _article() -> Article:
    return Article(outlet="A", url="https://a.example/1", title="T", text="It rained.")


def test_only_other_contents_are_a_change(tmp_path: Path) -> None:
    with writing(open_database(str(tmp_path / "it.db"))) as connection:
        store(connection, _article(), FIRST)
        _again(connection, FIRST)
        assert _times(connection) == (FIRST, FIRST)
        # Compared again, say under other settings, with the same outcome.
        _again(connection, LATER)
        assert _times(connection) == (FIRST, FIRST)
        _again(connection, LATER, differs=1)
        assert _times(connection) == (FIRST, LATER)
        _again(connection, LATER + timedelta(hours=1), differs=1, revision=2)
        assert _times(connection) == (FIRST, LATER + timedelta(hours=1))

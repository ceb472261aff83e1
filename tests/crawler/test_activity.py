"""What each day gave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import sqlalchemy as sa

from crawler.activity import Asked, Outcome, note_activity, requests_on
from crawler.archive import name_outlet
from crawler.article import Article
from crawler.database import open_database, writing
from crawler.tables import activity

NOW = datetime(2025, 10, 4, 23, 30, tzinfo=UTC)
WHOLE = Article(outlet="The Packet", url="https://packet.example/1", title="T", text="Text.")


def asked(outcome: Outcome, article: Article | None = None, kind: str = "") -> Asked:
    return Asked(outlet="The Packet", outcome=outcome, article=article, kind=kind)


def test_a_day_counts_what_was_asked_for(database: str) -> None:
    with writing(open_database(database)) as connection:
        name_outlet(connection, "The Packet")
        first = [asked("added", WHOLE), asked("unchanged", WHOLE), asked("failed", kind="timeout")]
        note_activity(connection, NOW, first)
        note_activity(connection, NOW, [asked("failed", kind=kind) for kind in ("timeout", "dns")])
        row = connection.execute(sa.select(activity)).one()
        assert (row.day.isoformat(), row.requests) == ("2025-10-04", 5)
        assert (row.added, row.revised, row.unchanged, row.complete) == (1, 0, 1, 1)
        assert row.failures == {"timeout": 2, "dns": 1}


def test_days_are_those_of_utc(database: str) -> None:
    east = NOW.astimezone(timezone(timedelta(hours=9)))
    with writing(open_database(database)) as connection:
        name_outlet(connection, "The Packet")
        note_activity(connection, east, [asked("added", WHOLE)])
        assert requests_on(connection, "The Packet", NOW) == 1
        assert requests_on(connection, "The Packet", NOW + timedelta(hours=1)) == 0
        assert requests_on(connection, "The Gull", NOW) == 0

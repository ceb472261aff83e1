"""Flags kept in the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from crawler.archive import store_outlets
from crawler.database import open_database, reading, writing
from crawler.health.days import days_of
from crawler.health.flagging import flags_now, lapses, note_flags
from crawler.outlets import Outlet
from crawler.sources.sourcebook import store_source
from crawler.tables import activity, runs

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = {"outlet": "The Packet", "url": "https://example.com/feed", "kind": "feed"}


@pytest.fixture
def engine(database: str, make_outlet: Callable[..., Outlet]) -> Engine:
    opened = open_database(database)
    with writing(opened) as connection:
        store_outlets(connection, [make_outlet("The Packet"), make_outlet("The Gull")])
    return opened


def _source(engine: Engine, now: datetime, problem: str | None = None, **more: Any) -> None:
    with writing(engine) as connection:
        store_source(connection, **{**FEED, **more}, now=now, problem=problem)


def _activity(engine: Engine, outlet: str, day: date, added: int, **failures: int) -> None:
    with writing(engine) as connection:
        connection.execute(
            activity.insert().values(
                outlet=outlet,
                day=day,
                requests=added + sum(failures.values()),
                added=added,
                revised=0,
                unchanged=0,
                complete=added,
                locked=0,
                failures=failures,
            )
        )


def _crawl(engine: Engine, started: datetime, outcome: str = "done", **counts: int) -> None:
    with writing(engine) as connection:
        connection.execute(
            runs.insert().values(
                kind="crawl", started=started, finished=started, outcome=outcome, counts=counts
            )
        )


def _lapses(engine: Engine, *span: datetime) -> list[tuple[str, str, date, date | None]]:
    with reading(engine) as connection:
        return [(one.outlet, one.kind, one.since, one.until) for one in lapses(connection, *span)]


def test_a_flag_is_kept_while_it_holds_and_closed_when_it_ends(engine: Engine) -> None:
    _source(engine, NOW)
    _source(engine, NOW + 2 * DAY, "answered with HTTP 503")
    note_flags(engine, NOW + 2 * DAY)
    note_flags(engine, NOW + 3 * DAY)
    since = NOW.date()
    assert _lapses(engine) == [("The Packet", "failing", since, None)]
    _source(engine, NOW + 4 * DAY)
    note_flags(engine, NOW + 4 * DAY)
    assert _lapses(engine) == [("The Packet", "failing", since, since + 4 * DAY)]


def test_a_flag_that_comes_back_on_its_day_is_the_same(engine: Engine) -> None:
    _source(engine, NOW)
    for problem in ("answered with HTTP 503", None, "answered with HTTP 503"):
        with writing(engine) as connection:
            connection.exec_driver_sql("UPDATE sources SET succeeded = '2025-10-04 12:00:00'")
        _source(engine, NOW + 2 * DAY, problem)
        with writing(engine) as connection:
            connection.exec_driver_sql("UPDATE sources SET succeeded = '2025-10-04 12:00:00'")
        note_flags(engine, NOW + 2 * DAY)
    assert _lapses(engine) == [("The Packet", "failing", NOW.date(), None)]


def test_lapses_of_a_time(engine: Engine) -> None:
    _source(engine, NOW)
    _source(engine, NOW + 2 * DAY, "answered with HTTP 503")
    note_flags(engine, NOW + 2 * DAY)
    _source(engine, NOW + 4 * DAY)
    note_flags(engine, NOW + 4 * DAY)
    for first, last, met in ((-9, -1, 0), (-9, 0, 1), (1, 2, 1), (4, 9, 1), (5, 9, 0)):
        assert len(_lapses(engine, NOW + first * DAY, NOW + last * DAY)) == met


def test_a_sitemap_that_an_index_names_is_no_source_of_its_own(engine: Engine) -> None:
    _source(engine, NOW, url="https://example.com/index", kind="sitemap")
    old = {"url": "https://example.com/1.xml", "kind": "sitemap"}
    with writing(engine) as connection:
        store_source(
            connection,
            outlet="The Packet",
            **old,
            now=NOW,
            problem="is gone",
            gone=True,
            parent="https://example.com/index",
        )
        assert flags_now(connection, NOW) == {}


def test_a_source_that_left_outlets_toml_counts_no_more(engine: Engine) -> None:
    _source(engine, NOW - 9 * DAY, "answered with HTTP 404", url="https://example.com/old")
    _source(engine, NOW)
    with reading(engine) as connection:
        assert flags_now(connection, NOW) == {}


def test_a_clock_that_ran_ahead_does_not_hide_the_others(engine: Engine) -> None:
    _source(engine, NOW + 300 * DAY, outlet="The Gull")
    _source(engine, NOW - 2 * DAY)
    _source(engine, NOW, "answered with HTTP 503")
    with reading(engine) as connection:
        assert set(flags_now(connection, NOW)) == {"The Packet"}


def test_days_are_those_on_which_a_crawl_heard_anything(engine: Engine) -> None:
    first = NOW.date()
    _activity(engine, "The Packet", first, 5)
    _activity(engine, "The Gull", first + DAY, 3)
    _activity(engine, "The Packet", first + 2 * DAY, 0, timeout=4)  # all failed: no day
    _crawl(engine, NOW + 3 * DAY, sources=2, sources_failed=1)  # read one, had nothing new
    _crawl(engine, NOW + 4 * DAY, sources=2, sources_failed=2)  # our network was down
    _crawl(engine, NOW + 5 * DAY, "failed", sources=2)
    with reading(engine) as connection:
        found = days_of(connection, first - DAY, first + 9 * DAY)
    packet = [(day.day - first, day.added) for day in found["The Packet"]]
    assert packet == [(0 * DAY, 5), (DAY, 0), (2 * DAY, 0), (3 * DAY, 0)]
    assert [day.day - first for day in found["The Gull"]] == [DAY, 3 * DAY]

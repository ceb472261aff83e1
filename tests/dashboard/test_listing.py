"""The list of events: whom it leaves out, and what it calls new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from compare.tables import events
from crawler.database import metadata, open_database, reading, writing
from dashboard.eventlist import event_list, newness
from dashboard.queries.listing import Filter, find_events


@pytest.fixture
def connection(newsroom: str) -> Iterator[Connection]:
    engine = open_database(newsroom)
    with writing(engine) as opened:
        yield opened
    engine.dispose()


def _ids(connection: Connection, **wanted: Any) -> list[str]:
    return [line.event_id for line in find_events(connection, Filter(**wanted)).lines]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"without": ("The Beacon",)}, ["ehostile"]),
        ({"without": ("The Beacon", "Lampwright")}, []),
        ({"without": ("Nobody",)}, ["ehostile", "ebridge"]),
        ({"outlets": ("City Ledger",), "without": ("The Beacon",)}, []),
        (
            {"outlets": ("City Ledger",), "without": ("The Beacon",), "least_outlets": 1},
            ["ealone"],
        ),
        ({"outlets": ("City Ledger",), "kind": "figure"}, ["ebridge"]),
        ({"outlets": ("Lampwright",), "kind": "figure"}, []),
        ({"outlets": ("City Ledger",), "since": date(2025, 10, 6)}, []),
        ({"outlets": ("City Ledger",), "until": date(2025, 10, 3)}, []),
        ({"outlets": ("Nobody",)}, []),
    ],
)
def test_told_by_one_and_not_by_another(
    connection: Connection, wanted: dict[str, Any], found: list[str]
) -> None:
    assert _ids(connection, **wanted) == found


NOON = datetime.fromisoformat("2025-10-08T12:00:00+00:00")


def _date(connection: Connection, event_id: str, found: datetime, changed: datetime) -> None:
    row = events.update().where(events.c.event_id == event_id)
    connection.execute(row.values(found=found, changed=changed))


def test_what_is_new_since_a_time(connection: Connection) -> None:
    hour = timedelta(hours=1)
    _date(connection, "ebridge", NOON - hour, NOON + hour)
    _date(connection, "ehostile", NOON + hour, NOON + hour)
    assert _ids(connection, changed_after=NOON, least_outlets=1) == ["ehostile", "ebridge"]
    assert _ids(connection, changed_after=NOON + hour, least_outlets=1) == []
    assert _ids(connection, changed_after=NOON, outlets=("The Beacon",)) == ["ebridge"]
    lines = {one.event_id: one for one in find_events(connection, Filter(least_outlets=1)).lines}
    said = {event_id: newness(line, NOON) for event_id, line in lines.items()}
    assert said == {"ehostile": "new", "ebridge": "updated", "ealone": None}
    assert newness(lines["ehostile"], None) is None
    drawn = event_list([lines["ebridge"]], NOON)
    assert ">updated</span>" in drawn
    assert ">updated</span>" not in event_list([lines["ebridge"]])


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(least_outlets=9),
        Filter(outlets=("City Ledger",)),
        Filter(kind="figure"),
        Filter(without=("City Ledger",), changed_after=NOON),
    ],
)
def test_no_table_is_read_through(newsroom: str, wanted: Filter) -> None:
    """Every statement of the list goes by an index."""
    engine = open_database(newsroom)
    asked: list[tuple[str, Any]] = []

    @sa.event.listens_for(engine, "before_cursor_execute")
    def _note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    with reading(engine) as connection:
        find_events(connection, wanted)
        for statement, values in [(s, v) for s, v in asked if s.startswith("SELECT")]:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            for step in (row[3] for row in plan):
                way, name, *rest = step.split()
                assert way != "SCAN" or name not in metadata.tables or "INDEX" in rest, step
    engine.dispose()


def test_pages_beyond_the_last_are_empty(
    engine: Engine, write_article: Callable[..., Any], store_event: Callable[..., None]
) -> None:
    with writing(engine) as connection:
        store_event(connection, "e1", [write_article("A", "T", "It rained.")])
        page = find_events(connection, Filter(least_outlets=1), 7)
    assert (page.lines, page.matches) == ((), 1)

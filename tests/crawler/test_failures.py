"""Pages that could not be captured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler import tables
from crawler.archive import store_outlets
from crawler.database import open_database, writing
from crawler.failures import clear_failure, failed_before, store_failure
from crawler.outlets import Outlet

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://packet.example/1"


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    with writing(open_database(database)) as one:
        yield one


def test_failures_are_counted_until_the_page_succeeds(
    connection: Connection, make_outlet: Callable[..., Outlet]
) -> None:
    store_outlets(connection, [make_outlet("The Packet")])
    one = {"url": URL, "outlet": "The Packet", "detail": "d"}
    store_failure(connection, **one, kind="timeout", now=NOW)
    store_failure(connection, **one, kind="http 500", now=NOW + HOUR)
    row = connection.execute(sa.select(tables.failures)).one()
    assert (row.kind, row.times) == ("http 500", 2)
    assert (row.first_failed, row.last_failed) == (NOW, NOW + HOUR)
    assert failed_before(connection, "The Packet") == {URL}
    clear_failure(connection, "The Packet", URL)
    assert failed_before(connection, "The Packet") == set()


def test_two_outlets_may_fail_at_one_address(
    connection: Connection, make_outlet: Callable[..., Outlet]
) -> None:
    store_outlets(connection, [make_outlet("The Packet"), make_outlet("The Gull")])
    for name in ("The Packet", "The Gull"):
        store_failure(connection, url=URL, outlet=name, kind="timeout", detail="d", now=NOW)
    clear_failure(connection, "The Gull", URL)
    assert failed_before(connection, "The Packet") == {URL}

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
from crawler.failures import clear_failure, failed_before, store_failure, to_retry
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
    assert set(failed_before(connection, "The Packet", [URL])) == {URL}
    clear_failure(connection, "The Packet", URL)
    assert failed_before(connection, "The Packet", [URL]) == {}


def test_two_outlets_may_fail_at_one_address(
    connection: Connection, make_outlet: Callable[..., Outlet]
) -> None:
    store_outlets(connection, [make_outlet("The Packet"), make_outlet("The Gull")])
    for name in ("The Packet", "The Gull"):
        store_failure(connection, url=URL, outlet=name, kind="timeout", detail="d", now=NOW)
    clear_failure(connection, "The Gull", URL)
    assert set(failed_before(connection, "The Packet", [URL])) == {URL}


def test_what_failed_in_passing_is_tried_again_by_itself(
    connection: Connection, make_outlet: Callable[..., Outlet]
) -> None:
    store_outlets(connection, [make_outlet("The Packet")])
    one = {"url": URL, "outlet": "The Packet", "detail": "d"}
    store_failure(connection, **one, kind="timeout", now=NOW)
    assert failed_before(connection, "The Packet", [URL])[URL].next_try is None
    # Its source is read whole again: nothing else need remember it.
    assert to_retry(connection, "The Packet", NOW + HOUR) == ()
    store_failure(connection, **one, kind="timeout", now=NOW + HOUR)
    assert to_retry(connection, "The Packet", NOW + HOUR) == ()
    assert to_retry(connection, "The Packet", NOW + 2 * HOUR) == (URL,)
    assert to_retry(connection, "The Packet", NOW + timedelta(days=8)) == ()


def test_what_lies_in_the_page_waits_until_it_is_announced(
    connection: Connection, make_outlet: Callable[..., Outlet]
) -> None:
    store_outlets(connection, [make_outlet("The Packet")])
    store_failure(
        connection, url=URL, outlet="The Packet", kind="consent page", detail="d", now=NOW
    )
    (failed,) = failed_before(connection, "The Packet", [URL]).values()
    assert failed.next_try == NOW + HOUR
    assert to_retry(connection, "The Packet", NOW + 2 * HOUR) == ()


def test_a_server_that_says_when_is_believed(
    connection: Connection, make_outlet: Callable[..., Outlet]
) -> None:
    store_outlets(connection, [make_outlet("The Packet")])
    store_failure(
        connection,
        url=URL,
        outlet="The Packet",
        kind="http 503",
        detail="d",
        now=NOW,
        not_before=NOW + 5 * HOUR,
    )
    assert failed_before(connection, "The Packet", [URL])[URL].next_try == NOW + 5 * HOUR

"""What is remembered of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler import tables
from crawler.archive import store_outlets
from crawler.database import open_database, writing
from crawler.outlets import Outlet
from crawler.schedule import Validators
from crawler.sourcebook import source_validators, store_source

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    with writing(open_database(database)) as one:
        yield one


def test_sources_keep_their_last_success(
    connection: Connection, make_outlet: Callable[..., Outlet]
) -> None:
    store_outlets(connection, [make_outlet("The Packet")])
    url = "https://packet.example/feed"
    one = {"url": url, "outlet": "The Packet", "kind": "feed"}
    assert source_validators(connection, "The Packet", url) == Validators()
    store_source(connection, **one, now=NOW, entries=3, validators=Validators(etag='"1"'))
    store_source(connection, **one, now=NOW + HOUR, problem="answered with HTTP 500")
    row = connection.execute(sa.select(tables.sources)).one()
    assert (row.checked, row.succeeded, row.entries) == (NOW + HOUR, NOW, 3)
    assert row.problem == "answered with HTTP 500"
    assert source_validators(connection, "The Packet", url) == Validators(etag='"1"')
    store_source(connection, **one, now=NOW + 2 * HOUR, validators=Validators())
    assert connection.execute(sa.select(tables.sources.c.problem)).scalar() is None
    assert source_validators(connection, "The Packet", url) == Validators()

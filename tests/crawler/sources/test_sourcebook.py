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
from crawler.outlets import Outlet, Source
from crawler.schedule import Validators
from crawler.sources.sourcebook import (
    Polling,
    SourceState,
    children_of,
    held_until,
    hold_sources,
    source_state,
    store_source,
)

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
    assert source_state(connection, "The Packet", url).validators == Validators()
    store_source(connection, **one, now=NOW, entries=3, validators=Validators(etag='"1"'))
    store_source(connection, **one, now=NOW + HOUR, problem="answered with HTTP 500")
    row = connection.execute(sa.select(tables.sources)).one()
    assert (row.checked, row.succeeded, row.entries) == (NOW + HOUR, NOW, 3)
    assert row.problem == "answered with HTTP 500"
    assert source_state(connection, "The Packet", url).validators == Validators(etag='"1"')
    store_source(connection, **one, now=NOW + 2 * HOUR, validators=Validators())
    assert connection.execute(sa.select(tables.sources.c.problem)).scalar() is None
    assert source_state(connection, "The Packet", url).validators == Validators()


def test_polling_moves_and_ends_are_remembered(
    connection: Connection, make_outlet: Callable[..., Outlet]
) -> None:
    store_outlets(connection, [make_outlet("The Packet")])
    url = "https://packet.example/feed"
    one = {"url": url, "outlet": "The Packet", "kind": "feed"}
    assert source_state(connection, "The Packet", url) == SourceState()
    polling = Polling(next_poll=NOW + HOUR, pause=HOUR, streak=2)
    moved = "https://feeds.packet.example/all"
    store_source(connection, **one, now=NOW, polling=polling, location=moved)
    found = source_state(connection, "The Packet", url)
    assert (found.polling, found.location, found.succeeded) == (polling, moved, NOW)
    store_source(connection, **one, now=NOW + HOUR, problem="d", gone=True)
    found = source_state(connection, "The Packet", url)
    assert (found.polling, found.location, found.gone) == (polling, moved, NOW + HOUR)
    store_source(connection, **one, now=NOW + HOUR, location="")
    assert source_state(connection, "The Packet", url).location is None


def test_a_held_outlet_is_held_until_then(
    connection: Connection, make_outlet: Callable[..., Outlet]
) -> None:
    store_outlets(connection, [make_outlet("The Packet"), make_outlet("The Gull")])
    feed = Source(url="https://packet.example/feed", kind="feed")
    hold_sources(connection, "The Packet", [feed], NOW + HOUR)
    assert held_until(connection, "The Packet", NOW) == NOW + HOUR
    assert held_until(connection, "The Packet", NOW + HOUR) is None
    assert held_until(connection, "The Gull", NOW) is None


def test_an_index_remembers_what_it_led_to_last(
    connection: Connection, make_outlet: Callable[..., Outlet]
) -> None:
    store_outlets(connection, [make_outlet("The Packet")])
    index = "https://packet.example/index.xml"
    for hours, name in enumerate(("a", "b", "c")):
        store_source(
            connection,
            url=f"https://packet.example/{name}.xml",
            outlet="The Packet",
            kind="sitemap",
            now=NOW + hours * HOUR,
            parent=index,
            gone=name == "c",
        )
    assert children_of(connection, "The Packet", index, 3) == (
        "https://packet.example/b.xml",
        "https://packet.example/a.xml",
    )
    assert len(children_of(connection, "The Packet", index, 1)) == 1
    assert children_of(connection, "The Gull", index, 3) == ()

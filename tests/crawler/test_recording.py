"""What a crawl met, written in groups."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from crawler.archive import store_outlets
from crawler.article import Article
from crawler.database import open_database, reading, writing
from crawler.errors import DatabaseError
from crawler.outlets import Outlet
from crawler.pages import CapturedPage, FailedPage
from crawler.recording import DonePage, GroupWriter, record
from crawler.schedule import Validators
from crawler.sources.entries import Entry
from crawler.tables import activity, articles, failures

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)
URL = "https://packet.example/"


def captured(outlet: Outlet, name: str) -> CapturedPage:
    return CapturedPage(
        outlet=outlet,
        entry=Entry(url=URL + name),
        article=Article(outlet=outlet.name, url=URL + name, title=name, text=f"Text of {name}."),
        validators=Validators(),
    )


def test_a_group_is_written_and_counted_once(
    database: str, make_outlet: Callable[..., Outlet]
) -> None:
    packet, gull = make_outlet("The Packet"), make_outlet("The Gull", domain="gull.example")
    failed = FailedPage(outlet=packet, url=URL + "c", kind="timeout", detail="d")
    pages: list[DonePage] = [captured(packet, "a"), failed, captured(gull, "b")]
    engine = open_database(database)
    with writing(engine) as connection:
        store_outlets(connection, [packet, gull])
        asked = record(connection, pages, NOW)
        assert [one.outcome for one in asked] == ["added", "failed", "added"]
        record(connection, [captured(packet, "c"), captured(packet, "a")], NOW)
    with reading(engine) as connection:
        assert len(connection.execute(sa.select(articles)).all()) == 3
        assert connection.execute(sa.select(failures)).all() == []
        days = connection.execute(sa.select(activity).order_by(activity.c.outlet)).all()
    assert [(one.outlet, one.requests, one.added, one.unchanged) for one in days] == [
        ("The Gull", 1, 1, 0),
        ("The Packet", 4, 2, 1),
    ]


def test_what_comes_together_is_written_together() -> None:
    groups: list[Sequence[int]] = []

    def write(items: Sequence[int]) -> list[int]:
        groups.append(items)
        return [2 * item for item in items]

    async def work() -> None:
        writer = GroupWriter(write)
        assert await asyncio.gather(*map(writer.add, range(10))) == [2 * n for n in range(10)]
        assert await writer.add(7) == 14

    asyncio.run(work())
    assert groups == [list(range(10)), [7]]


def test_one_that_cannot_be_written_does_not_take_the_others_along() -> None:
    written: list[int] = []

    def write(items: Sequence[int]) -> list[int]:
        if 3 in items:
            raise ValueError("not 3")
        written.extend(items)
        return list(items)

    async def work() -> None:
        writer = GroupWriter(write)
        found = await asyncio.gather(*map(writer.add, range(6)), return_exceptions=True)
        assert isinstance(found.pop(3), ValueError)
        assert found == [0, 1, 2, 4, 5]

    asyncio.run(work())
    assert written == [0, 1, 2, 4, 5]


def test_a_full_disk_is_told_to_all_and_tried_once() -> None:
    tries: list[int] = []

    def write(items: Sequence[int]) -> list[int]:
        tries.append(len(items))
        raise DatabaseError("parallax.db", "the disk is full")

    async def work() -> None:
        writer = GroupWriter(write)
        found = await asyncio.gather(*map(writer.add, range(4)), return_exceptions=True)
        assert all(isinstance(one, DatabaseError) for one in found)
        with pytest.raises(DatabaseError):
            await writer.add(5)

    asyncio.run(work())
    assert tries == [4, 1]

"""Which article an address leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.engine import Connection

from crawler.addresses import adopt_moved, identity, known
from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, writing
from crawler.sources.entries import Entry

NOW = datetime(2025, 10, 4, 12, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
HERE, THERE = "https://packet.example/ferry?e=1", "https://packet.example/news/ferry"
ARTICLE = Article(
    outlet="The Packet",
    url=HERE,
    title="Ferry adrift",
    text="The ferry drifted for seven hours.",
    published=NOW,
)


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    with writing(open_database(database)) as one:
        store(one, ARTICLE, NOW, met_at=HERE, announced=NOW, guid="packet-817")
        yield one


def adopted(connection: Connection, outlet: str = "The Packet", **entry: object) -> bool:
    fields = {"url": THERE, "guid": "packet-817", **entry}
    one = Entry(**fields)  # type: ignore[arg-type]
    return adopt_moved(connection, outlet, [one]) == (one.url,)


@pytest.mark.parametrize(
    "entry",
    [
        {"url": "https://packet.example/ferry?e=2"},
        {"title": "FERRY adrift"},
        {"published": NOW + timedelta(seconds=30)},
    ],
)
def test_a_guid_and_one_more_sign(entry: dict[str, object], connection: Connection) -> None:
    assert adopted(connection, **entry)
    url = str(entry.get("url", THERE))
    found = known(connection, "The Packet", [url])[url]
    assert (found.article_id, found.announced) == (ARTICLE.article_id, NOW)


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"title": "Bridge closed", "published": NOW + HOUR},
        {"title": "Ferry adrift", "published": NOW + timedelta(days=3)},
        {"title": "Ferry adrift", "guid": "packet-818"},
        {"title": "Ferry adrift", "guid": ""},
        {"title": "Ferry adrift", "outlet": "The Gull"},
    ],
)
def test_anything_less_is_another_article(entry: dict[str, object], connection: Connection) -> None:
    outlet = str(entry.pop("outlet", "The Packet"))
    assert not adopted(connection, outlet, **entry)


def test_a_bare_day_is_no_sign(connection: Connection) -> None:
    day = NOW.replace(hour=0, minute=0)
    other = replace(ARTICLE, url="https://packet.example/x", title="A", published=day)
    store(connection, other, NOW, met_at=other.url, guid="g")
    assert not adopted(connection, guid="g", title="B", published=day)


def test_a_page_that_moved_keeps_its_id(connection: Connection) -> None:
    moved = replace(ARTICLE, url=THERE, text="It drifted for six hours.")
    assert identity(connection, moved, HERE) == ARTICLE.article_id
    assert store(connection, moved, NOW + HOUR, met_at=HERE) == "revised"
    # From now on both addresses are the article's.
    assert store(connection, moved, NOW + 2 * HOUR, met_at=THERE) == "unchanged"
    assert len(known(connection, "The Packet", [HERE, THERE])) == 2


def test_an_address_that_leads_to_another_page_now_does_not(connection: Connection) -> None:
    section = replace(ARTICLE, url=THERE, title="News", published=None)
    assert identity(connection, section, HERE) == section.article_id

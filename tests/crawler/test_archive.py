"""The rule of storing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler import tables
from crawler.addresses import known
from crawler.archive import counts, due, mark_seen, store, store_outlets
from crawler.article import Article
from crawler.database import open_database, writing
from crawler.outlets import Outlet, Rating
from crawler.schedule import Validators

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ARTICLE = Article(
    outlet="The Packet",
    url="https://packet.example/ferry",
    title="Ferry adrift",
    text="The ferry drifted for seven hours.",
    authors=("Ana Lima",),
    published=NOW - HOUR,
)


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    with writing(open_database(database)) as connection:
        yield connection


def revisions(connection: Connection) -> list[tuple[int, str, str]]:
    query = sa.select(
        tables.revisions.c.revision, tables.revisions.c.title, tables.revisions.c.text
    ).order_by(tables.revisions.c.revision)
    return [tuple(row) for row in connection.execute(query)]


def test_new_same_changed(connection: Connection) -> None:
    assert store(connection, ARTICLE, NOW) == "added"
    assert store(connection, ARTICLE, NOW + HOUR) == "unchanged"
    corrected = replace(ARTICLE, text="The ferry drifted for six hours.")
    assert store(connection, corrected, NOW + 2 * HOUR) == "revised"
    assert revisions(connection) == [
        (1, "Ferry adrift", "The ferry drifted for seven hours."),
        (2, "Ferry adrift", "The ferry drifted for six hours."),
    ]
    row = connection.execute(sa.select(tables.articles)).one()
    assert (row.revision, row.first_seen, row.last_seen) == (2, NOW, NOW + 2 * HOUR)
    assert counts(connection) == {"articles": 1, "revisions": 2, "outlets": 1}


def test_a_new_headline_is_a_revision(connection: Connection) -> None:
    store(connection, ARTICLE, NOW)
    assert store(connection, replace(ARTICLE, title="Ferry saved"), NOW) == "revised"


def test_other_fields_are_brought_up_to_date_without_one(connection: Connection) -> None:
    store(connection, ARTICLE, NOW)
    assert store(connection, replace(ARTICLE, section="UK"), NOW) == "unchanged"
    assert connection.execute(sa.select(tables.articles.c.section)).scalar() == "UK"


def test_a_page_may_go_back_but_a_file_read_again_is_nothing_new(connection: Connection) -> None:
    corrected = replace(ARTICLE, text="The ferry drifted for six hours.")
    for article in (ARTICLE, corrected):
        store(connection, article, NOW)
    assert store(connection, ARTICLE, NOW, may_revert=False) == "unchanged"
    assert store(connection, ARTICLE, NOW) == "revised"
    assert len(revisions(connection)) == 3


def test_the_same_address_at_two_outlets_is_two_articles(connection: Connection) -> None:
    store(connection, ARTICLE, NOW)
    assert store(connection, replace(ARTICLE, outlet="Drum"), NOW) == "added"


def test_without_an_address_a_correction_is_still_a_revision(connection: Connection) -> None:
    bare = replace(ARTICLE, url=None)
    store(connection, bare, NOW)
    assert store(connection, replace(bare, text="Six hours."), NOW) == "revised"
    assert store(connection, replace(bare, title="Another"), NOW) == "added"


def test_every_address_leads_to_the_article(connection: Connection) -> None:
    announced = "https://packet.example/short/1"
    store(
        connection,
        ARTICLE,
        NOW,
        Validators(etag='"1"', last_modified="Sat"),
        met_at=announced,
        announced=NOW,
    )
    found = known(connection, "The Packet", [announced, str(ARTICLE.url), "https://other.example/"])
    assert set(found) == {announced, ARTICLE.url}
    assert {one.article_id for one in found.values()} == {ARTICLE.article_id}
    assert found[announced].validators == Validators(etag='"1"', last_modified="Sat")
    assert found[announced].announced == NOW
    assert known(connection, "Drum", [announced]) == {}


def test_more_addresses_than_the_driver_takes_at_once(connection: Connection) -> None:
    store(connection, ARTICLE, NOW)
    urls = [f"https://packet.example/{n}" for n in range(2_000)] + [str(ARTICLE.url)]
    assert list(known(connection, "The Packet", urls)) == [ARTICLE.url]


def test_a_second_look_is_not_an_announcement(connection: Connection) -> None:
    store(connection, ARTICLE, NOW, announced=NOW)
    mark_seen(connection, ARTICLE.article_id, NOW + HOUR)
    store(connection, ARTICLE, NOW + 2 * HOUR)
    (found,) = known(connection, "The Packet", [str(ARTICLE.url)]).values()
    assert (found.announced, found.last_seen) == (NOW, NOW + 2 * HOUR)
    mark_seen(connection, ARTICLE.article_id, NOW + 3 * HOUR, NOW + 3 * HOUR)
    (found,) = known(connection, "The Packet", [str(ARTICLE.url)]).values()
    assert found.announced == NOW + 3 * HOUR


def test_what_is_due(connection: Connection) -> None:
    store(connection, ARTICLE, NOW, met_at="https://packet.example/short/1")
    assert due(connection, "The Packet", NOW) == {}
    assert list(due(connection, "The Packet", NOW + HOUR)) == [ARTICLE.url]
    assert due(connection, "Drum", NOW + HOUR) == {}
    mark_seen(connection, ARTICLE.article_id, NOW + HOUR)
    assert due(connection, "The Packet", NOW + 2 * HOUR) == {}
    assert due(connection, "The Packet", NOW + timedelta(days=60)) == {}


def test_outlets_are_written_over(
    connection: Connection, make_outlet: Callable[..., Outlet]
) -> None:
    store(connection, ARTICLE, NOW)  # imported first: only the name is known
    rating = Rating(value="left", rater="Me", date=date(2025, 1, 31))
    store_outlets(connection, [make_outlet("The Packet", rating=rating)])
    row = connection.execute(sa.select(tables.outlets)).one()
    assert (row.name, row.domain) == ("The Packet", "example.com")
    assert row.rating == {"value": "left", "rater": "Me", "date": "2025-01-31"}
    store_outlets(connection, [make_outlet("The Packet", domain="packet.example")])
    row = connection.execute(sa.select(tables.outlets)).one()
    assert (row.domain, row.rating) == ("packet.example", None)


def test_twins_lead_to_the_article_unless_they_are_taken(connection: Connection) -> None:
    amp, other = "https://packet.example/ferry/amp", "https://packet.example/other"
    store(connection, replace(ARTICLE, url=other, title="Other"), NOW)
    store(connection, ARTICLE, NOW, twins=(amp, other))
    found = known(connection, "The Packet", [amp, other])
    assert found[amp].article_id == ARTICLE.article_id
    assert found[other].article_id == replace(ARTICLE, url=other).article_id
    assert store(connection, ARTICLE, NOW + HOUR, twins=(amp, other)) == "unchanged"


def test_the_same_words_judged_anew_are_the_same_revision(connection: Connection) -> None:
    poor = replace(ARTICLE, completeness=0.4, completeness_reasons=("4 of 10 declared words",))
    assert store(connection, poor, NOW) == "added"
    assert store(connection, ARTICLE, NOW + HOUR) == "unchanged"
    row = connection.execute(sa.select(tables.revisions)).one()
    assert (row.completeness, row.completeness_reasons, row.seen) == (1.0, [], NOW)

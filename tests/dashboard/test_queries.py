"""Queries against a real SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Connection, Engine

from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, reading, writing
from crawler.tables import flags
from dashboard.queries.accounts import current_id, load_event
from dashboard.queries.listing import PAGE_SIZE, Filter, contents, find_events, outlet_names
from dashboard.queries.passages import (
    count_alone,
    load_alone,
    load_clusters,
    load_differences,
    load_passages,
)
from dashboard.queries.unheard import load_unheard
from dashboard.searchterms import parse_terms


@pytest.fixture
def connection(newsroom: str) -> Iterator[Connection]:
    engine = open_database(newsroom)
    with reading(engine) as opened:
        yield opened
    engine.dispose()


def _ids(connection: Connection, wanted: Filter) -> list[str]:
    return [line.event_id for line in find_events(connection, wanted).lines]


def test_events_are_listed_newest_first_from_two_outlets(connection: Connection) -> None:
    page = find_events(connection, Filter())
    assert [line.event_id for line in page.lines] == ["ehostile", "ebridge"]
    assert (page.matches, page.more) == (2, False)
    bridge = page.lines[1]
    assert bridge.title_outlet == "City Ledger"
    assert bridge.outlets == ("City Ledger", "National Wire", "The Beacon", "The Standard")
    assert bridge.independent_outlets == 3
    assert bridge.clusters == 3
    assert bridge.differences == {"figure": 2, "wording": 1}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(terms=parse_terms("BARGE cracks")), ["ebridge"]),
        (Filter(terms=parse_terms("100%")), []),
        (Filter(terms=parse_terms("<script>")), ["ehostile"]),
        (Filter(least_outlets=1), ["ehostile", "ebridge", "ealone"]),
        (Filter(least_outlets=3), ["ebridge"]),
        (Filter(kind="wording"), ["ebridge"]),
        (Filter(kind="quote"), []),
        (Filter(outlets=("Lampwright",)), ["ehostile"]),
        (Filter(outlets=("City Ledger", "The Beacon")), ["ebridge"]),
        (Filter(outlets=("City Ledger", "Lampwright")), []),
        (Filter(since=date(2025, 10, 6)), ["ehostile"]),
        (Filter(until=date(2025, 10, 4)), ["ebridge"]),
        (Filter(until=date.max), ["ehostile", "ebridge"]),
    ],
)
def test_filters(connection: Connection, wanted: Filter, found: list[str]) -> None:
    assert _ids(connection, wanted) == found


def test_pages_follow_each_other(
    engine: Engine, write_article: Callable[..., Any], store_event: Callable[..., None]
) -> None:
    with writing(engine) as connection:
        for number in range(PAGE_SIZE + 3):
            one = write_article("City Ledger", f"Title {number}", "One sentence.", hours=number)
            store_event(connection, f"e{number}", [one])
    with reading(engine) as connection:
        first = find_events(connection, Filter(least_outlets=1))
        second = find_events(connection, Filter(least_outlets=1), 2)
    assert first.matches == PAGE_SIZE + 3
    assert [line.title for line in second.lines] == ["Title 2", "Title 1", "Title 0"]
    assert not {line.event_id for line in first.lines} & {line.event_id for line in second.lines}


def test_contents_tell_what_is_there(connection: Connection, empty: str) -> None:
    held = contents(connection)
    assert held.articles
    assert held.events
    assert held.shared_events
    with reading(open_database(empty)) as other:
        nothing = contents(other)
        assert outlet_names(other) == []
        assert find_events(other, Filter()).lines == ()
    assert not any((nothing.articles, nothing.events, nothing.shared_events))


def test_an_event_has_its_accounts(connection: Connection) -> None:
    head = load_event(connection, "ebridge")
    assert head is not None
    ledger, wire, beacon, standard = head.accounts
    assert ledger.members[0].published == datetime(2025, 10, 4, 14, 10, tzinfo=UTC)
    assert [a.copied for a in head.accounts] == [False, False, True, False]
    assert beacon.members[0].copy_of == wire.members[0].article_id
    assert ledger.complete
    assert not standard.complete
    assert standard.unknown == "locked"
    assert head.clusters == 3


def test_completeness_is_that_of_the_revision_shown(
    newsroom: str, write_article: Callable[..., Article]
) -> None:
    """The page is locked now; what was compared was captured whole before."""
    engine = open_database(newsroom)
    with writing(engine) as connection:
        head = load_event(connection, "ebridge")
        assert head is not None
        ledger = head.accounts[0].members[0]
        later = write_article(
            ledger.outlet, ledger.headline, "Cut.", access="locked", completeness=0.1
        )
        assert store(connection, later, datetime(2025, 10, 9, tzinfo=UTC)) == "revised"
        head = load_event(connection, "ebridge")
        assert head is not None
        member = head.accounts[0].members[0]
        assert (member.revision, member.newest_revision) == (1, 2)
        assert (member.access, member.completeness) == ("free", 1.0)
    engine.dispose()


def test_merged_events_are_found(connection: Connection) -> None:
    assert current_id(connection, "ebridge") == "ebridge"
    assert current_id(connection, "eold") == "ebridge"
    assert current_id(connection, "enone") is None
    assert load_event(connection, "enone") is None


def test_passages_are_verbatim_with_their_paragraph(connection: Connection) -> None:
    second = load_clusters(connection, "ebridge")[1]
    places = load_passages(connection, second.passage_ids)
    place = next(p for p in places.values() if p.outlet == "City Ledger")
    assert place.text == "Engineers counted at least four cracks in the western pier."
    assert place.before == ""
    assert place.after == " Nobody was hurt."
    assert load_passages(connection, []) == {}


def test_differences_come_in_the_order_of_the_story(connection: Connection) -> None:
    found = load_differences(connection, "ebridge")
    assert [d.kind for d in found] == ["wording", "figure", "figure"]
    value = found[1].values[0]
    place = load_passages(connection, [value.passage_id])[value.passage_id]
    cut = place.text[value.start - place.start : value.end - place.start]
    assert cut == "at least four cracks"


def test_passages_in_no_cluster(connection: Connection) -> None:
    assert count_alone(connection, "ebridge") == {
        "City Ledger": 1,
        "National Wire": 1,
        "The Beacon": 1,
    }
    alone = load_alone(connection, "ebridge", "City Ledger", limit=5)
    assert [p.text for p in alone] == [
        "The Ledger asked the owner for a comment, and had none by evening."
    ]
    assert load_alone(connection, "ebridge", "City Ledger", limit=5, offset=1) == []


def test_who_was_not_heard_at_the_time(connection: Connection) -> None:
    head = load_event(connection, "ebridge")
    assert head is not None
    day = head.first.date()
    for outlet, kind, since, until in (
        ("The Beacon", "silent", day - timedelta(days=9), day - timedelta(days=1)),  # before
        ("City Ledger", "incomplete", day - timedelta(days=1), None),
        ("Lampwright", "failing", head.last.date(), head.last.date()),
        ("The Standard", "blocked", head.last.date() + timedelta(days=1), None),  # after
        ("The Standard", "source gone", day, None),  # the others were read
    ):
        connection.execute(
            flags.insert().values(outlet=outlet, kind=kind, since=since, until=until, reason="r")
        )
    found = [(lapse.outlet, lapse.kind) for lapse in load_unheard(connection, head)]
    assert found == [("City Ledger", "incomplete"), ("Lampwright", "failing")]

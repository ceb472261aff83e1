"""The decisions that touch an event, as read and as shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Connection, Engine

from compare.tables import corrections, redirects
from crawler.database import open_database, writing
from crawler.tables import runs
from dashboard.correctionlist import correction_item
from dashboard.queries.accounts import EventHead, load_event
from dashboard.queries.corrections import (
    LISTED,
    any_pending,
    last_model,
    load_corrections,
)
from dashboard.queries.grounds import load_articles

_NOON = datetime(2025, 10, 6, 12, tzinfo=UTC)


@pytest.fixture
def connection(newsroom: str) -> Iterator[Connection]:
    engine = open_database(newsroom)
    with writing(engine) as opened:
        yield opened
    engine.dispose()


def _head(connection: Connection, event_id: str = "ebridge") -> EventHead:
    head = load_event(connection, event_id)
    assert head is not None
    return head


def _store(connection: Connection, number: int, **values: Any) -> str:
    row = {
        "correction_id": f"k{number}",
        "kind": "merge",
        "events": [],
        "articles": [],
        "together": [],
        "apart": [],
        "note": "",
        "author": "",
        "made": _NOON + timedelta(minutes=number),
        "undone": None,
        "pending": False,
    }
    connection.execute(corrections.insert().values(**row | values))
    return f"k{number}"


def _ids(connection: Connection, event_id: str = "ebridge") -> list[str]:
    found = load_corrections(connection, _head(connection, event_id))
    return [made.correction_id for made in found.listed]


def test_what_named_the_event_or_its_articles_is_found(connection: Connection) -> None:
    ledger = _head(connection).accounts[0].members[0].article_id
    named = _store(connection, 1, events=["ebridge", "ealone"])
    under_its_old_name = _store(connection, 2, events=["eold"])
    by_article = _store(connection, 3, events=["ehostile"], articles=[ledger])
    other = _store(connection, 4, events=["ehostile"])
    held = _store(connection, 5, events=["egone"], together=[["anone", ledger]])
    assert _ids(connection) == [held, by_article, under_its_old_name, named]
    assert _ids(connection, "ehostile") == [other, by_article]
    assert _ids(connection, "ealone") == [named]


def test_redirects_in_a_circle_end(connection: Connection) -> None:
    for old, new in (("c1", "c2"), ("c2", "c1"), ("o1", "o2"), ("o2", "ebridge")):
        connection.execute(redirects.insert().values(old_id=old, event_id=new))
    _store(connection, 1, events=["c1"])
    assert _ids(connection) == []
    assert _ids(connection) == []
    far = _store(connection, 2, events=["o1"])
    assert _ids(connection) == [far]


def test_an_event_that_came_back_is_not_redirected(connection: Connection) -> None:
    connection.execute(redirects.insert().values(old_id="ealone", event_id="ebridge"))
    _store(connection, 1, events=["ealone"])
    assert _ids(connection) == []


def test_the_newest_are_listed(connection: Connection) -> None:
    for number in range(LISTED + 3):
        _store(connection, number, events=["ebridge"])
    ids = _ids(connection)
    assert len(ids) == LISTED
    assert ids[0] == f"k{LISTED + 2}"


def test_what_waits_for_a_comparison(connection: Connection) -> None:
    _store(connection, 1)
    assert not any_pending(connection)
    _store(connection, 2, pending=True)
    assert any_pending(connection)


def test_the_model_of_the_last_whole_comparison(connection: Connection) -> None:
    assert last_model(connection) is None
    for outcome, counts in (
        ("done", {"model": "a@1"}),
        ("done", {"model": "b@2"}),
        ("failed", {"model": "c@3"}),
    ):
        run = {"kind": "compare", "started": _NOON, "outcome": outcome, "counts": counts}
        connection.execute(runs.insert().values(**run))
    assert last_model(connection) == "b@2"
    run = {"kind": "compare", "started": _NOON, "outcome": "done", "counts": {}}
    connection.execute(runs.insert().values(**run))
    assert last_model(connection) is None


def _items(connection: Connection) -> str:
    head = _head(connection)
    found = load_corrections(connection, head)
    named = sorted({article_id for made in found.listed for article_id in made.articles})
    elsewhere = load_articles(connection, named)
    return "\n".join(correction_item(head, made, found, elsewhere) for made in found.listed)


def test_they_are_told_in_words(connection: Connection) -> None:
    ledger = _head(connection).accounts[0].members[0].article_id
    rain = _head(connection, "ehostile").accounts[1].members[0].article_id
    _store(
        connection,
        1,
        events=["ebridge", "eold", "ealone", "egone"],
        articles=[ledger, rain, "anone"],
        note="One <b>barge</b>",
        author="<i>Ann</i>",
        pending=True,
    )
    _store(connection, 2, kind="fold <u>", events=["ebridge"], undone=_NOON, pending=True)
    _store(connection, 3, kind="pin", events=["ebridge"], undone=_NOON)
    _store(connection, 4, kind="pin", events=["ebridge"])
    shown = _items(connection)
    assert "One &lt;b&gt;barge" in shown
    assert "&lt;i&gt;Ann" in shown
    assert "<u>" not in shown
    assert "will be taken up by the next comparison" in shown
    assert "undone 6 Oct 2025, 12:00 UTC; the next comparison takes it back" in shown
    assert "undone 6 Oct 2025, 12:00 UTC</p>" in shown
    assert "in force" in shown
    assert "this event" in shown
    assert "eold, now part of this event" in shown
    assert 'href="event?event=ealone"><span dir="auto">A recipe for plums' in shown
    assert "egone, which is no more" in shown
    assert '<b dir="auto">Lampwright</b>: <span dir="auto">Rain' in shown


def test_many_articles_are_counted(engine: Engine, connection: Connection) -> None:
    _store(connection, 1, events=["ebridge"], articles=[f"a{n}" for n in range(1200)])
    shown = _items(connection)
    assert "and 1,195 more" in shown

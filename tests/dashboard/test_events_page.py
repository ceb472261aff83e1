"""The filters of the page Events, through Streamlit's own test driver."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from compare.tables import events
from crawler.database import open_database, writing
from dashboard.visits import Visit

Open = Callable[..., AppTest]


def _events() -> None:
    from dashboard.views import events

    events.show()


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    def opened(database: str, visit: Visit | None = None, **query: str) -> AppTest:
        monkeypatch.setenv("PARALLAX_DB", database)
        test = AppTest.from_function(_events, default_timeout=120)
        if visit is not None:
            test.session_state["visit"] = visit
        for name, value in query.items():
            test.query_params[name] = value
        return test.run()

    return opened


@pytest.fixture
def dated(newsroom: str) -> str:
    """The hostile event was found on the 8th, the bridge on the 6th and changed on the 8th."""
    with writing(open_database(newsroom)) as connection:
        for event_id, found in (("ehostile", 8), ("ebridge", 6)):
            row = events.update().where(events.c.event_id == event_id)
            connection.execute(
                row.values(
                    found=datetime(2025, 10, found, 12, tzinfo=UTC),
                    changed=datetime(2025, 10, 8, 13 if event_id == "ebridge" else 12, tzinfo=UTC),
                )
            )
    return newsroom


def _html(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(str(part.body) for part in page.html)


def test_not_told_by(open_page: Open, newsroom: str) -> None:
    shown = _html(open_page(newsroom, without="The Beacon"))
    assert "event?event=ebridge" not in shown
    assert "event?event=ehostile" in shown


def test_texts_are_searched(open_page: Open, newsroom: str) -> None:
    shown = _html(open_page(newsroom, q='"owner for a comment"'))
    assert "event?event=ebridge" in shown
    assert "event?event=ehostile" not in shown


@pytest.mark.parametrize("typed", ['"', "AND OR NOT", "title:*", "'; DROP TABLE events", "NEAR("])
def test_hostile_searches_are_words(open_page: Open, newsroom: str, typed: str) -> None:
    page = open_page(newsroom, q=typed)
    assert not page.error
    assert not page.exception


def test_a_search_without_a_word_says_so(open_page: Open, newsroom: str) -> None:
    page = open_page(newsroom, q="*** --")
    assert any("no word" in str(said.value) for said in page.caption)
    assert "event?event=ebridge" in _html(page)


def test_without_an_index_the_page_says_what_is_searched(open_page: Open, newsroom: str) -> None:
    with closing(sqlite3.connect(newsroom)) as raw:
        raw.execute("DROP TABLE article_words")
        raw.commit()
    page = open_page(newsroom, q="cracks")
    assert any("Only the titles" in str(said.value) for said in page.caption)
    assert "event?event=ebridge" in _html(page)


def test_a_first_visit_calls_nothing_new(open_page: Open, dated: str) -> None:
    page = open_page(dated)
    assert "px-newness" not in _html(page)
    assert not page.toggle


def test_new_since_the_last_visit(open_page: Open, dated: str) -> None:
    when = datetime(2025, 10, 7, tzinfo=UTC)
    page = open_page(dated, Visit(previous=when, latest=datetime.now(UTC)))
    shown = _html(page)
    assert shown.count(">new</span>") == 1
    assert shown.count(">updated</span>") == 1
    assert "after" not in page.query_params
    page.toggle[0].set_value(True).run()
    assert page.query_params["after"] in (when.isoformat(), [when.isoformat()])
    page.toggle[0].set_value(False).run()
    assert "after" not in page.query_params


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("2025-10-07T00:00:00+00:00", ["ebridge", "ehostile"]),
        ("2025-10-08T12:30:00+00:00", ["ebridge"]),
        ("nonsense", ["ebridge", "ehostile"]),
    ],
)
def test_the_time_stands_in_the_url(
    open_page: Open, dated: str, after: str, found: list[str]
) -> None:
    shown = _html(open_page(dated, after=after))
    for event_id in ("ebridge", "ehostile"):
        assert (f"event?event={event_id}" in shown) == (event_id in found)

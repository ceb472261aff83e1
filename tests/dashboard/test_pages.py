"""Every page, run by Streamlit's own test driver: what it shows, and what it says when empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from compare.tables import follows
from crawler.database import open_database, writing
from crawler.sources.sourcebook import store_source
from crawler.tables import flags

Open = Callable[..., AppTest]


def _events() -> None:
    from dashboard.views import events

    events.show()


def _event() -> None:
    from dashboard.views import event

    event.show()


def _health() -> None:
    from dashboard.views import health

    health.show()


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page on a database, with what would stand in its URL."""

    def opened(page: Callable[[], None], database: str, **query: str) -> AppTest:
        monkeypatch.setenv("PARALLAX_DB", database)
        test = AppTest.from_function(page, default_timeout=120)
        for name, value in query.items():
            test.query_params[name] = value
        return test.run()

    return opened


def _html(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(str(part.body) for part in page.html)


def _told(page: AppTest) -> str:
    assert not page.exception
    notices = [*page.info, *page.warning, *page.error]
    return "\n".join(str(notice.value) for notice in notices)


def test_the_list_shows_events_told_by_two(open_page: Open, newsroom: str) -> None:
    page = open_page(_events, newsroom)
    shown = _html(page)
    assert "Barge closes Orra bridge; four cracks counted" in shown
    assert "event?event=ebridge" in shown
    assert "4 outlets · 3 independent" in shown
    assert "figure 2" in shown
    assert "A recipe for plums" not in shown


def test_hostile_titles_stay_words(open_page: Open, newsroom: str) -> None:
    for page in (
        open_page(_events, newsroom),
        open_page(_event, newsroom, event="ehostile"),
        open_page(_event, newsroom, event="ehostile", why="true"),
        open_page(_event, newsroom, event="ehostile", tab="Only in"),
        open_page(_health, newsroom),
    ):
        shown = _html(page)
        assert "&lt;b&gt;Palisade" in shown
        for sign in ("<script", "<img", "<b>Palisade", 'href="javascript'):
            assert sign not in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "barge CRACKS"}, ["ebridge"]),
        ({"q": "nothing like it"}, []),
        ({"outlet": "Lampwright"}, ["ehostile"]),
        ({"least": "1"}, ["ehostile", "ebridge", "ealone"]),
        ({"from": "2025-10-06"}, ["ehostile"]),
        ({"until": "2025-10-05"}, ["ebridge"]),
    ],
)
def test_the_url_holds_the_filters(
    open_page: Open, newsroom: str, query: dict[str, str], found: list[str]
) -> None:
    page = open_page(_events, newsroom, **query)
    shown = _html(page)
    for event_id in ("ebridge", "ehostile", "ealone"):
        assert (f"event?event={event_id}" in shown) == (event_id in found)
    if not found:
        assert "No event matches" in _told(page)


def test_search_by_hand(open_page: Open, newsroom: str) -> None:
    page = open_page(_events, newsroom)
    page.text_input(key="q").set_value("orra").run()
    assert "ehostile" not in _html(page)
    page.selectbox(key="kind").set_value("quote").run()
    assert "No event matches" in _told(page)


def test_side_by_side(open_page: Open, newsroom: str) -> None:
    shown = _html(open_page(_event, newsroom, event="ebridge"))
    assert "4 outlets · 3 independent accounts · 3 clusters" in shown
    assert '<th scope="col"><span dir="auto" class="px-outlet">National Wire' in shown
    assert "copy of " in shown
    assert "? locked" in shown
    assert "at least four cracks<span" in shown
    assert "#:~:text=Engineers%20counted%20at%20least%20four%20cracks%20in" in shown


def test_the_url_holds_rows_and_outlets(open_page: Open, newsroom: str) -> None:
    shown = _html(open_page(_event, newsroom, event="ebridge", show="figure"))
    assert "Engineers counted" in shown
    assert "A bridge over the Orra" not in shown
    page = open_page(_event, newsroom, event="ebridge", outlets="The Standard")
    assert page.multiselect(key="outlets").value == ["The Standard"]
    assert "Engineers counted" not in _html(page)


def test_the_url_narrows_the_rows(open_page: Open, newsroom: str) -> None:
    shown = _html(open_page(_event, newsroom, event="ebridge", show="with figures"))
    assert "Engineers counted" in shown
    assert "A bridge over the Orra" not in shown
    page = open_page(_event, newsroom, event="ebridge", show="with quotations")
    assert "No row is like that" in _told(page)
    page = open_page(_event, newsroom, event="ebridge", show="only in one")
    shown = _html(page)
    assert "The Ledger asked the owner for a comment" in shown
    assert "Engineers counted at least four cracks in the western pier." not in shown
    # With the copy's own, which stands in its source's column.
    assert shown.count("<span>in one outlet only</span>") == 3
    assert "3 passages of these outlets" in str(page.caption[0].value)


def test_what_only_one_tells_is_paged(
    open_page: Open, newsroom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.views.sidebyside._ROWS", 2)
    first = _html(open_page(_event, newsroom, event="ebridge", show="only in one"))
    assert first.count("<span>in one outlet only</span>") == 2
    last = _html(open_page(_event, newsroom, event="ebridge", show="only in one", rows="2"))
    assert last.count("<span>in one outlet only</span>") == 1


def test_copies_are_unfolded_on_demand(open_page: Open, newsroom: str) -> None:
    page = open_page(_event, newsroom, event="ebridge")
    column = '<th scope="col"><span dir="auto" class="px-outlet">The Beacon'
    assert column not in _html(page)
    assert "The Beacon" not in page.multiselect(key="outlets").value
    page.toggle(key="unfold").set_value(True).run()
    assert column in _html(page)
    assert column in _html(open_page(_event, newsroom, event="ebridge", unfold="true"))
    # An address that names the copy keeps its column.
    named = open_page(_event, newsroom, event="ebridge", outlets="The Beacon")
    assert column in _html(named)


def test_a_row_is_opened_by_its_address(open_page: Open, newsroom: str) -> None:
    two = ["City Ledger", "National Wire"]
    shown = _html(open_page(_event, newsroom, event="ebridge", row="cebridge1", outlets=two))
    assert "<details open>" in shown
    assert "A bridge over the Orra" not in shown
    # Back to all rows, of the outlets that were chosen.
    back = "event?event=ebridge&amp;outlets=City%20Ledger&amp;outlets=National%20Wire"
    assert f'href="{back}"' in shown


@pytest.mark.parametrize(
    ("tab", "words"),
    [
        ("Differences", "City Ledger: «at least four cracks» / National Wire: «ten cracks»"),
        ("Only in", "The Ledger asked the owner for a comment"),
        ("Copies", "90% of its words stand there"),
    ],
)
def test_tabs(open_page: Open, newsroom: str, tab: str, words: str) -> None:
    assert words in _html(open_page(_event, newsroom, event="ebridge", tab=tab))


def test_why_grouped_is_asked_for_only_while_open(open_page: Open, newsroom: str) -> None:
    assert "shares the words " not in _html(open_page(_event, newsroom, event="ebridge"))
    shown = _html(open_page(_event, newsroom, event="ebridge", why="true"))
    assert "shares the words " in shown
    assert "2 hours apart" in shown


def test_the_story_line_is_linked(open_page: Open, newsroom: str) -> None:
    with writing(open_database(newsroom)) as connection:
        link = {"event_id": "ehostile", "follows": "ebridge", "score": 0.6, "reasons": []}
        connection.execute(follows.insert().values(**link))
    later = _html(open_page(_event, newsroom, event="ehostile"))
    assert 'follows: </span><a href="event?event=ebridge">' in later
    assert ", 2 days before" in later
    assert 'followed by: </span><a href="event?event=ehostile">' in _html(
        open_page(_event, newsroom, event="eold")
    )


def test_merged_events_are_redirected(open_page: Open, newsroom: str) -> None:
    page = open_page(_event, newsroom, event="eold")
    assert "Barge closes Orra bridge" in _html(page)
    assert "has become part of this one" in _told(page)
    assert page.query_params["event"] in ("ebridge", ["ebridge"])


def test_unknown_and_unnamed_events(open_page: Open, newsroom: str) -> None:
    assert "There is no event enone" in _told(open_page(_event, newsroom, event="enone"))
    assert "No event is chosen" in _told(open_page(_event, newsroom))


def test_health(open_page: Open, newsroom: str) -> None:
    shown = _html(open_page(_health, newsroom))
    assert "answered 503" in shown
    assert "robots.txt asks not to fetch it" in shown
    assert "added 7" in shown
    assert "<h2" in shown


def test_who_was_not_heard_is_told(open_page: Open, newsroom: str) -> None:
    assert "Not fully heard" not in _html(open_page(_event, newsroom, event="ebridge"))
    with writing(open_database(newsroom)) as connection:
        connection.execute(
            flags.insert().values(
                outlet="City Ledger",
                kind="incomplete",
                since=date(2025, 10, 3),
                reason="2 of 20 captures complete <b>",
            )
        )
    shown = _html(open_page(_event, newsroom, event="ebridge"))
    assert "Not fully heard at the time: " in shown
    assert "captures are incomplete since 3 Oct 2025" in shown
    assert "2 of 20 captures complete &lt;b&gt;" in shown


def test_health_marks_who_is_not_heard(open_page: Open, newsroom: str) -> None:
    now = datetime.now(UTC)
    feed = {"outlet": "Lampwright", "url": "https://lampwright.example/feed", "kind": "feed"}
    with writing(open_database(newsroom)) as connection:
        store_source(connection, **feed, now=now - timedelta(hours=30))
        store_source(connection, **feed, now=now, problem="answered 503")
    shown = _html(open_page(_health, newsroom))
    assert "its feeds and sitemaps could not be read since" in shown
    assert "answered 503" in shown


def test_a_fault_of_ours_is_told_in_a_sentence(
    open_page: Open, newsroom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.views.health.load_outlets", lambda *_: 1 / 0)
    assert "could not be drawn (ZeroDivisionError)" in _told(open_page(_health, newsroom))


def test_the_app_opens_on_the_list(newsroom: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_DB", newsroom)
    app = Path(__file__).parents[2] / "dashboard" / "app.py"
    page = AppTest.from_file(str(app), default_timeout=120).run()
    assert "Orra bridge" in _html(page)

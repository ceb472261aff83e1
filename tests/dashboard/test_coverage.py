"""The page Coverage and the tab Figures, run by Streamlit's own test driver."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]


def _coverage() -> None:
    from dashboard.views import coverage

    coverage.show()


def _event() -> None:
    from dashboard.views import event

    event.show()


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
    assert not page.error
    return "\n".join(str(part.body) for part in page.html)


def test_two_pictures_and_the_same_as_tables(open_page: Open, newsroom: str) -> None:
    page = open_page(_coverage, newsroom, event="ebridge")
    shown = _html(page)
    assert "Coverage: " in shown
    assert shown.count("The same as a table") == 2
    assert "unknown: captured in part" in shown
    assert len(page.get("vega_lite_chart")) == 2
    assert len(page.get("download_button")) == 2


def test_outlets_are_chosen_in_the_address(open_page: Open, newsroom: str) -> None:
    page = open_page(_coverage, newsroom, event="ebridge", outlets="The Standard")
    assert "National Wire" not in _html(page)
    assert "Choose two outlets or more." in page.info[0].value


def test_without_an_event_one_is_chosen(open_page: Open, newsroom: str, empty: str) -> None:
    shown = _html(open_page(_coverage, newsroom))
    assert "coverage?event=ebridge" in shown
    assert "&lt;b&gt;Palisade" not in shown
    assert "<img" not in shown
    gone = open_page(_coverage, newsroom, event="enever")
    assert "There is no event enever" in gone.warning[0].value
    assert "parallax demo" in open_page(_coverage, empty).info[0].value


def test_an_old_id_leads_on(open_page: Open, newsroom: str) -> None:
    page = open_page(_coverage, newsroom, event="eold")
    assert "ebridge" in page.query_params["event"]


def test_an_event_of_one_outlet_says_so(open_page: Open, newsroom: str) -> None:
    page = open_page(_coverage, newsroom, event="ealone")
    assert "Only one outlet" in page.info[0].value


def test_hostile_names_stay_words(open_page: Open, newsroom: str) -> None:
    shown = _html(open_page(_coverage, newsroom, event="ehostile"))
    assert "&lt;b&gt;Palisade" in shown
    for sign in ("<script", "<img", "<b>Palisade"):
        assert sign not in shown


def test_the_tab_figures(open_page: Open, newsroom: str) -> None:
    page = open_page(_event, newsroom, event="ebridge", tab="Figures")
    assert "the figures differ" in _html(page)
    none = open_page(_event, newsroom, event="ehostile", tab="Figures")
    assert any("No number" in notice.value for notice in none.info)


def test_the_matrix_says_who_was_first(open_page: Open, newsroom: str) -> None:
    shown = _html(open_page(_event, newsroom, event="ebridge"))
    assert 'first: <span dir="auto">City Ledger' in shown
    assert "This event in figures" in shown

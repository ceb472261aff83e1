"""Pages that show a snapshot say so, and judge by the day on which it was frozen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from compare.snapshots.freezing import freeze
from crawler.database import open_database, reading
from crawler.frozen import Frozen, as_of, frozen_state
from crawler.health.facts import read_health
from dashboard.frozenline import frozen_line
from tests.dashboard.conftest import HOSTILE, NOW

PAGES = ("events", "coverage", "outlets", "health", "export")
Show = Callable[[str, str], AppTest]


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Draws a page of a database."""

    def _show(page: str, database: str) -> AppTest:
        monkeypatch.setenv("PARALLAX_DB", database)
        source = f"from dashboard.views import {page}\n{page}.show()\n"
        return AppTest.from_string(source, default_timeout=120).run()

    return _show


@pytest.fixture
def snapshot(newsroom: str, tmp_path: Path) -> str:
    """The newsroom, frozen on the day of its last crawl."""
    freeze(open_database(newsroom), "paper-1", tmp_path, note=HOSTILE, clock=lambda: NOW)
    return str(tmp_path / "paper-1.db")


def _html(page: AppTest) -> str:
    assert not page.exception
    assert not page.error
    return "\n".join(str(one.proto.body) for one in page.get("html"))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_it_shows_a_snapshot(
    page: str, show: Show, snapshot: str, newsroom: str
) -> None:
    shown = _html(show(page, snapshot))
    assert "px-frozen" in shown
    assert "paper-1" in shown
    assert "8 Oct 2025, 12:00 UTC" in shown
    assert "<script>alert" not in shown
    assert "px-frozen" not in _html(show(page, newsroom))


def test_an_outlet_is_silent_as_of_then(snapshot: str, newsroom: str, show: Show) -> None:
    """A year later a snapshot says of its outlets what it said on its day."""
    live = read_health(open_database(newsroom), NOW)
    frozen = read_health(open_database(snapshot))
    assert [one.flags for one in frozen.outlets] == [one.flags for one in live.outlets]
    assert frozen.warnings == live.warnings
    much_later = read_health(open_database(newsroom), NOW + timedelta(days=365))
    assert much_later != live
    shown = _html(show("health", snapshot))
    assert "at present" not in shown


def test_what_a_database_says_of_itself(snapshot: str, newsroom: str) -> None:
    clock = datetime(2026, 11, 1, tzinfo=UTC)
    with reading(open_database(snapshot)) as connection:
        state = frozen_state(connection)
        assert state == Frozen(name="paper-1", made=NOW, note=HOSTILE)
        assert as_of(connection, clock) == NOW
    with reading(open_database(newsroom)) as connection:
        assert frozen_state(connection) is None
        assert as_of(connection, clock) == clock


def test_the_line_without_a_note() -> None:
    line = frozen_line(Frozen(name="x", made=NOW, note=""))
    assert line.endswith("nothing here changes.</p>")
    assert "<q" not in line

"""Pages that show a snapshot say so, and judge by the day on which it was frozen."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from compare.snapshots.freezing import freeze
from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, reading, writing
from crawler.frozen import Frozen, as_of, frozen_state
from crawler.health.facts import read_health
from dashboard.frozenline import frozen_line
from parallax import main
from tests.dashboard.conftest import HOSTILE, NOW

PAGES = ("events", "coverage", "outlets", "health", "export")
Show = Callable[..., AppTest]


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Draws a page of a database, with what would stand in its address."""

    def _show(page: str, database: str, **query: str) -> AppTest:
        monkeypatch.setenv("PARALLAX_DB", database)
        source = f"from dashboard.views import {page}\n{page}.show()\n"
        test = AppTest.from_string(source, default_timeout=120)
        for name, value in query.items():
            test.query_params[name] = value
        return test.run()

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


def test_nothing_asks_for_what_cannot_be_done(
    newsroom: str,
    tmp_path: Path,
    show: Show,
    write_article: Callable[..., Article],
) -> None:
    """No comparison takes up what a snapshot holds."""
    late = write_article("A", "Late", "It came late.")
    engine = open_database(newsroom)
    with writing(engine) as connection:
        store(connection, late, NOW)
    freeze(engine, "late", tmp_path, clock=lambda: NOW)
    engine.dispose()
    for database, asks in ((newsroom, True), (str(tmp_path / "late.db"), False)):
        page = show("article", database, article=late.article_id)
        assert "stands in no event" in page.info[0].value
        assert ("parallax compare" in page.info[0].value) == asks


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


def test_status_is_told_as_of_then(
    snapshot: str, newsroom: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--db", snapshot, "status"])
    told = capsys.readouterr().out
    assert told.startswith("Snapshot paper-1: as of 2025-10-08 12:00 UTC.\n")
    assert "just now" in told
    main(["--db", snapshot, "status", "--json"])
    frozen = json.loads(capsys.readouterr().out)
    main(["--db", newsroom, "status"])
    live = capsys.readouterr().out
    assert "Snapshot" not in live
    assert "just now" not in live
    assert [one["outlet"] for one in frozen["outlets"] if one["flags"]] == ["Lampwright"]


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
    assert "nothing here changes.</p>" in line
    assert "<q" not in line


@pytest.mark.parametrize(("note", "folded"), [("For <b>x</b>\n now", False), ("x " * 500, True)])
def test_a_long_note_is_folded(note: str, folded: bool) -> None:
    line = frozen_line(Frozen(name="x", made=NOW, note=note))
    assert ("<details>" in line) == folded
    assert line.count("<q") == 1
    assert "<b>" not in line

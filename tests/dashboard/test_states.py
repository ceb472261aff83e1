"""What the pages say where there is nothing to show yet, or the database cannot be read: a sentence
that says what to do next, on every page."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, writing

PAGES = ("events", "event", "coverage", "outlets", "health", "export")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Opens a page on a database; every notice on it."""

    def opened(page: str, database: str, **query: str) -> str:
        monkeypatch.setenv("PARALLAX_DB", database)
        script = f"from dashboard.views import {page}\n{page}.show()"
        test = AppTest.from_string(script, default_timeout=120)
        for name, value in query.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception
        notices = [*test.info, *test.warning, *test.error]
        return "\n".join(str(notice.value) for notice in notices)

    return opened


@pytest.mark.parametrize("page", PAGES)
def test_without_a_database(told: Callable[..., str], tmp_path: Path, page: str) -> None:
    said = told(page, str(tmp_path / "none.db"), event="e1")
    assert "no such database" in said
    assert "parallax demo" in said


@pytest.mark.parametrize("page", PAGES)
def test_with_a_damaged_database(told: Callable[..., str], tmp_path: Path, page: str) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"not a database at all" * 100)
    said = told(page, str(bad), event="e1")
    assert "not a Parallax database" in said
    assert "restore a copy" in said


@pytest.mark.parametrize("page", PAGES)
def test_with_a_database_of_a_newer_parallax(
    told: Callable[..., str], newsroom: str, page: str
) -> None:
    engine = open_database(newsroom)
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    said = told(page, newsroom, event="ebridge")
    assert "newer" in said
    assert "upgrade Parallax" in said


@pytest.fixture
def locked(newsroom: str) -> Iterator[str]:
    """A database that another program keeps for itself; nobody waits for it."""
    other = sqlite3.connect(newsroom)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE outlets SET name = name")
    yield f"sqlite:///{newsroom}?timeout=0"
    other.close()


@pytest.mark.parametrize("page", PAGES)
def test_with_a_locked_database(told: Callable[..., str], locked: str, page: str) -> None:
    said = told(page, locked, event="ebridge")
    assert "is being written by another program" in said
    assert "try again when that one has finished" in said


@pytest.mark.parametrize("page", [page for page in PAGES if page != "event"])
def test_nothing_collected(told: Callable[..., str], empty: str, page: str) -> None:
    assert "parallax crawl" in told(page, empty)


def test_no_event_chosen(told: Callable[..., str], empty: str) -> None:
    assert "No event is chosen" in told("event", empty)
    assert "There is no event enone" in told("event", empty, event="enone")


def test_nothing_compared(
    told: Callable[..., str], empty: str, write_article: Callable[..., Article]
) -> None:
    with writing(open_database(empty)) as connection:
        store(connection, write_article("City Ledger", "T", "X."), datetime.now(UTC))
    assert "parallax compare" in told("events", empty)


def test_no_event_with_two_outlets(
    told: Callable[..., str],
    empty: str,
    write_article: Callable[..., Article],
    store_event: Callable[..., None],
) -> None:
    with writing(open_database(empty)) as connection:
        store_event(connection, "e1", [write_article("City Ledger", "T", "A sentence.")])
    assert "two outlets or more yet" in told("events", empty)
    assert "Collect from more outlets" in told("events", empty)
    assert "Only one outlet tells this event" in told("event", empty, event="e1")
    assert "Only one outlet tells this event" in told("coverage", empty, event="e1")

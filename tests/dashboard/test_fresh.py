"""What is said of news that came in while a page is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Connection, Engine
from streamlit.testing.v1 import AppTest

from compare.tables import events
from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, reading, writing
from crawler.tables import runs
from dashboard.fresh import told
from dashboard.queries.fresh import Fresh, Seen, seen, since

WHEN = datetime(2025, 10, 9, 12, 0, tzinfo=UTC)


@pytest.fixture
def database(newsroom: str) -> Iterator[Engine]:
    engine = open_database(newsroom)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("fresh", "event", "sentence", "shows"),
    [
        ((0, 0, False), False, "", False),
        ((3, 0, False), False, "3 articles collected since you opened this page; the next", False),
        ((3, 2, False), False, "2 new articles since you opened this page.", True),
        ((3, 1, False), True, "", False),
        ((0, 0, True), True, "This event has been compared anew since you opened", True),
    ],
)
def test_the_sentence(
    fresh: tuple[int, int, bool], event: bool, sentence: str, shows: bool
) -> None:
    collected, compared, changed = fresh
    said = told(Fresh(collected=collected, compared=compared, changed=changed), event=event)
    assert said[0].startswith(sentence)
    assert bool(said[0]) == bool(sentence)
    assert said[1] == shows


def test_nothing_is_new_at_first(database: Engine) -> None:
    with reading(database) as connection:
        now = seen(connection, "ebridge")
        assert since(connection, now, "ebridge") == Fresh(collected=0, compared=0, changed=False)


def test_what_is_collected_is_counted(
    database: Engine, write_article: Callable[..., Article]
) -> None:
    with writing(database) as connection:
        before = seen(connection)
        for title in ("One", "Two"):
            store(connection, write_article("City Ledger", title, "X."), WHEN)
        assert since(connection, before).collected == 2


def test_a_comparison_that_ends_is_counted_once(database: Engine) -> None:
    with writing(database) as connection:
        first = _compare(connection, WHEN, {"new_articles": 4})
        slow = _compare(connection, None, {})
        before = seen(connection)
        assert before.run == slow
        assert since(connection, before).compared == 0
        values = {"finished": WHEN + timedelta(hours=1), "outcome": "done"}
        counts: dict[str, Any] = {"new_articles": 3}
        connection.execute(
            runs.update().where(runs.c.run_id == slow).values(**values, counts=counts)
        )
        assert since(connection, before).compared == 3
        assert since(connection, seen(connection)).compared == 0
        assert first < slow


def test_an_event_that_is_compared_anew_or_gone_has_changed(database: Engine) -> None:
    with writing(database) as connection:
        before = seen(connection, "ealone")
        assert before.fingerprint == "f"
        connection.execute(
            events.update().where(events.c.event_id == "ealone").values(fingerprint="g")
        )
        assert since(connection, before, "ealone").changed
        assert since(connection, before, "enone").changed


def test_it_is_told_with_a_button(newsroom: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_DB", newsroom)

    def page() -> None:
        from dashboard.queries.fresh import Seen
        from dashboard.views import news

        news._look(Seen(article=0, run=0, compared=None, fingerprint="older"), "ebridge")
        news._look(Seen(article=0, run=0, compared=None, fingerprint=None), None)

    test = AppTest.from_function(page, default_timeout=120).run()
    said = [str(part.body) for part in test.html]
    assert 'role="status"' in said[0]
    assert "compared anew since" in said[0]
    assert "7 articles collected" in said[1]
    assert [button.label for button in test.button] == ["Show", "Not now", "Not now"]


def test_a_database_that_cannot_be_read_says_nothing(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.connection import glimpse

    monkeypatch.setenv("PARALLAX_DB", str(tmp_path / "none.db"))
    before = Seen(article=0, run=0, compared=None, fingerprint=None)
    assert glimpse(lambda connection: since(connection, before)) is None


def _compare(connection: Connection, finished: datetime | None, counts: dict[str, Any]) -> int:
    values = {
        "kind": "compare",
        "started": WHEN,
        "finished": finished,
        "outcome": "done" if finished else "running",
        "counts": counts,
    }
    [number] = connection.execute(runs.insert().values(**values)).inserted_primary_key
    return int(number)

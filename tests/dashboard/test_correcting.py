"""An event corrected through its page, and who may do so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from streamlit.testing.v1 import AppTest

from compare.snapshots.freezing import freeze
from compare.tables import corrections, memberships
from crawler.database import open_database, reading, writing
from crawler.errors import DatabaseError, ParallaxError
from dashboard.comparing import Comparing, State
from dashboard.deciding import Decision, carry_out, problem, take_back
from dashboard.queries.accounts import load_event
from dashboard.writable import unwritable


def _event() -> None:
    from dashboard.views import event

    event.show()


Open = Callable[..., AppTest]


@pytest.fixture
def open_event(monkeypatch: pytest.MonkeyPatch, newsroom: str) -> Open:
    """Opens the page of an event with its panel for corrections."""

    def opened(event_id: str = "ebridge", granted: str = "here") -> AppTest:
        monkeypatch.setenv("PARALLAX_DB", newsroom)
        monkeypatch.setenv("PARALLAX_CORRECTIONS", granted)
        test = AppTest.from_function(_event, default_timeout=120)
        test.query_params["event"] = event_id
        test.query_params["correct"] = "true"
        return test.run()

    return opened


def _told(page: AppTest) -> str:
    assert not page.exception
    notices = [*page.success, *page.info, *page.warning, *page.error]
    return "\n".join(str(notice.value) for notice in notices)


def _shown(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(str(part.body) for part in page.html)


def _choose(page: AppTest, deed: str) -> AppTest:
    return page.segmented_control(key="deed").set_value(deed).run()


def _store(page: AppTest) -> AppTest:
    return page.button(key="store").click().run()


def _rows(database: str) -> list[Any]:
    with reading(open_database(database)) as connection:
        return list(connection.execute(sa.select(corrections).order_by(corrections.c.made)))


def test_nothing_is_asked_for_while_the_panel_is_closed(
    newsroom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_DB", newsroom)
    monkeypatch.setenv("PARALLAX_CORRECTIONS", "here")
    page = AppTest.from_function(_event, default_timeout=120)
    page.query_params["event"] = "ebridge"
    page.run()
    assert [button.key for button in page.button] == []


@pytest.mark.parametrize("granted", ["read-only", "reachable", ""])
def test_who_may_not_correct_is_told_why(open_event: Open, granted: str) -> None:
    page = open_event(granted=granted)
    assert "cannot be corrected here" in _told(page)
    assert [button.key for button in page.button] == []


def test_a_merge_is_made_and_undone(open_event: Open, newsroom: str) -> None:
    page = open_event()
    page.text_input(key="pasted-0").set_value("http://127.0.0.1:8501/event?event=ehostile")
    page.text_input(key="note-0").set_value(" One <b>storm</b>, [x](javascript:alert(1)) ")
    page.text_input(key="author").set_value("Ann")
    page = _store(page)
    assert "The next comparison takes it up" in _told(page)
    (row,) = _rows(newsroom)
    assert (row.kind, row.pending, row.undone) == ("merge", True, None)
    assert (row.note, row.author) == ("One <b>storm</b>, [x](javascript:alert(1))", "Ann")
    assert set(row.events) == {"ebridge", "ehostile"}
    assert len(row.together[0]) == 6
    assert "<b>merged</b>: this event and <a" in _shown(page)
    assert "One &lt;b&gt;storm" in _shown(page)
    assert "will be taken up by the next comparison" in _shown(page)
    assert page.text_input(key="author").value == "Ann"
    assert page.text_input(key="note-1").value == ""

    page = page.button(key=f"undo-{row.correction_id}").click().run()
    assert "Taken back" in _told(page)
    (row,) = _rows(newsroom)
    assert row.undone is not None
    assert row.pending
    assert f"undo-{row.correction_id}" not in [button.key for button in page.button]


def test_a_merge_with_an_event_that_is_offered(open_event: Open, newsroom: str) -> None:
    page = open_event()
    offered = page.selectbox(key="with-0")
    assert any("A recipe for plums – 4 Oct 2025, 1 article" in o for o in offered.options)
    offered.set_value("ealone")
    page = _store(page)
    assert set(_rows(newsroom)[0].events) == {"ebridge", "ealone"}
    assert 'event?event=ealone"><span dir="auto">A recipe for plums' in _shown(page)


def _article_of(newsroom: str, outlet: str) -> str:
    with reading(open_database(newsroom)) as connection:
        head = load_event(connection, "ebridge")
    assert head is not None
    account = next(a for a in head.accounts if a.outlet == outlet)
    return account.members[0].article_id


def test_articles_are_split_off_and_moved(open_event: Open, newsroom: str) -> None:
    standard = _article_of(newsroom, "The Standard")
    page = _choose(open_event(), "split")
    page.multiselect(key="articles-0").set_value([standard])
    page = _choose(_store(page), "move")
    page.multiselect(key="articles-1").set_value([standard])
    page.text_input(key="pasted-1").set_value("ealone")
    page = _store(page)
    split, move = _rows(newsroom)
    assert (split.kind, move.kind) == ("split", "move")
    assert split.articles == move.articles == [standard]
    ((off, rest),) = split.apart
    assert off == [standard]
    assert len(rest) == 3
    assert standard in move.together[0]
    assert len(move.together[0]) == 2
    assert _shown(page).count("Bridge rammed") >= 2
    assert "<b>split off</b>: 1 article of this event" in _shown(page)
    assert "<b>moved</b>: 1 article of this event to <a" in _shown(page)


def test_an_event_is_pinned(open_event: Open, newsroom: str) -> None:
    page = _store(_choose(open_event(), "pin"))
    (row,) = _rows(newsroom)
    assert row.kind == "pin"
    assert len(row.together[0]) == 4
    assert "<b>pinned</b>: this event</p>" in _shown(page)


@pytest.mark.parametrize(
    ("deed", "pasted", "told"),
    [
        ("merge", "", "Choose the other event"),
        ("merge", "ebridge", "That is this event"),
        ("merge", "eold", "That is this event"),
        ("merge", "enone", "enone"),
        ("merge", "not an id", "not an id"),
        ("split", None, "Choose at least one article"),
        ("move", "ealone", "Choose at least one article"),
    ],
)
def test_what_cannot_be_meant_is_told(
    open_event: Open, newsroom: str, deed: str, pasted: str | None, told: str
) -> None:
    page = _choose(open_event(), deed)
    if pasted is not None:
        page.text_input(key="pasted-0").set_value(pasted)
    assert told in _told(_store(page))
    assert _rows(newsroom) == []


def test_one_article_stays(newsroom: str) -> None:
    with reading(open_database(newsroom)) as connection:
        head = load_event(connection, "ebridge")
    assert head is not None
    everything = tuple(m.article_id for a in head.accounts for m in a.members)
    said = {"event_id": "ebridge", "other": None, "note": "", "author": ""}
    whole = Decision(kind="split", articles=everything, **said)  # type: ignore[arg-type]
    assert "at least one article in this event" in (problem(whole, head) or "")
    part = Decision(kind="split", articles=everything[1:], **said)  # type: ignore[arg-type]
    assert problem(part, head) is None


def test_what_changed_meanwhile_is_told(open_event: Open, newsroom: str) -> None:
    """Another person's correction was taken up while this form was being filled in."""
    standard = _article_of(newsroom, "The Standard")
    page = _choose(open_event(), "split")
    page.multiselect(key="articles-0").set_value([standard])
    with writing(open_database(newsroom)) as connection:
        connection.execute(
            memberships.update()
            .where(memberships.c.article_id == standard)
            .values(event_id="ealone")
        )
    _told(_store(page))
    assert _rows(newsroom) == []


def test_a_decision_about_what_is_no_more_is_refused(newsroom: str) -> None:
    standard = _article_of(newsroom, "The Standard")
    said = {"kind": "split", "other": None, "articles": (standard,), "note": "", "author": ""}
    for event_id in ("ealone", "egone"):
        with (
            pytest.raises(ParallaxError, match=event_id),
            writing(open_database(newsroom)) as connection,
        ):
            carry_out(connection, Decision(event_id=event_id, **said))  # type: ignore[arg-type]
    with (
        pytest.raises(ParallaxError, match="knone"),
        writing(open_database(newsroom)) as connection,
    ):
        take_back(connection, "knone")
    assert _rows(newsroom) == []


def test_undone_by_two(open_event: Open, newsroom: str) -> None:
    first = _store(_choose(open_event(), "pin"))
    second = open_event()
    key = f"undo-{_rows(newsroom)[0].correction_id}"
    first.button(key=key).click().run()
    undone = _rows(newsroom)[0].undone
    second.button(key=key).click().run()
    assert not second.exception
    assert _rows(newsroom)[0].undone == undone


class _Fake(Comparing):
    """A comparison that is at work until told otherwise."""

    def __init__(self) -> None:
        self.now = State()
        self.asked: list[list[str]] = []

    @property
    def state(self) -> State:
        return self.now

    def start(self, arguments: Any = ()) -> bool:
        self.asked.append(list(arguments))
        self.now = State(started=_MOMENT, at_work=True)
        return True


_MOMENT = datetime(2025, 10, 9, 8, tzinfo=UTC)


def test_the_comparison_is_run_from_the_page(
    open_event: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = _Fake()
    monkeypatch.setattr("dashboard.views.running._work", lambda _: work)
    page = open_event()
    assert "compare" not in [button.key for button in page.button]
    page = _store(_choose(page, "pin"))
    page = page.button(key="compare").click().run()
    assert work.asked == [["--model", "all-MiniLM-L6-v2"]]
    assert "at work since 9 Oct 2025" in _told(page)
    work.now = State(started=_MOMENT, done=True, said="Compared 1 <b>event</b>.")
    assert "Compared 1" in _told(page.run())
    work.now = State(started=_MOMENT, said="another 'compare' is at work on it")
    page = page.run()
    assert "at work on it" in str(page.error[0].value)
    assert "compare" in [button.key for button in page.button]


def test_a_file_that_may_only_be_read(newsroom: str) -> None:
    with reading(open_database(newsroom)) as connection:
        assert unwritable(connection) is None
        assert "newsroom.db may only be read" in (unwritable(connection, lambda _: False) or "")
        folder = Path(newsroom).parent
        assert unwritable(connection, lambda path: path != folder) is not None


def test_a_snapshot_cannot_be_corrected(newsroom: str, tmp_path: Path) -> None:
    freeze(open_database(newsroom), "first", tmp_path)
    with reading(open_database(str(tmp_path / "first.db"))) as connection:
        assert "is a snapshot" in (unwritable(connection) or "")


def test_a_correction_that_cannot_be_written_is_told(
    open_event: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _choose(open_event(), "pin")
    monkeypatch.setattr("dashboard.views.correcting.writing", _refusing)
    assert "cannot be written" in _told(_store(page))


@contextmanager
def _refusing(_: Engine) -> Iterator[Connection]:
    raise DatabaseError("parallax.db", "cannot be written")
    yield

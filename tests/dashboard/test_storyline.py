"""Story lines: what an event follows and what follows it, however they are linked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.engine import Connection, Engine

from compare.tables import follows
from crawler.database import reading, writing
from dashboard.markup import Html
from dashboard.queries.accounts import load_event
from dashboard.queries.storyline import LONGEST, Story, load_story
from dashboard.storyline import story_panel

Tell = Callable[[list[tuple[str, str]]], None]


@pytest.fixture
def tell(
    engine: Engine, write_article: Callable[..., Any], store_event: Callable[..., None]
) -> Tell:
    """Stores events e0, e1 … a day apart, then pairs (event, the one it follows)."""

    def told(pairs: list[tuple[str, str]], count: int = 6) -> None:
        with writing(engine) as connection:
            for n in range(count):
                one = write_article("City Ledger", f"Day <{n}>", "A sentence.", hours=24 * n)
                store_event(connection, f"e{n}", [one])
            for event_id, earlier in pairs:
                link = {"event_id": event_id, "follows": earlier, "score": 0.7}
                reasons = [{"kind": "shared names", "value": [f"Name of {event_id} <b>"]}]
                connection.execute(follows.insert().values(**link, reasons=reasons))

    return told


def _story(engine: Engine, event_id: str) -> Story:
    with reading(engine) as connection:
        return load_story(connection, event_id)


def _panel(connection: Connection, event_id: str) -> Html | None:
    head = load_event(connection, event_id)
    assert head is not None
    return story_panel(head, load_story(connection, event_id))


def _ids(story: Story) -> tuple[list[str], list[str]]:
    return [e.event_id for e in story.before], [e.event_id for e in story.after]


def test_a_chain_is_followed_both_ways(engine: Engine, tell: Tell) -> None:
    tell([("e1", "e0"), ("e2", "e1"), ("e3", "e2"), ("e4", "e2")])
    story = _story(engine, "e2")
    assert _ids(story) == (["e0", "e1"], ["e3", "e4"])
    assert (story.earlier, story.later) == (False, False)
    assert story.before[-1].title == "Day <1>"
    assert story.reasons[0].value == ["Name of e2 <b>"]
    assert _ids(_story(engine, "e3")) == (["e0", "e1", "e2"], [])
    assert _ids(_story(engine, "e5")) == ([], [])


def test_a_circle_is_walked_once(engine: Engine, tell: Tell) -> None:
    tell([("e0", "e2"), ("e1", "e0"), ("e2", "e1"), ("e3", "e3")])
    before, after = _ids(_story(engine, "e1"))
    assert sorted(before + after) == ["e0", "e2"]
    assert _ids(_story(engine, "e3")) == ([], [])


def test_a_long_chain_is_cut_and_says_so(engine: Engine, tell: Callable[..., None]) -> None:
    count = 2 * LONGEST + 9
    tell([(f"e{n + 1}", f"e{n}") for n in range(count - 1)], count)
    middle = count // 2
    story = _story(engine, f"e{middle}")
    before, after = _ids(story)
    assert before == [f"e{n}" for n in range(middle - LONGEST, middle)]
    assert after == [f"e{n}" for n in range(middle + 1, middle + 1 + LONGEST)]
    assert (story.earlier, story.later) == (True, True)
    with reading(engine) as connection:
        shown = _panel(connection, f"e{middle}")
    assert shown is not None
    assert f'<li>… <a href="event?event={before[0]}">earlier events' in shown
    assert f'<li>… <a href="event?event={after[-1]}">later events' in shown


def test_a_chain_of_exactly_that_length_is_whole(engine: Engine, tell: Callable[..., None]) -> None:
    tell([(f"e{n + 1}", f"e{n}") for n in range(LONGEST)], LONGEST + 1)
    assert not _story(engine, f"e{LONGEST}").earlier
    assert not _story(engine, "e0").later


def test_many_followers_are_bounded(engine: Engine, tell: Callable[..., None]) -> None:
    tell([(f"e{n}", "e0") for n in range(1, 40)], 40)
    story = _story(engine, "e0")
    assert len(story.after) == LONGEST
    assert story.later
    with reading(engine) as connection:
        shown = _panel(connection, "e0")
    assert shown is not None
    assert shown.count("followed by: ") == 3


def test_it_is_told_in_words(engine: Engine, tell: Tell) -> None:
    tell([("e3", "e0"), ("e4", "e3")])
    with reading(engine) as connection:
        shown = _panel(connection, "e3")
        assert _panel(connection, "e1") is None
    assert shown is not None
    assert "follows: </span>" in shown
    assert 'href="event?event=e0"><span dir="auto">Day &lt;0&gt;</span></a>' in shown
    assert ", 3 days before" in shown
    assert ", 24 hours after" in shown
    assert "<summary>why</summary>" in shown
    assert "shares the name " in shown
    assert "Name of e3 &lt;b&gt;" in shown
    assert "<b>&gt;" not in shown

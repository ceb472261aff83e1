"""The events that are offered to someone who says that two belong together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from crawler.database import reading, writing
from dashboard.queries.accounts import load_event
from dashboard.queries.choices import OFFERED, Choice, event_in, likeliest, load_choices

_NOON = datetime(2025, 10, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        ("e1a2b3", "e1a2b3"),
        ("  e1a2b3\n", "e1a2b3"),
        ("http://127.0.0.1:8501/event?event=e1a2b3", "e1a2b3"),
        ("https://news.example/x/event?tab=Copies&event=e1a2b3&show=all#top", "e1a2b3"),
        ("event?event=e1a2b3", "e1a2b3"),
        ("http://127.0.0.1:8501/event", None),
        ("http://[broken/event?event=e1", None),
        ("", None),
        ("a headline, not an id", None),
    ],
)
def test_ids_and_links(pasted: str, found: str | None) -> None:
    assert event_in(pasted) == found


def _choice(event_id: str, title: str, hours: float = 0) -> Choice:
    moment = _NOON + timedelta(hours=hours)
    return Choice(event_id=event_id, title=title, last=moment, articles=1)


def test_rare_shared_words_count_before_nearness() -> None:
    found = [
        _choice("near", "A recipe for plums", 1),
        _choice("common", "Bridge is painted", 2),
        _choice("rare", "Barge company fined over bridge", -90),
        _choice("also", "Bridge toll raised", 3),
        _choice("far", "Rain", -40),
    ]
    offered = likeliest(found, ["Barge strikes the Orra bridge"], _NOON)
    assert [c.event_id for c in offered] == ["rare", "common", "also", "near", "far"]


def test_events_near_in_time_are_offered(
    engine: Engine, write_article: Callable[..., Any], store_event: Callable[..., None]
) -> None:
    with writing(engine) as connection:
        for event_id, hours in (("e0", 0), ("before", -150), ("after", 160), ("later", 400)):
            one = write_article("City Ledger", f"Title {event_id}", "A sentence.", hours=hours)
            store_event(connection, event_id, [one])
        head = load_event(connection, "e0")
    assert head is not None
    with reading(engine) as connection:
        assert {c.event_id for c in load_choices(connection, head)} == {"before", "after"}
    with writing(engine) as connection:
        for n in range(OFFERED + 9):
            one = write_article("City Ledger", f"Number {n}", "A sentence.", hours=1)
            store_event(connection, f"n{n}", [one])
        assert len(load_choices(connection, head)) == OFFERED

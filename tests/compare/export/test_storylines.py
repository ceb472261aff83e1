"""Which event follows which, and what became of ids that are no more, as exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from compare.export import Selection, export
from compare.export.formats import TABULAR
from compare.tables import follows
from compare.tables import redirects as event_redirects

Read = Callable[[Path, str], dict[str, list[dict[str, Any]]]]
OLD = "e000000000000000f"


def exported(shelf: Any, out: Path, read: Read, form: str = "jsonl", **chosen: Any) -> Any:
    export(shelf.engine, out, [form], Selection(**chosen))
    return read(out, form)


@pytest.mark.parametrize("form", TABULAR)
def test_an_event_names_the_one_that_it_follows(
    shelf: Any, out: Path, read: Read, form: str
) -> None:
    big, small = exported(shelf, out, read, form)["events"]
    assert (small["follows"], small["follows_score"]) == (shelf.big, 0.75)
    assert (big["follows"], big["follows_score"]) == (None, None)


def test_it_does_so_when_that_one_is_not_exported(shelf: Any, out: Path, read: Read) -> None:
    (small,) = exported(shelf, out, read, events=(shelf.small,))["events"]
    assert small["follows"] == shelf.big


def test_without_story_lines(shelf: Any, out: Path, read: Read) -> None:
    with shelf.engine.begin() as connection:
        connection.execute(follows.delete())
    assert {row["follows"] for row in exported(shelf, out, read)["events"]} == {None}


def redirects(tables: Any) -> dict[str, str]:
    found = {row["old_id"]: row["event_id"] for row in tables["redirects"]}
    assert list(found) == sorted(found)
    assert len(found) == len(tables["redirects"])
    return found


@pytest.mark.parametrize("form", TABULAR)
def test_old_ids_lead_to_events_of_the_export(shelf: Any, out: Path, read: Read, form: str) -> None:
    for old_id, event_id in (
        ("e-older", OLD),
        ("e-oldest", "e-older"),
        ("e-of-small", shelf.small),
        ("e-lost", "e-nowhere"),
        ("e-ring-1", "e-ring-2"),
        ("e-ring-2", "e-ring-1"),
        ("e-self", "e-self"),
        (shelf.small, shelf.big),  # it lives: nothing leads on from it
    ):
        shelf.stock.insert(event_redirects, old_id=old_id, event_id=event_id)
    of_big = {OLD: shelf.big, "e-older": shelf.big, "e-oldest": shelf.big}
    of_small = {"e-of-small": shelf.small}
    assert redirects(exported(shelf, out, read, form)) == of_big | of_small
    assert redirects(exported(shelf, out, read, form, events=("e-oldest",))) == of_big
    assert redirects(exported(shelf, out, read, form, events=(shelf.small,))) == of_small


def test_what_is_asked_of_the_database_does_not_grow_with_the_rows(shelf: Any, out: Path) -> None:
    """A batch is asked for as a whole, whatever it holds."""
    asked: list[str] = []

    @sa.event.listens_for(shelf.engine, "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        asked.append(statement)

    export(shelf.engine, out, ["jsonl"], Selection())
    before = len(asked)
    asked.clear()
    for number in range(30):
        article_id = shelf.stock.article("The Beacon", f"more-{number}", f"Of day {number}.")
        event_id = shelf.stock.event(f"e00000000000001{number:02}", article_id)
        shelf.stock.because(article_id, {"kind": "similarity", "value": 0.5})
        shelf.stock.correction(f"k{number}", article_id)
        shelf.stock.insert(event_redirects, old_id=f"x{number}", event_id=event_id)
        shelf.stock.insert(follows, event_id=event_id, follows=shelf.big, score=1, reasons=[])
    asked.clear()
    counts = export(shelf.engine, out, ["jsonl"], Selection())
    assert (counts["articles"], counts["corrections"], counts["redirects"]) == (35, 32, 31)
    assert len(asked) == before

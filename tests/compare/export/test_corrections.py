"""What persons decided, as exported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from compare.export import Selection, export
from compare.export.formats import TABULAR
from compare.tables import corrections, memberships

Read = Callable[[Path, str], dict[str, list[dict[str, Any]]]]
NOON = datetime(2025, 10, 4, 12, tzinfo=UTC)
MERGE, SPLIT = "k0000000000000001", "k0000000000000002"


def exported(shelf: Any, out: Path, read: Read, form: str, **chosen: Any) -> Any:
    export(shelf.engine, out, [form], Selection(**chosen))
    return read(out, form)


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["correction_id"] for row in rows]


@pytest.mark.parametrize("form", TABULAR)
def test_every_decision_comes_back_from_every_format(
    shelf: Any, out: Path, read: Read, form: str
) -> None:
    merge, split = exported(shelf, out, read, form)["corrections"]
    assert merge == {
        "correction_id": MERGE,
        "kind": "merge",
        "event_ids": [shelf.big],
        "article_ids": [shelf.ledger, shelf.wire],
        "together": [{"article_ids": [shelf.ledger, shelf.wire]}],
        "apart": [],
        "note": shelf.note,
        "author": "-Ann",
        "made": "2025-10-04T12:00:00Z",
        "undone": None,
        "pending": False,
    }
    (other,) = split["article_ids"]
    assert split["apart"] == [{"article_ids": [other], "other_ids": [shelf.ledger, shelf.wire]}]
    assert split["together"] == []
    assert (split["undone"], split["pending"]) == ("2025-10-05T12:00:00Z", True)


def test_no_spreadsheet_runs_a_note(shelf: Any, out: Path, read: Read) -> None:
    exported(shelf, out, read, "csv")
    content = (out / "corrections.csv").read_text("utf-8")
    assert ",\"'=HYPERLINK(" in content
    assert ",'-Ann," in content


def test_they_come_in_the_order_of_making(shelf: Any, out: Path, read: Read) -> None:
    shelf.stock.correction("k3", shelf.wire, made=NOON + timedelta(hours=1))
    shelf.stock.correction("k4", shelf.wire, made=NOON - timedelta(hours=1))
    assert ids(exported(shelf, out, read, "jsonl")["corrections"]) == ["k4", MERGE, SPLIT, "k3"]


def test_of_a_selection_those_that_name_its_articles(shelf: Any, out: Path, read: Read) -> None:
    both = [shelf.ledger, shelf.alone]
    shelf.stock.correction("k3", shelf.alone)
    shelf.stock.correction("k4", together=[both])
    shelf.stock.correction("k5", together=[], apart=[[[shelf.alone], [shelf.beacon]]])
    shelf.stock.correction("k6", "a-gone", together=[])
    found = exported(shelf, out, read, "jsonl", events=(shelf.big,))["corrections"]
    assert ids(found) == [MERGE, SPLIT, "k4", "k5"]
    found = exported(shelf, out, read, "jsonl", events=(shelf.small,))["corrections"]
    assert ids(found) == [SPLIT]
    found = exported(shelf, out, read, "jsonl", since=NOON + timedelta(days=2))["corrections"]
    assert ids(found) == [SPLIT]
    found = exported(shelf, out, read, "jsonl", since=NOON + timedelta(days=9))["corrections"]
    assert ids(found) == []
    found = exported(shelf, out, read, "jsonl")["corrections"]
    assert ids(found) == [MERGE, SPLIT, "k3", "k4", "k5", "k6"]


def corrected(tables: Any) -> dict[str, bool]:
    return {row["event_id"]: row["corrected"] for row in tables["events"]}


@pytest.mark.parametrize("form", TABULAR)
def test_events_say_whether_they_were_corrected(
    shelf: Any, out: Path, read: Read, form: str
) -> None:
    found = corrected(exported(shelf, out, read, form))
    assert found == {shelf.big: True, shelf.small: False}  # the split was undone


@pytest.mark.parametrize("column", ["articles", "together", "apart"])
def test_however_its_article_is_named(shelf: Any, out: Path, read: Read, column: str) -> None:
    with shelf.engine.begin() as connection:
        connection.execute(corrections.delete())
        rows = connection.execute(memberships.select().where(memberships.c.event_id == shelf.small))
        (other,) = (row.article_id for row in rows)
    named: dict[str, Any] = {
        "articles": [other],
        "together": [[other, shelf.alone]],
        "apart": [[[shelf.alone], [other]]],
    }
    silent: dict[str, list[Any]] = {name: [] for name in named}
    shelf.stock.correction("k3", **{**silent, column: named[column]})
    found = corrected(exported(shelf, out, read, "jsonl"))
    assert found == {shelf.big: False, shelf.small: True}


def test_without_text_notes_stay(shelf: Any, out: Path, read: Read) -> None:
    merge, _ = exported(shelf, out, read, "jsonl", with_text=False)["corrections"]
    assert merge["note"] == shelf.note

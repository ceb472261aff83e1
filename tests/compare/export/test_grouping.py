"""Why an article stands in its event, what it links to and whose copy it is, as exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from compare.export import Selection, export
from compare.export.formats import TABULAR
from compare.tables import copies, memberships
from crawler.tables import articles

Read = Callable[[Path, str], dict[str, list[dict[str, Any]]]]
ADDED = (
    "event_score event_reasons links syndicated_from_article copy_containment copy_basis "
    "copy_agency"
).split()
QUOTE = "four 🚙 cars\u2028"


def exported(shelf: Any, out: Path, read: Read, form: str, **chosen: Any) -> dict[str, Any]:
    """article_id → its row."""
    export(shelf.engine, out, [form], Selection(**chosen))
    return {row["article_id"]: row for row in read(out, form)["articles"]}


@pytest.mark.parametrize("form", TABULAR)
def test_reasons_and_links_come_back_from_every_format(
    shelf: Any, out: Path, read: Read, form: str
) -> None:
    ledger = exported(shelf, out, read, form)[shelf.ledger]
    assert ledger["event_score"] == 0.9
    assert ledger["event_reasons"] == [
        {
            "kind": "shared names",
            "article_id": shelf.wire,
            "weight": 2.5,
            "value": '=Ann, Bo, "Jr"',
            "values": ["=Ann", 'Bo, "Jr"'],
            "number": None,
        },
        {
            "kind": "shared quotation",
            "article_id": shelf.wire,
            "weight": 1.25,
            "value": QUOTE,
            "values": [],
            "number": None,
        },
        {
            "kind": "similarity",
            "article_id": shelf.wire,
            "weight": -1.0,
            "value": "0.83",
            "values": [],
            "number": 0.83,
        },
    ]
    assert ledger["links"] == ["https://wire.example/", "=https://x.example/\ufffd"]


@pytest.mark.parametrize("form", TABULAR)
def test_a_copy_names_its_source_and_its_ground(
    shelf: Any, out: Path, read: Read, form: str
) -> None:
    rows = exported(shelf, out, read, form)
    assert {name: rows[shelf.beacon][name] for name in ADDED[3:]} == {
        "syndicated_from_article": shelf.wire,
        "copy_containment": 0.9,
        "copy_basis": "both",
        "copy_agency": "@Wire",
    }
    assert {rows[shelf.wire][name] for name in ADDED[3:]} == {None}


@pytest.mark.parametrize("form", TABULAR)
def test_an_article_that_was_not_compared(shelf: Any, out: Path, read: Read, form: str) -> None:
    alone = exported(shelf, out, read, form)[shelf.alone]
    assert (alone["event_id"], alone["event_score"], alone["event_reasons"]) == (None, None, [])
    assert alone["links"] == []


@pytest.mark.parametrize("form", TABULAR)
@pytest.mark.parametrize("null", [sa.null(), None], ids=["SQL", "JSON"])
def test_rows_of_an_older_database(shelf: Any, out: Path, read: Read, form: str, null: Any) -> None:
    """As the upgrade leaves them: no links, no ground of a copy, reasons without weights."""
    with shelf.engine.begin() as connection:
        connection.execute(articles.update().values(links=null))
        connection.execute(copies.update().values(basis="text", agency=None))
    old = {"kind": "shared terms", "value": ["pier", "barge 4"], "article_id": shelf.wire}
    shelf.stock.because(shelf.ledger, old)
    rows = exported(shelf, out, read, form)
    assert all(row["links"] == [] for row in rows.values())
    assert (rows[shelf.beacon]["copy_basis"], rows[shelf.beacon]["copy_agency"]) == ("text", None)
    (reason,) = rows[shelf.ledger]["event_reasons"]
    assert (reason["kind"], reason["weight"]) == ("shared terms", None)
    assert (reason["value"], reason["values"]) == ("pier, barge 4", ["pier", "barge 4"])


def test_reasons_that_are_null(shelf: Any, out: Path, read: Read) -> None:
    with shelf.engine.begin() as connection:
        connection.execute(memberships.update().values(reasons=None))  # JSON's null
    rows = exported(shelf, out, read, "parquet")
    assert all(row["event_reasons"] == [] for row in rows.values())


def told(row: dict[str, Any]) -> list[Any]:
    return [reason["value"] for reason in row["event_reasons"]]


@pytest.mark.parametrize("form", TABULAR)
def test_without_text_quotations_are_left_out(shelf: Any, out: Path, read: Read, form: str) -> None:
    ledger = exported(shelf, out, read, form, with_text=False)[shelf.ledger]
    assert told(ledger) == ['=Ann, Bo, "Jr"', None, "0.83"]
    assert [reason["weight"] for reason in ledger["event_reasons"]] == [2.5, 1.25, -1.0]
    assert ledger["links"]  # an address is no piece of the text


@pytest.mark.parametrize(
    ("chosen", "quote"),
    [
        ({}, None),
        ({"with_noarchive": True}, QUOTE),
        ({"with_noarchive": True, "with_text": False}, None),
    ],
)
def test_an_article_that_is_not_to_be_copied_is_not_quoted(
    shelf: Any, out: Path, read: Read, chosen: dict[str, bool], quote: str | None
) -> None:
    shelf.stock.update(articles, articles.c.article_id == shelf.ledger, noarchive=True)
    shared = {"kind": "shared quotation", "value": QUOTE, "article_id": shelf.ledger}
    shelf.stock.because(shelf.wire, shared)
    rows = exported(shelf, out, read, "jsonl", **chosen)
    assert told(rows[shelf.ledger])[1] == quote
    # The other's quotation stands in the other's own text, which is handed on or not.
    assert told(rows[shelf.wire]) == [QUOTE if chosen.get("with_text", True) else None]

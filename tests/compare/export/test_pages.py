"""What a page stated of itself, and what it asked for, as an export hands it on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from compare.export import Selection, export
from compare.export.formats import TABULAR
from compare.tables import passages
from crawler.article import Mark, StatedDate
from crawler.tables import articles, revisions

Read = Callable[[Path, str], dict[str, list[dict[str, Any]]]]
TEXT = "One barge struck the pier.\n\nFour cracks were found."


@pytest.fixture
def asked(stock: Any) -> Any:
    """Two accounts of one event; the first asks not to be copied, and one passage is matched."""
    stated = {"published": StatedDate(raw='="4 Oct" 14:10', zone=False)}
    marks = (
        Mark(kind="dateline", source="AP", text="=LONDON (AP) —"),
        Mark(kind="canonical", source="wire.example", text="https://wire.example/a"),
    )
    shy = stock.article("Shy", "shy", TEXT, dates=stated, marks=marks, noarchive=True)
    open_ = stock.article("Open", "open", TEXT)
    event = stock.event("e0000000000000001", shy, open_)
    first, second = TEXT.split("\n\n")
    matched = stock.passage(event, shy, "Shy", TEXT, first)
    stock.passage(event, shy, "Shy", TEXT, second)
    other = stock.passage(event, open_, "Open", TEXT, first)
    cluster = stock.cluster("c0000000000000001", event, [matched, other])
    stock.difference(
        "d0000000000000001", event, cluster, (matched, TEXT, "One"), (other, TEXT, "One")
    )
    return stock


def by_outlet(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {row["outlet"]: row for row in rows}


@pytest.mark.parametrize("form", TABULAR)
def test_dates_and_marks_come_back_from_every_format(
    asked: Any, out: Path, read: Read, form: str
) -> None:
    export(asked.engine, out, [form], Selection())
    found = by_outlet(read(out, form)["articles"])
    shy, open_ = found["Shy"], found["Open"]
    assert (shy["published_raw"], shy["published_zone_known"]) == ('="4 Oct" 14:10', False)
    assert (open_["published_raw"], open_["published_zone_known"]) == (None, None)
    assert (shy["noarchive"], open_["noarchive"]) == (True, False)
    assert shy["marks"] == [
        {"kind": "dateline", "source": "AP", "text": "=LONDON (AP) —"},
        {"kind": "canonical", "source": "wire.example", "text": "https://wire.example/a"},
    ]
    assert open_["marks"] == []


def test_a_page_that_asks_not_to_be_copied_is_quoted_but_not_copied(
    asked: Any, out: Path, read: Read
) -> None:
    export(asked.engine, out, list(TABULAR), Selection())
    for form in TABULAR:
        tables = read(out, form)
        texts = {outlet: row["text"] for outlet, row in by_outlet(tables["articles"]).items()}
        assert texts == {"Shy": None, "Open": TEXT}
        assert all(row["text_hash"] for row in tables["articles"])
        pieces = [(row["outlet"], row["text"]) for row in tables["passages"]]
        assert sorted(pieces, key=str) == [
            ("Open", "One barge struck the pier."),
            ("Shy", "One barge struck the pier."),
            ("Shy", None),
        ]
        assert [v["text"] for v in tables["differences"][0]["values"]] == ["One", "One"]


def test_its_text_is_exported_only_when_asked_for(asked: Any, out: Path, read: Read) -> None:
    chosen = Selection.parse(events=(), since=None, with_text=True, with_noarchive=True)
    export(asked.engine, out, ["jsonl"], chosen)
    tables = read(out, "jsonl")
    assert {row["text"] for row in tables["articles"]} == {TEXT}
    assert all(row["text"] for row in tables["passages"])
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["selection"]["with_noarchive"] is True


def test_without_text_means_without_text(asked: Any, out: Path, read: Read) -> None:
    export(asked.engine, out, ["jsonl"], Selection(with_text=False, with_noarchive=True))
    tables = read(out, "jsonl")
    assert {row["text"] for row in (*tables["articles"], *tables["passages"])} == {None}


def test_what_is_kept_back_need_not_be_cut(asked: Any, out: Path) -> None:
    """Offsets of a text that is not handed on are not the export's to check."""
    with asked.engine.begin() as connection:
        kept = passages.c.position == 2
        connection.execute(passages.update().where(kept).values(end=passages.c.end + 10_000))
    assert export(asked.engine, out, ["jsonl"], Selection())["passages"] == 3


def test_access_and_completeness_are_those_of_the_revision_shown(
    stock: Any, out: Path, read: Read
) -> None:
    page = {"access": "locked", "completeness": 0.3, "completeness_reasons": ("behind a wall",)}
    first = stock.article("Shy", "shy", TEXT, **page)
    stock.event("e0000000000000001", first)  # compared in revision 1
    stock.article("Shy", "shy", TEXT + "\n\nThe whole of it.", access="free")
    export(stock.engine, out, ["jsonl"], Selection())
    (row,) = read(out, "jsonl")["articles"]
    assert (row["revision"], row["access"], row["completeness"]) == (1, "locked", 0.3)
    assert row["completeness_reasons"] == ["behind a wall"]


def test_rows_from_before_these_columns(asked: Any, out: Path, read: Read) -> None:
    with asked.engine.begin() as connection:
        connection.execute(articles.update().values(dates=sa.null(), marks=sa.null()))
        connection.execute(
            revisions.update().values(
                access=sa.null(), completeness=sa.null(), completeness_reasons=sa.null()
            )
        )
    export(asked.engine, out, ["jsonl"], Selection())
    for row in read(out, "jsonl")["articles"]:
        assert (row["published_raw"], row["marks"]) == (None, [])
        assert (row["access"], row["completeness"]) == ("unknown", 1.0)
        assert row["completeness_reasons"] == []

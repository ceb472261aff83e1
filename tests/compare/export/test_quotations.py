"""Quotations and names as they are exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compare.errors import ExportError
from compare.export import Selection, export
from compare.export.formats import TABULAR
from compare.tables import namings, quotations
from crawler.tables import articles

Read = Callable[[Path, str], dict[str, list[dict[str, Any]]]]


def texts_of(rows: list[dict[str, Any]]) -> list[list[str | None]]:
    return [[piece["text"] for piece in row["pieces"]] for row in rows]


@pytest.mark.parametrize("form", TABULAR)
def test_every_offset_is_a_slice_of_an_exported_text(
    shelf: Any, out: Path, read: Read, form: str
) -> None:
    export(shelf.engine, out, [form], Selection())
    tables = read(out, form)
    texts = {row["article_id"]: row["text"] for row in tables["articles"]}
    homes = {row["quotation_id"]: row["article_id"] for row in tables["quotations"]}
    whole, trimmed, lone = tables["quotations"]
    assert texts_of(tables["quotations"]) == [
        ["boxed in by 10 cars"],
        ["boxed in"],
        ["four 🚙 cars", "it"],
    ]
    for row in tables["quotations"]:
        text, longest = texts[row["article_id"]], texts[homes[row["family_id"]]]
        assert all(text[one["start"] : one["end"]] == one["text"] for one in row["pieces"])
        assert all(longest[one["start"] : one["end"]] == one["text"] for one in row["lost"])
    assert (whole["speaker"], whole["cue"], whole["name"]) == ("They", "were", "Ann They")
    assert (trimmed["family_id"], trimmed["relation"]) == (whole["quotation_id"], "trimmed")
    assert [one["text"] for one in trimmed["lost"]] == ["by 10 cars"]
    assert (lone["speaker"], lone["speaker_start"], lone["lost"]) == (None, None, [])
    for row in tables["names"]:
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["text"] == "cars"
        assert row["entity"] == "=Ten Cars"


def test_of_a_page_not_to_be_copied_only_what_another_outlet_quotes(
    shelf: Any, out: Path, read: Read
) -> None:
    shelf.stock.update(articles, articles.c.outlet.is_not(None), noarchive=True)
    export(shelf.engine, out, ["jsonl"], Selection())
    kept = read(out, "jsonl")
    assert texts_of(kept["quotations"]) == [["boxed in by 10 cars"], ["boxed in"], [None, None]]
    assert kept["quotations"][1]["lost"][0]["text"] == "by 10 cars"
    assert [row["text"] for row in kept["names"]] == ["cars", "cars"]
    export(shelf.engine, out, ["jsonl"], Selection(with_noarchive=True))
    assert texts_of(read(out, "jsonl")["quotations"])[2] == ["four 🚙 cars", "it"]


def test_what_a_lone_family_loses_is_kept_back_with_its_longest(
    shelf: Any, out: Path, read: Read
) -> None:
    # Both articles are one outlet's: nobody else has the words.
    shelf.stock.update(quotations, quotations.c.outlet == "The Beacon", outlet="@Wire")
    shelf.stock.update(articles, articles.c.article_id == shelf.wire, noarchive=True)
    export(shelf.engine, out, ["jsonl"], Selection())
    whole, trimmed, _ = read(out, "jsonl")["quotations"]
    assert (whole["pieces"][0]["text"], whole["speaker"]) == (None, None)
    assert (trimmed["pieces"][0]["text"], trimmed["lost"][0]["text"]) == ("boxed in", None)


@pytest.mark.parametrize("form", TABULAR)
def test_without_text_offsets_and_names_stay(shelf: Any, out: Path, read: Read, form: str) -> None:
    export(shelf.engine, out, [form], Selection(with_text=False))
    tables = read(out, form)
    for row in tables["quotations"]:
        assert (row["speaker"], row["cue"]) == (None, None)
        for one in (*row["pieces"], *row["lost"]):
            assert one["text"] is None
            assert one["end"] > one["start"] >= 0
    assert tables["quotations"][0]["name"] == "Ann They"
    assert all(row["text"] is None and row["entity"] for row in tables["names"])


@pytest.mark.parametrize(
    ("most", "found"),
    [
        (0, [[None], [None], [None, None]]),
        (1, [[None], [None], [None, None]]),
        (2, [[None], ["boxed in"], [None, None]]),
        (3, [[None], ["boxed in"], [None, None]]),
        (4, [[None], ["boxed in"], ["four 🚙 cars", "it"]]),
        (5, [["boxed in by 10 cars"], ["boxed in"], ["four 🚙 cars", "it"]]),
    ],
)
def test_without_text_short_quotations_may_stay(
    shelf: Any, out: Path, read: Read, most: int, found: list[list[str | None]]
) -> None:
    """So many words in all the pieces between its marks; nothing else of the texts."""
    export(shelf.engine, out, list(TABULAR), Selection(with_text=False, quotation_words=most))
    for form in TABULAR:
        tables = read(out, form)
        assert texts_of(tables["quotations"]) == found
        for row in tables["quotations"]:
            assert (row["speaker"], row["cue"]) == (None, None)
            assert all(one["text"] is None for one in row["lost"])
        for name in ("articles", "passages", "names"):
            assert all(row["text"] is None for row in tables[name])
        assert all(
            row["value"] is None or "four" not in row["value"] for row in tables["memberships"]
        )


def test_a_quotation_without_spaces_is_as_long_as_it_is(stock: Any, out: Path, read: Read) -> None:
    text = "他说：“救护人员很早就到了现场并且带来了水。”"
    article = stock.article("Paper", "zh", text)
    other = stock.article("Sheet", "en", "Of the same.")
    stock.event("e0000000000000001", article, other)
    start, end = text.index("救"), text.index("”")
    stock.quotation("q0000000000000001", article, "Paper", (start, end))
    for most, kept in ((5, None), (20, text[start:end])):
        selection = Selection(with_text=False, quotation_words=most)
        export(stock.engine, out, ["jsonl"], selection)
        assert texts_of(read(out, "jsonl")["quotations"]) == [[kept]]


def test_pages_not_to_be_copied_are_not_quoted_for_being_short(
    shelf: Any, out: Path, read: Read
) -> None:
    shelf.stock.update(articles, articles.c.outlet.is_not(None), noarchive=True)
    selection = Selection(with_text=False, quotation_words=99)
    export(shelf.engine, out, ["jsonl"], selection)
    assert texts_of(read(out, "jsonl")["quotations"])[2] == [None, None]


def test_how_long_quotations_may_be_is_asked_only_without_texts() -> None:
    with pytest.raises(ExportError, match=r"--quotations-up-to 5: .*; add --no-text, or leave it"):
        Selection.parse(events=(), since=None, with_text=True, quotation_words=5)


def test_only_those_of_the_chosen_events(shelf: Any, out: Path, read: Read) -> None:
    counts = export(shelf.engine, out, ["csv"], Selection(events=(shelf.small,)))
    assert (counts["quotations"], counts["names"]) == (0, 0)
    assert read(out, "csv")["quotations"] == []


@pytest.mark.parametrize(
    ("table", "values"), [(namings, {"end": 10_000}), (quotations, {"speaker_end": 10_000})]
)
def test_offsets_outside_the_text_are_not_published(
    shelf: Any, out: Path, table: Any, values: dict[str, int]
) -> None:
    shelf.stock.update(table, table.c.outlet == "@Wire", **values)
    with pytest.raises(ExportError, match="compare --all"):
        export(shelf.engine, out, ["csv"], Selection())

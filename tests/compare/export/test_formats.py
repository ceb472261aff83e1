from __future__ import annotations

import pytest

from compare.errors import ExportError
from compare.export import FORMATS
from compare.export.formats import TABULAR, chosen_formats, tables_read
from compare.export.tablechoice import chosen_tables


def test_formats_are_named_as_documented() -> None:
    assert FORMATS == ("jsonl", "csv", "parquet", "graphml", "html", "rss")
    assert TABULAR == ("jsonl", "csv", "parquet")


def test_documents_are_made_of_their_own_tables() -> None:
    chosen = chosen_formats(["csv", "rss"])
    read = tables_read(chosen, chosen_tables(["outlets"]))
    assert [one.name for one in read] == [
        "articles",
        "events",
        "passages",
        "differences",
        "outlets",
    ]


def test_an_address_without_a_feed_is_told() -> None:
    with pytest.raises(ExportError) as caught:
        chosen_formats(["html"], "http://localhost:8501")
    assert str(caught.value) == (
        "--link-base http://localhost:8501: is for feeds, and none was asked for; add rss to "
        "--format, or leave it out."
    )


@pytest.mark.parametrize("address", ["", "localhost:8501", "javascript:alert(1)", "http://"])
def test_only_a_web_address_is_linked_to(address: str) -> None:
    with pytest.raises(ExportError, match="is not the address of a web page"):
        chosen_formats(["rss"], address)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["csv"], ["csv"]),
        (["csv", " JSONL", "csv"], ["jsonl", "csv"]),
        (["parquet", ""], ["parquet"]),
    ],
)
def test_names_as_people_write_them(names: list[str], found: list[str]) -> None:
    assert [one.name for one in chosen_formats(names)] == found


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (
            ["xml"],
            "--format xml: is not a format of export; choose from jsonl, csv, parquet, "
            "graphml, html, rss.",
        ),
        (["csv", "a", "b"], "--format a,b: is not a format of export; choose from "),
        ([""], "--format: names no format; choose from jsonl, csv, parquet, graphml, html, rss."),
        ([], "--format: names no format"),
    ],
)
def test_unknown_names_are_told(names: list[str], sentence: str) -> None:
    with pytest.raises(ExportError) as caught:
        chosen_formats(names)
    assert str(caught.value).startswith(sentence)

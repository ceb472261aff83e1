from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.export.comma import CommaSeparated, cell, neutral, original
from compare.export.schema import EVENTS

HOSTILE = st.text(
    st.sampled_from("'=+-@\t\r\n\uff1d\uff20\",;a\x00\u2028😀 "), max_size=12
) | st.text(st.characters(exclude_categories=["Cs"]))


@given(HOSTILE)
def test_neutral_text_is_no_formula_and_can_be_undone(text: str) -> None:
    made = neutral(text)
    assert not made.startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"))
    assert original(made) == text
    assert made in (text, "'" + text)


@given(HOSTILE, HOSTILE)
def test_no_two_texts_become_one(one: str, other: str) -> None:
    assert (neutral(one) == neutral(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_what_is_neutralised(text: str, made: str) -> None:
    assert cell(text) == made


def test_numbers_times_and_lists_are_not_touched() -> None:
    assert cell(-1) == -1
    assert cell(-0.5) == -0.5
    assert cell(None) is None
    assert cell(datetime(2025, 1, 2, tzinfo=UTC)) == "2025-01-02T00:00:00Z"
    assert cell(["=x", "ü"]) == '["=x", "ü"]'


def row(title: str) -> dict[str, Any]:
    return {**dict.fromkeys(EVENTS.names), "event_id": "e1", "title": title, "articles": -1}


@given(st.lists(HOSTILE, min_size=1, max_size=5))
def test_any_text_comes_back(tmp_path: Path, titles: list[str]) -> None:
    with CommaSeparated().open(tmp_path, [EVENTS]) as writer:
        writer.write(EVENTS, [row(title) for title in titles])
    raw = (tmp_path / "events.csv").read_bytes()
    assert raw.endswith(b"\r\n")
    read = list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))
    assert [original(one["title"]) for one in read] == titles
    assert {one["articles"] for one in read} == {"-1"}

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.export.format import iso, sound
from compare.export.jsonl import line


@given(st.text(st.sampled_from("a\"\\\n\r\x00\x85\u2028\u2029\ud800\udfff😀\x1c'")) | st.text())
def test_any_text_stays_on_its_line_and_comes_back(text: str) -> None:
    text = sound(text)
    made = line({"title": text, "authors": [text]}, ("authors", "title"))
    made.encode("utf-8")
    assert made.endswith("\n")
    assert len(made.splitlines()) == 1
    assert json.loads(made) == {"authors": [text], "title": text}
    assert list(json.loads(made)) == ["authors", "title"]


def test_letters_are_written_as_they_are() -> None:
    assert line({"title": "Größe 😀"}, ("title",)) == '{"title": "Größe 😀"}\n'


@given(st.text())
def test_offsets_outlive_mending(text: str) -> None:
    assert len(sound(text)) == len(text)
    sound(text).encode("utf-8")


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (datetime(2025, 10, 4, 14, 10, tzinfo=UTC), "2025-10-04T14:10:00Z"),
        (datetime(2025, 10, 4, 14, 10, 5, 999999, tzinfo=UTC), "2025-10-04T14:10:05Z"),
        (datetime(2025, 1, 1, tzinfo=timezone(timedelta(hours=2))), "2024-12-31T22:00:00Z"),
        (datetime(33, 4, 3, tzinfo=UTC), "0033-04-03T00:00:00Z"),
    ],
)
def test_times_end_in_z(time: datetime, written: str) -> None:
    assert iso(time) == written
    assert line({"t": time}, ("t",)) == f'{{"t": "{written}"}}\n'


def test_what_is_no_value_is_a_bug() -> None:
    with pytest.raises(TypeError):
        line({"t": {1, 2}}, ("t",))  # type: ignore[dict-item]

"""A sheet that is written and read again says what was answered, whatever the texts hold."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import LabelError
from compare.export.comma import original
from compare.labelling.key import Item
from compare.labelling.questions import Question
from compare.labelling.reading import read_sheets
from compare.labelling.sheets import sheet_text
from compare.labelling.tasks import TASKS, read_letters, read_value

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(["yes", "no"])), min_size=1, max_size=6)


@given(
    ROWS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(["", "\r\n", "\r\n,,"])
)
def test_the_round_trip(rows: list[tuple[str, str, str]], encoding: str, tail: str) -> None:
    questions = {
        f"pairs-abcd-{number:04d}": Question(
            task="pairs",
            stratum="near",
            cells={"passage A": first, "after B": second, "answer": said},
        )
        for number, (first, second, said) in enumerate(rows)
    }
    text = sheet_text(TASKS["pairs"], questions)
    items = {key: Item(id=key, task="pairs", stratum="near", passages={}) for key in questions}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "anna.csv")
        path.write_text(text + tail, encoding=encoding, newline="")
        found = read_sheets([path], items)
    assert found.faults == ()
    assert {one.item.id: one.value for one in found.answers} == {
        key: float(said == "yes") for key, (_, _, said) in zip(items, rows, strict=True)
    }


@given(TEXTS)
def test_no_cell_is_a_formula(text: str) -> None:
    question = Question(task="pairs", stratum="near", cells={"passage A": text})
    cell = sheet_text(TASKS["pairs"], {"pairs-abcd-0001": question}).split("\r\n", 1)[1]
    assert not cell.split(",", 6)[6].lstrip('"').startswith(("=", "+", "-", "@", "\t"))
    assert original(text) in (text, text[1:])


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_a_sentence(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "anna.csv")
        path.write_bytes(data)
        with contextlib.suppress(LabelError):
            assert read_sheets([path], {}).answers == ()


@pytest.mark.parametrize("word", ["", "ja ja", "2", "-1", "10", "yes no", "none"])
def test_words_that_are_no_answer(word: str) -> None:
    with pytest.raises(ValueError, match="is none of yes, no or unsure"):
        read_value(TASKS["pairs"], word)


@pytest.mark.parametrize(
    ("cell", "letters"),
    [("B", "B"), ("a d", "AD"), ("A;C", "AC"), ("A and C", "AC"), ("None", ""), ("0", "")],
)
def test_letters(cell: str, letters: str) -> None:
    assert read_letters(TASKS["clusters"], cell, "ABCD") == frozenset(letters)

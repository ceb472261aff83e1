from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.revisions import Change, changes

TEXTS = st.lists(
    st.sampled_from(
        ["The dam ", "held. ", "broke. ", "Five ", "died", "\n\n", "\n", " ", "橋", "が"]
    ),
    max_size=60,
).map("".join) | st.text(max_size=200)


def told(old: str, new: str) -> str:
    signs = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(signs[one.kind].format(one.text) for one in changes(old, new))


@given(TEXTS, TEXTS)
def test_applying_the_changes_gives_the_new_text_and_undoing_them_the_old(
    old: str, new: str
) -> None:
    found = changes(old, new)
    assert "".join(one.text for one in found if one.kind != "removed") == new
    assert "".join(one.text for one in found if one.kind != "added") == old


@given(TEXTS, TEXTS)
def test_offsets_slice_both_texts(old: str, new: str) -> None:
    at_old = at_new = 0
    for one in changes(old, new):
        assert one.text
        assert (one.old_start, one.new_start) == (at_old, at_new)
        assert old[one.old_start : one.old_end] == ("" if one.kind == "added" else one.text)
        assert new[one.new_start : one.new_end] == ("" if one.kind == "removed" else one.text)
        at_old, at_new = one.old_end, one.new_end
    assert (at_old, at_new) == (len(old), len(new))


@given(TEXTS)
def test_equal_texts_are_kept_whole(text: str) -> None:
    assert [one.kind for one in changes(text, text)] == (["kept"] if text else [])


@given(TEXTS, TEXTS)
def test_neighbours_differ_in_kind(old: str, new: str) -> None:
    kinds = [one.kind for one in changes(old, new)]
    assert all(one != other for one, other in pairwise(kinds))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Five died in it.", "Seven died in it.", "[-Five -]{+Seven +}died in it."),
        ("One.\n\nTwo.", "One.\n\nNew.\n\nTwo.", "One.\n\n{+New.\n\n+}Two."),
        ("One.\n\nGone.\n\nTwo.", "One.\n\nTwo.", "One.\n\n[-Gone.\n\n-]Two."),
        ("橋が落ちた", "橋は落ちた", "橋[-が-]{+は+}落ちた"),
        ("", "All of it.", "{+All of it.+}"),
        ("All of it.", "", "[-All of it.-]"),
    ],
)
def test_what_a_reader_sees(old: str, new: str, expected: str) -> None:
    assert told(old, new) == expected


def test_passages_that_share_a_word_by_chance_are_told_whole() -> None:
    old = "Ministers praised the long and costly talks warmly."
    new = "Police arrested nine protesters outside the embassy yesterday."
    assert told(old, new) == f"[-{old}-]{{+{new}+}}"


def test_a_long_text_with_one_word_changed_is_told_by_that_word() -> None:
    words = [f"word{number}" for number in range(20_000)]
    old = " ".join(words)
    new = " ".join([*words[:9_000], "other", *words[9_001:]])
    assert [one.text for one in changes(old, new) if one.kind != "kept"] == ["word9000 ", "other "]


@pytest.mark.parametrize("piece", ["a ", "a\n", "\n", "橋"])
def test_repetitive_texts_end(piece: str) -> None:
    old, new = piece * 50_000, "b" + piece * 49_000 + "c"
    assert "".join(one.text for one in changes(old, new) if one.kind != "removed") == new


def test_a_change_is_a_value() -> None:
    (change,) = changes("", "x")
    assert change == Change(kind="added", text="x", old_start=0, old_end=0, new_start=0, new_end=1)

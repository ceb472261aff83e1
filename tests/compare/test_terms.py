"""TF-IDF vectors of texts."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compare.terms import (
    Counts,
    Rarity,
    Terms,
    count_runs,
    count_words,
    shares,
    stack,
    weigh,
    words_of,
)

TEXTS = [
    "the blaze at the Pell Brothers warehouse",
    "a blaze at a warehouse of Pell",
    "the ferry at sea",
]


def test_rows_are_unit_vectors() -> None:
    matrix = Terms(TEXTS).matrix
    assert matrix.shape[0] == 3
    assert matrix.dtype == np.float32
    assert np.allclose(np.sqrt(matrix.multiply(matrix).sum(axis=1)), 1)


def test_runs_of_words_count_when_asked_for() -> None:
    assert "pell brothers" in Terms(TEXTS).names
    assert "pell brothers" not in Terms(TEXTS, longest=1).names


def test_names_with_hyphen_apostrophe_and_numbers_are_terms() -> None:
    names = Terms(["Jean-Luc’s 2.5 B-52 o'clock x"], longest=1).names
    assert {"jean-luc’s", "2.5", "b-52", "o'clock", "x"} <= set(names)


def test_nothing_but_stop_words_gives_rows_of_zeros() -> None:
    terms = Terms(["the of and", "", "it is"], longest=1, stop_words="english")
    assert terms.matrix.shape == (3, 1)
    assert terms.matrix.nnz == 0


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_texts_have_vectors_of_norm_one_or_zero(texts: list[str]) -> None:
    matrix = Terms(texts).matrix
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    assert len(norms) == len(texts)
    assert all(norm == 0 or abs(norm - 1) < 1e-4 for norm in norms)


# --- counted without a vocabulary


@given(st.lists(st.text(max_size=60), max_size=6))
def test_counts_come_back_as_they_were_stored(texts: list[str]) -> None:
    counted = [count_words(text) for text in texts]
    rest = memoryview(b"".join(one.packed() for one in counted))
    for one in counted:
        back, rest = Counts.unpacked(rest)
        assert (back.places == one.places).all()
        assert (back.numbers == one.numbers).all()
        assert (back.usual == one.usual).all()
    assert not rest


def test_writing_without_spaces_is_cut_into_pairs() -> None:
    assert words_of("東京都で火災 Fire") == ["東京", "京都", "都で", "で火", "火災", "fire"]


def test_runs_are_of_four_words() -> None:
    assert len(count_runs("one two three").places) == 0
    assert len(count_runs("one two three four five").places) == 2
    assert set(count_runs("a b c d e").places) & set(count_runs("X b c d e").places)


def test_what_is_common_in_the_language_is_common_in_a_small_archive() -> None:
    rows = [count_words("Norlund said that people of the city saw ammonia")]
    rare = Rarity(rows).of_words(["Norlund", "ammonia", "people"])
    assert rare["Norlund"] > rare["ammonia"] > rare["people"]


def test_many_articles_outweigh_the_language() -> None:
    one = [count_words("ammonia")] + [count_words("ferry")] * 3000
    rare = Rarity(one).of_words(["ammonia", "ferry"])
    assert rare["ammonia"] > rare["ferry"]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_weighted_rows_have_norm_one_or_zero_and_shares_sum_to_one_or_zero(
    texts: list[str],
) -> None:
    rows = [count_words(text) for text in texts]
    rare = Rarity(rows)
    weighted = weigh(stack(rows), rare)
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1))).ravel()
    sums = np.asarray(shares(stack(rows), rare).sum(axis=1)).ravel()
    for text, norm, total in zip(texts, norms, sums, strict=True):
        expected = 1.0 if words_of(text) else 0.0
        assert abs(norm - expected) < 1e-4
        assert abs(total - expected) < 1e-4

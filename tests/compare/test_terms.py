"""TF-IDF vectors of texts."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compare.terms import Terms

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


def test_shared_terms_stand_in_both_texts_the_rarest_first() -> None:
    terms = Terms([*TEXTS, "blaze at a warehouse", "a blaze"], longest=1, stop_words="english")
    assert terms.shared(0, 1) == ["pell", "warehouse", "blaze"]
    assert terms.shared(0, 1, most=1) == ["pell"]
    assert terms.shared(0, 2) == []


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
    assert terms.shared(0, 2) == []


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_texts_have_vectors_of_norm_one_or_zero(texts: list[str]) -> None:
    matrix = Terms(texts).matrix
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    assert len(norms) == len(texts)
    assert all(norm == 0 or abs(norm - 1) < 1e-4 for norm in norms)

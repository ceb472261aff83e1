"""Which pairs of passages are worth a look."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from compare.matching import candidates as module
from compare.matching.candidates import Candidates, candidates, numbered
from tests.compare.matching.gathering import bags, passages

WORDS = st.sampled_from("ferry storm harbor crew rescue noon engine captain drift tug".split())
ACCOUNTS = st.lists(
    st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=9),
    min_size=1,
    max_size=4,
)


def found_in(accounts: list[list[str]]) -> Candidates:
    all_of_them = passages(accounts)
    vectors = bags([one.text for one in all_of_them])
    return candidates(all_of_them, vectors, csr_matrix(vectors))


def pairs(found: Candidates) -> list[tuple[int, int]]:
    return list(zip(found.first.tolist(), found.second.tolist(), strict=True))


def test_only_passages_of_different_articles_and_somewhat_alike() -> None:
    found = found_in([["ferry adrift", "ferry adrift"], ["ferry adrift", "storm tonight"]])
    assert pairs(found) == [(0, 2), (1, 2)]
    assert found.alike == pytest.approx([1, 1])


def test_only_the_likeliest_few_of_each_other_article() -> None:
    many = [f"ferry adrift {word}" for word in "one two three four five six seven".split()]
    found = found_in([["ferry adrift"], many, many])
    partners = [j for i, j in pairs(found) if i == 0]
    # A0 chose four of each, and is the only partner that each of the fourteen could choose.
    assert len(partners) == 14
    # Passages of B and C chose four of the other's seven; most pairs were chosen by neither.
    assert len([pair for pair in pairs(found) if pair[0] > 0]) < 7 * 7
    assert (1, 8) in pairs(found)


def test_nothing_has_no_candidates() -> None:
    assert pairs(found_in([])) == []
    assert pairs(found_in([["ferry"]])) == []


@given(ACCOUNTS)
def test_pairs_are_ordered_distinct_and_of_different_articles(accounts: list[list[str]]) -> None:
    all_of_them = passages(accounts)
    found = found_in(accounts)
    assert all(before < after for before, after in pairwise(pairs(found)))
    for i, j in pairs(found):
        assert i < j
        assert all_of_them[i].article_id != all_of_them[j].article_id
    assert ((found.alike >= 0.17) & (found.alike <= 1.000001)).all()
    assert len(found.crowd) == len(all_of_them)
    assert ((found.crowd >= 0) & (found.crowd <= 1.000001)).all()


def test_a_passage_has_a_bounded_number_of_partners_in_all() -> None:
    accounts = [["ferry adrift"] * 4 for _ in range(10)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MOST", 6)
        found = found_in(accounts)
    # Each chooses at most six; all are equally alike, and so the earliest are chosen.
    assert len(found.first) <= 6 * 40
    assert [j for i, j in pairs(found) if i == 0][:6] == [4, 5, 6, 7, 8, 9]
    assert len(found_in(accounts).first) == 45 * 16


@given(ACCOUNTS)
def test_the_size_of_the_blocks_changes_nothing(accounts: list[list[str]]) -> None:
    whole = found_in(accounts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", 2)
        parted = found_in(accounts)
    assert pairs(parted) == pairs(whole)
    assert np.array_equal(parted.alike, whole.alike)
    assert np.array_equal(parted.crowd, whole.crowd)


def test_articles_are_numbered_as_they_come() -> None:
    assert numbered(passages([["x", "x"], ["x"], ["x"]])).tolist() == [0, 0, 1, 2]

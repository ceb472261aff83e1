"""Average linkage under constraints, beside scipy's without any."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from compare.events.linkage import Floats, average_linkage


def chances(seed: int, size: int) -> Floats:
    """Symmetric and random: no two pairs tie."""
    drawn = np.random.default_rng(seed).random((size, size))
    full = np.triu(drawn, 1)
    return full + full.T


def partition(groups: Sequence[Collection[int]]) -> set[frozenset[int]]:
    return {frozenset(group) for group in groups}


def by_scipy(chance: Floats, cut: float) -> set[frozenset[int]]:
    distance = 1 - chance
    np.fill_diagonal(distance, 0)
    labels = fcluster(linkage(squareform(distance), "average"), 1 - cut, criterion="distance")
    return partition([np.flatnonzero(labels == label).tolist() for label in set(labels)])


MATRICES = st.tuples(st.integers(0, 10**6), st.integers(2, 24))
CUTS = st.floats(0.05, 0.95)


@given(MATRICES, CUTS)
def test_without_constraints_it_is_average_linkage(drawn: tuple[int, int], cut: float) -> None:
    chance = chances(*drawn)
    assert partition(average_linkage(chance, cut)) == by_scipy(chance, cut)


@given(MATRICES, CUTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    drawn: tuple[int, int], cut: float, random: object
) -> None:
    chance = chances(*drawn)
    order = list(range(len(chance)))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = average_linkage(chance[np.ix_(order, order)], cut)
    named = partition([[order[row] for row in group] for group in mixed])
    assert named == partition(average_linkage(chance, cut))


@given(MATRICES, CUTS, st.data())
def test_what_stands_together_does_and_what_stands_apart_does_not(
    drawn: tuple[int, int], cut: float, data: st.DataObject
) -> None:
    chance = chances(*drawn)
    rows = st.integers(0, len(chance) - 1)
    home = data.draw(st.lists(st.integers(0, 4), min_size=len(chance), max_size=len(chance)))
    together = [{row for row, one in enumerate(home) if one == number} for number in range(1, 4)]
    apart = [
        (a, b)
        for a, b in data.draw(st.lists(st.tuples(rows, rows), max_size=12))
        if a != b and not (home[a] == home[b] and 1 <= home[a] <= 3)
    ]
    groups = partition(average_linkage(chance, cut, together=together, apart=apart))
    assert sorted(row for group in groups for row in group) == list(range(len(chance)))
    for bound in together:
        assert any(bound <= group for group in groups)
    for a, b in apart:
        assert not any({a, b} <= group for group in groups)


@given(MATRICES, CUTS)
def test_no_two_groups_that_are_left_reach_the_cut(drawn: tuple[int, int], cut: float) -> None:
    chance = chances(*drawn)
    groups = average_linkage(chance, cut)
    for place, group in enumerate(groups):
        for other in groups[place + 1 :]:
            assert chance[np.ix_(group, other)].mean() < cut


def test_one_look_alike_pair_does_not_glue_two_groups() -> None:
    chance = np.full((6, 6), 0.05)
    chance[:3, :3] = chance[3:, 3:] = 0.9
    chance[2, 3] = chance[3, 2] = 0.85
    assert partition(average_linkage(chance, 0.3)) == {frozenset({0, 1, 2}), frozenset({3, 4, 5})}


def test_apart_holds_for_groups_that_grew() -> None:
    # 0 and 3 stand apart: so do all that join either of them first.
    chance = np.full((4, 4), 0.6)
    chance[0, 1] = chance[1, 0] = chance[2, 3] = chance[3, 2] = 0.9
    assert partition(average_linkage(chance, 0.3, apart=[(3, 0)])) == {
        frozenset({0, 1}),
        frozenset({2, 3}),
    }


def test_rows_without_any_chance_never_join_however_low_the_cut() -> None:
    assert partition(average_linkage(np.zeros((3, 3)), 0.0)) == {
        frozenset({0}),
        frozenset({1}),
        frozenset({2}),
    }


@pytest.mark.parametrize(("size", "expected"), [(0, []), (1, [[0]])])
def test_none_and_one(size: int, expected: list[list[int]]) -> None:
    assert average_linkage(np.zeros((size, size)), 0.3) == expected

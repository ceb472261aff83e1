"""Estimates from a few judged rows, beside populations of which everything is known."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.labelling.estimates import Estimate, Judged
from compare.labelling.key import Item, Key
from compare.labelling.reading import Answer
from compare.labelling.reservoir import Reservoir, allocate
from compare.labelling.scoring import score

SIZES = {"matched": 2_000, "near": 6_000, "other": 90_000}
TRUE = {"matched": 1_800, "near": 540, "other": 60}
"""So that precision is .9 and recall .75."""
DRAWN = {"matched": 160, "near": 160, "other": 400}


def judged(seed: int) -> dict[str, Estimate]:
    """The figures of one draw; a unit is its number, and those below TRUE match."""
    items: dict[str, Item] = {}
    answers: list[Answer] = []
    for stratum, size in SIZES.items():
        lot: Reservoir[int] = Reservoir(DRAWN[stratum], Random(f"{seed}/{stratum}"))
        # In parts, as events are shown one after the other.
        for begin in range(0, size, 500):
            lot.offer(500, lambda place, begin=begin: begin + place)  # type: ignore[misc]
        for number in lot.held:
            item = Item(id=f"{stratum}{number}", task="pairs", stratum=stratum, passages={})
            items[item.id] = item
            value = float(number < TRUE[stratum])
            answers.append(Answer(item=item, labeller="anna", value=value))
    found = score(Key(sizes={"pairs": SIZES}, items=items, head={}), answers)[0]
    return {measure.name: measure.estimate for measure in found.measures}


def test_the_estimates_find_known_precision_and_recall() -> None:
    """Over many draws the mean is near the truth, and the intervals hold it as often as said."""
    truth = {"precision": 0.9, "recall": 0.75, "recall_likely": 1800 / 2340}
    draws = [judged(seed) for seed in range(40)]
    for name, true in truth.items():
        found = [draw[name] for draw in draws]
        values = [one.value for one in found if one.value is not None]
        assert len(values) == 40
        assert sum(values) / 40 == pytest.approx(true, abs=0.04), name
        held = sum(one.low <= true <= one.high for one in found if one.low and one.high)
        assert held >= 35, name


def test_strangers_of_whom_none_matched_leave_a_doubt() -> None:
    """None of thirty among a million: recall may be far lower than it looks."""
    sizes = {"matched": 1_000, "near": 100, "other": 1_000_000}
    items, answers = {}, []
    for stratum in sizes:
        for number in range(30):
            item = Item(id=f"{stratum}{number}", task="pairs", stratum=stratum, passages={})
            items[item.id] = item
            value = float(stratum == "matched")
            answers.append(Answer(item=item, labeller="anna", value=value))
    found = score(Key(sizes={"pairs": sizes}, items=items, head={}), answers)[0]
    recall = next(one.estimate for one in found.measures if one.name == "recall")
    assert recall.value == 1.0
    assert recall.low is not None
    assert recall.low < 0.2


@given(st.integers(1, 12), st.lists(st.integers(0, 30), max_size=8), st.integers())
def test_a_reservoir_holds_some_of_what_it_was_offered(
    size: int, counts: list[int], seed: int
) -> None:
    lot: Reservoir[int] = Reservoir(size, Random(seed))
    for number, count in enumerate(counts):
        lot.offer(count, lambda place, number=number: 100 * number + place)  # type: ignore[misc]
    offered = {100 * number + place for number, n in enumerate(counts) for place in range(n)}
    assert lot.seen == len(offered)
    assert len(lot.held) == len(set(lot.held)) == min(size, len(offered))
    assert set(lot.held) <= offered


def test_every_unit_has_the_same_chance() -> None:
    drawn = [0] * 40
    for seed in range(4_000):
        lot: Reservoir[int] = Reservoir(5, Random(seed))
        lot.offer(3, lambda place: place)
        lot.offer(37, lambda place: 3 + place)
        for number in lot.held:
            drawn[number] += 1
    # 500 expected of each, with a standard deviation of 21.
    assert min(drawn) > 415
    assert max(drawn) < 585


@given(
    st.integers(0, 500),
    st.dictionaries(
        st.sampled_from("abcdef"), st.tuples(st.integers(0, 300), st.floats(0.01, 1)), max_size=6
    ),
)
def test_rows_are_shared_out(total: int, strata: dict[str, tuple[int, float]]) -> None:
    given_out = allocate(total, strata)
    assert sum(given_out.values()) == min(total, sum(size for size, _ in strata.values()))
    assert all(0 <= given_out[name] <= size for name, (size, _) in strata.items())


def test_what_is_enough() -> None:
    assert Judged(size=3, judged=3, positive=1).enough
    assert Judged(size=300, judged=5, positive=1).enough
    assert not Judged(size=300, judged=4, positive=1).enough

"""What holds of several corrections together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.corrections import Constraints, Correction, constraints_of, merge, move, pin, split
from compare.errors import CorrectionError

NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def together(constraints: Constraints, one: str, other: str) -> bool:
    return any({one, other} <= block for block in constraints.blocks)


def apart(constraints: Constraints, one: str, other: str) -> bool:
    return any(
        {one, other} & constraints.blocks[a] and {one, other} & constraints.blocks[b]
        for a, b in constraints.apart
        if {one, other} <= constraints.blocks[a] | constraints.blocks[b]
    )


def test_merged_events_stand_together() -> None:
    found = constraints_of([merge({"e1": "ab", "e2": "cd"}, made=NOON)])
    assert found.blocks == (frozenset("abcd"),)
    assert found.apart == frozenset()
    assert set(found.by_article) == set("abcd")


def test_what_is_split_off_stands_together_and_apart_from_the_rest() -> None:
    found = constraints_of([split("e1", "abcd", ["a", "b"], made=NOON)])
    assert together(found, "a", "b")
    assert apart(found, "a", "c")
    assert apart(found, "b", "d")
    # What becomes of the rest is up to the evidence.
    assert not together(found, "c", "d")
    assert not apart(found, "c", "d")


def test_a_moved_article_leaves_one_event_for_another() -> None:
    found = constraints_of([move(["a"], ("e1", "abc"), ("e2", "xy"), made=NOON)])
    assert together(found, "a", "x")
    assert apart(found, "a", "b")
    assert apart(found, "x", "c")


def test_a_pin_holds_what_stands_now() -> None:
    whole = pin("e1", "abc", made=NOON)
    assert together(constraints_of([whole]), "a", "c")
    one = pin("e1", "abc", "b", made=NOON)
    assert (one.articles, one.together) == (("b",), (("a", "b", "c"),))


def test_the_newer_wins_pair_by_pair() -> None:
    merged = merge({"e1": "ab", "e2": "cd"}, made=at(0))
    parted = split("e1", "abcd", ["a"], made=at(1))
    found = constraints_of([parted, merged])
    assert apart(found, "a", "b")
    assert together(found, "b", "d")
    again = merge({"e1": "a", "e2": "bcd"}, made=at(2))
    assert constraints_of([again, merged, parted]).blocks == (frozenset("abcd"),)


def test_what_was_undone_holds_no_more() -> None:
    from dataclasses import replace

    merged = replace(merge({"e1": "ab", "e2": "cd"}, made=at(0)), undone=at(5))
    assert constraints_of([merged]) == Constraints()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: merge({"e1": "ab"}, made=NOON), "two different events"),
        (lambda: split("e1", "ab", ["a", "b"], made=NOON), "leave at least one"),
        (lambda: split("e1", "ab", [], made=NOON), "at least one article"),
        (lambda: split("e1", "ab", ["x"], made=NOON), "not in the event e1"),
        (lambda: move(["a"], ("e1", "ab"), ("e1", "ab"), made=NOON), "another event"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(wrong: object, says: str) -> None:
    assert callable(wrong)
    with pytest.raises(CorrectionError, match=says):
        wrong()


groups = st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=4, unique=True).map(tuple)


@st.composite
def corrections(draw: st.DrawFn) -> list[Correction]:
    made = []
    for minute in range(draw(st.integers(1, 6))):
        first, second = draw(groups), draw(groups)
        rest = tuple(sorted(set(second) - set(first)))
        kind = draw(st.sampled_from(("together", "apart")))
        made.append(
            Correction(
                kind="pin" if kind == "together" else "split",
                events=(f"e{minute}",),
                articles=(),
                together=(tuple(sorted(first)),),
                apart=((first, rest),) if kind == "apart" and rest else (),
                made=at(minute),
            )
        )
    return made


@given(corrections())
def test_blocks_are_disjoint_and_never_apart_from_themselves(made: list[Correction]) -> None:
    found = constraints_of(made)
    seen: set[str] = set()
    for block in found.blocks:
        assert not block & seen
        seen |= block
    assert all(a < b < len(found.blocks) for a, b in found.apart)


@given(corrections())
def test_all_that_the_newest_says_holds(made: list[Correction]) -> None:
    found = constraints_of(made)
    newest = made[-1]
    for group in newest.together:
        assert all(together(found, group[0], other) for other in group[1:])
    for first, second in newest.apart:
        assert all(apart(found, one, other) for one in first for other in second)


@given(corrections(), st.randoms(use_true_random=False))
def test_the_order_they_are_read_in_does_not_matter(made: list[Correction], chance: object) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert constraints_of(shuffled) == constraints_of(made)

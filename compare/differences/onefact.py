"""Whether two figures measure one thing: what speaks for it and against (pure)."""

from __future__ import annotations

from compare.differences.framing import framed_apart
from compare.differences.quantities import Quantity
from compare.differences.surroundings import around, names, nearness
from compare.passages import Passage

_BASE = {
    "count": 0.66, "tally": 0.6, "age": 0.6, "percent": 0.45, "points": 0.45, "ordinal": 0.46,
    "duration": 0.34, "length": 0.42,
}  # fmt: skip
_BASE_MONEY = 0.45
_BASE_OTHER = 0.42
_BASE_UNNAMED = 0.3
"""Of counts whose noun stands elsewhere in the sentence."""
_BASE_OTHER_NOUN = 0.28
"""Another noun is another thing, mostly: people and officers; but migrants and members …"""
_PER_SHARED_WORD = 0.09
_MOST_NEARNESS = 3.5
_THE_ONE_ITSELF = 2
_FAR_APART = 6.0
_FAR_APART_OF_A_NOUN = 15.0
_ANOTHER_SCALE = 40.0
"""Figures so many times another are rarely of one thing, or hardly ever."""


def could_be_one(one: Quantity, other: Quantity) -> bool:
    """Whether nothing speaks against both measuring one thing."""
    if one.act and other.act and one.act != other.act:
        return False
    if one.per and other.per and one.per != other.per:
        return False
    if one.change and other.change and one.change != other.change:
        return False
    if one.extra != other.extra and 0 < abs(one.value - other.value) <= _THE_ONE_ITSELF:
        # "The alliance of 29", "the other 28 members".
        return False
    if one.unit == "age" and one.modifiers and other.modifiers:
        return one.modifiers == other.modifiers
    if one.unit == "age" and one.counted and other.counted:
        return one.counted == other.counted
    return True


def same_noun(first: Passage, second: Passage, one: Quantity, other: Quantity) -> bool:
    """Whether both name what they count, or whose age it is, alike: "the woman", "Smith, 43"."""
    if one.counted is not None and one.counted == other.counted:
        return True
    if one.unit != "age":
        return False
    if one.modifiers & other.modifiers:
        return True
    mine, theirs = (
        names(passage.text, quantity.start, quantity.end)
        for passage, quantity in ((first, one), (second, other))
    )
    return not mine.isdisjoint(theirs)


def sureness(first: Passage, second: Passage, one: Quantity, other: Quantity) -> float:
    near, far = (
        dict(around(passage.text, quantity.start, quantity.end))
        for passage, quantity in ((first, one), (second, other))
    )
    sure = _base(one)
    if one.unit in ("count", "ordinal") and not (one.counted and other.counted):
        sure = _BASE_UNNAMED
        sure += 0.2 * ((one.counted in far) or (other.counted in near))
    elif one.counted and other.counted and one.counted != other.counted:
        sure = _BASE_OTHER_NOUN
    sure += _PER_SHARED_WORD * min(nearness(near, far), _MOST_NEARNESS)
    if one.act and one.act == other.act:
        sure += 0.12
    elif one.act or other.act:
        sure -= 0.28
    if bool(one.per) != bool(other.per):
        sure -= 0.15
    if bool(one.change) != bool(other.change):
        sure -= 0.06 if one.unit == "count" else 0.12
    if one.former != other.former:
        sure -= 0.3
    if one.extra or other.extra:
        # "11 other states": beside which, each article has told before.
        sure -= 0.25 if one.extra and other.extra else 0.35
    if bool(one.whole) != bool(other.whole):
        sure -= 0.25
    if one.modifiers and other.modifiers and not one.modifiers & other.modifiers:
        sure -= 0.15
    if one.hedged or other.hedged:
        sure -= 0.03
    apart = _apart(one, other)
    if apart > (_FAR_APART_OF_A_NOUN if one.counted else _FAR_APART):
        sure -= 0.2 if apart < _ANOTHER_SCALE else 0.4
    sure -= framed_apart(first.text, (one.start, one.end), second.text, (other.start, other.end))
    mine, theirs = (
        names(passage.text, quantity.start, quantity.end)
        for passage, quantity in ((first, one), (second, other))
    )
    if mine and theirs and mine.isdisjoint(theirs):
        sure -= 0.12
    return sure


def _base(one: Quantity) -> float:
    if one.unit.startswith("money"):
        return _BASE_MONEY
    return _BASE.get(one.unit, _BASE_OTHER)


def _apart(one: Quantity, other: Quantity) -> float:
    """How many times the smaller the larger figure is."""
    small, large = sorted((one.low + one.high, other.low + other.high))
    return large / small if small else float("inf")

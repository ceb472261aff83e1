"""figure: the accounts give different numbers for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compare.differences.finding import Finding, span
from compare.differences.framing import framed_apart, of_somebody_else
from compare.differences.moments import Moment, moments
from compare.differences.quantities import Quantity, quantities
from compare.differences.surroundings import around, names, nearness
from compare.differences.telling import Pairing, Telling
from compare.passages import Passage

_LEAST = 0.5
"""What is left of the confidence where hardly any chance is that both tell one thing."""
_MAY = 0.3
"""Chance from which passages that were not found to match are looked at: "boxed in by 10 cars" and
"at least four cars were involved" tell of one thing in different words."""
_MOST = 30
"""Figures in one passage: more are a table, whose rows cannot be told apart."""
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
_CLOSE = 0.2
_PER_RIVAL = 0.07
"""A partner nearly as likely makes it less sure which of them answers."""
_TELLING = 20
"""Numbers from here on are the same figure when they are equal, whatever noun stands by."""
_OTHER_TIME = 0.52
"""Factor: 25 arrests of Friday and 40 of Saturday are no contradiction."""
_OTHER_EDITION = 0.6
"""Factor: "closed 5.8% lower", in articles of two days."""
_SOMEBODY_ELSE = 0.7
"""Factor: "he" and a name that does not stand shortly before."""
_NEAR = 80
"""Characters between a figure and the day that dates it, at most."""
_ENDS = re.compile(r"[,;:—–](?=\s)|[a-z]{3}\.\s(?!\d)")
_AGREEING = 0.15
"""What two figures that may both be right are the likelier of one thing."""
_FAR_APART = 6.0
_FAR_APART_OF_A_NOUN = 15.0
_ANOTHER_SCALE = 40.0
"""Figures so many times another are rarely of one thing, or hardly ever."""


@dataclass(frozen=True, kw_only=True)
class _Told:
    """A quantity of one passage against one of the other."""

    one: Quantity
    other: Quantity
    sure: float


class Figure:
    """Numbers of one dimension and one counted noun whose bounds do not meet.

    What both passages say alike is crossed out first; of the rest, figures answer each other that
    are each other's likeliest partner by the noun, by what befell those counted and by the words
    around them. A figure that the other article gives elsewhere differs less surely.
    """

    kind = "figure"

    def find(self, pair: Pairing) -> Iterable[Finding]:
        if not pair.english:
            return
        if not pair.matched and pair.chance < _MAY:
            return
        first, second = pair.first.passage, pair.second.passage
        firsts, seconds = _left(quantities(first.text), quantities(second.text))
        if max(len(firsts), len(seconds)) > _MOST:
            return
        for told in _partners(first, second, firsts, seconds):
            time = _OTHER_TIME if _of_other_times(pair, told) else 1.0
            if _of_its_day(told) and pair.first.published.date() != pair.second.published.date():
                time *= _OTHER_EDITION
            sure = told.sure * time * (_LEAST + (1 - _LEAST) * pair.chance)
            if of_somebody_else(pair.first, pair.second) or of_somebody_else(
                pair.second, pair.first
            ):
                sure *= _SOMEBODY_ELSE
            if _given(told.one, pair.second) or _given(told.other, pair.first):
                sure *= 0.75
            if _sums_up(told.one, told.other, pair.first) or _sums_up(
                told.other, told.one, pair.second
            ):
                sure *= 0.6
            yield Finding(
                kind=self.kind,
                spans=(
                    span(first, told.one.start, told.one.end, told.one.normal),
                    span(second, told.other.start, told.other.end, told.other.normal),
                ),
                confidence=round(min(max(sure, 0.0), 1.0), 3),
            )


def _of_other_times(pair: Pairing, told: _Told) -> bool:
    """Whether days or years stand near both figures, and none that could be the same.

    A day further off dates something else: "a report published Monday", "the shooting of Oct. 1".
    """
    first, second = (
        [
            moment
            for moment in moments(telling.passage.text, telling.published, telling.text[:120])
            if moment.grain != "time" and _dates(moment, quantity, telling.passage.text)
        ]
        for telling, quantity in ((pair.first, told.one), (pair.second, told.other))
    )
    return bool(first and second) and not any(a.agrees(b) for a in first for b in second)


def _of_its_day(told: _Told) -> bool:
    """Whether it is by how much something rose or fell: each day has its own."""
    return bool(told.one.change and told.other.change) or told.one.unit == "points"


def _dates(moment: Moment, quantity: Quantity, text: str) -> bool:
    """Whether the moment stands in the same part of the clause."""
    start, end = min(moment.end, quantity.end), max(moment.start, quantity.start)
    return end - start < _NEAR and not _ENDS.search(text, start, end)


def _left(
    firsts: Sequence[Quantity], seconds: Sequence[Quantity]
) -> tuple[list[Quantity], list[Quantity]]:
    """Without what both say: a figure that has its like in the other passage is no difference."""
    return (
        [one for one in firsts if not any(_alike(one, other) for other in seconds)],
        [other for other in seconds if not any(_alike(one, other) for one in firsts)],
    )


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether both give the same number; what only hedges reconcile may be of two things."""
    return (
        one.unit == other.unit
        and one.agrees(other)
        and _could_be_one(one, other)
        and (
            one.counted == other.counted
            or None in (one.counted, other.counted)
            or one.value == other.value >= _TELLING
        )
        and (one.value == other.value or not (one.hedged or other.hedged))
    )


def _partners(
    first: Passage, second: Passage, firsts: list[Quantity], seconds: list[Quantity]
) -> Iterator[_Told]:
    """The pairs that are each other's likeliest, of those that could be of one thing."""
    sure = {
        (a, b): _sureness(first, second, one, other) + _AGREEING * one.agrees(other)
        for a, one in enumerate(firsts)
        for b, other in enumerate(seconds)
        if one.unit == other.unit and _could_be_one(one, other)
    }
    for (a, b), mine in sure.items():
        rivals = [
            theirs for (x, y), theirs in sure.items() if (x == a or y == b) and (x, y) != (a, b)
        ]
        # Two partners as likely as each other: which of them answers is a guess.
        if rivals and max(rivals) >= mine:
            continue
        if firsts[a].agrees(seconds[b]):
            continue
        near = sum(theirs > mine - _CLOSE for theirs in rivals)
        crowd = _PER_RIVAL * min(near, 3)
        yield _Told(one=firsts[a], other=seconds[b], sure=mine - crowd)


def _could_be_one(one: Quantity, other: Quantity) -> bool:
    """Whether nothing speaks against both measuring one thing."""
    if one.act and other.act and one.act != other.act:
        return False
    if one.per and other.per and one.per != other.per:
        return False
    if one.change and other.change and one.change != other.change:
        return False
    if one.unit == "age" and one.modifiers and other.modifiers:
        return one.modifiers == other.modifiers
    if one.unit == "age" and one.counted and other.counted:
        return one.counted == other.counted
    return True


def _sureness(first: Passage, second: Passage, one: Quantity, other: Quantity) -> float:
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
    if one.unit == "age" and not (
        one.modifiers & other.modifiers or (one.counted and one.counted == other.counted)
    ):
        # Whose age it is must be said: by a name, or by "woman".
        sure -= 0.2
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


def _given(one: Quantity, telling: Telling) -> bool:
    """Whether the article gives that figure too, in another passage."""
    return any(
        one.unit == other.unit
        and one.value == other.value
        and _could_be_one(one, other)
        and one.counted == other.counted
        for other in quantities(telling.text)
    )


def _sums_up(one: Quantity, other: Quantity, telling: Telling) -> bool:
    """Whether the article tells in two parts what the other tells at once: nine, four more; 13."""
    return one.unit == "count" and any(
        more.unit == "count"
        and (more.extra or one.extra)
        and more.counted == one.counted
        and other.low <= one.low + more.low <= other.high
        for more in quantities(telling.text)
    )

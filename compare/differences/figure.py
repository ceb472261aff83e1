"""figure: the accounts give different numbers for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compare.differences.figurerule import FigureEvidence, evidence_of, probability
from compare.differences.finding import Finding, span
from compare.differences.framing import of_somebody_else
from compare.differences.moments import Moment, moments
from compare.differences.onefact import could_be_one, same_noun, sureness
from compare.differences.quantities import Quantity, quantities
from compare.differences.telling import Pairing, Telling
from compare.passages import Passage

_MAY = 0.3
"""Chance from which passages that were not found to match are looked at: "boxed in by 10 cars" and
"at least four cars were involved" tell of one thing in different words."""
_MOST = 30
"""Figures in one passage: more are a table, whose rows cannot be told apart."""
_TELLING = 20
"""Numbers from here on are the same figure when they are equal, whatever noun stands by."""
_OTHER_TIME = 0.3
"""Factor: 25 arrests of Friday and 40 of Saturday are no contradiction."""
_OTHER_EDITION = 0.6
"""Factor: "closed 5.8% lower", in articles of two days."""
_SOMEBODY_ELSE = 0.7
"""Factor: "he" and a name that does not stand shortly before."""
_GIVEN = 0.75
"""Factor: the other article gives the figure too, elsewhere."""
_SUMMED_UP = 0.6
"""Factor: nine, and four more; 13."""
_NOBODY_S_AGE = 0.4
"""Factor: whose age it is must be said: by a name, or by "woman"."""
_NEAR = 80
"""Characters between a figure and the day that dates it, at most."""
_ENDS = re.compile(r"[,;:—–](?=\s)|[a-z]{3}\.\s(?!\d)")
_AGREEING = 0.15
"""What two figures that may both be right are the likelier of one thing."""
_CLOSE = 0.2
_PER_RIVAL = 0.07
"""A partner nearly as likely makes it less sure which of them answers."""


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
        first, second = pair.first.passage, pair.second.passage
        for one, other, evidence in answering(pair):
            yield Finding(
                kind=self.kind,
                spans=(
                    span(first, one.start, one.end, one.normal),
                    span(second, other.start, other.end, other.normal),
                ),
                confidence=round(probability(evidence), 3),
            )


def answering(pair: Pairing) -> Iterator[tuple[Quantity, Quantity, FigureEvidence]]:
    """The figures of the first passage and of the second that answer each other and differ."""
    if not pair.english or not (pair.matched or pair.chance >= _MAY):
        return
    first, second = pair.first.passage, pair.second.passage
    told, also_told = quantities(first.text), quantities(second.text)
    firsts, seconds = _left(told, also_told)
    if max(len(firsts), len(seconds)) > _MOST:
        return
    for each in _partners(first, second, firsts, seconds):
        evidence = evidence_of(
            each.one,
            each.other,
            likeness=each.sure,
            doubts=_doubts(pair, each),
            matched=pair.matched,
            figures=len(told) + len(also_told),
            same_noun=same_noun(first, second, each.one, each.other),
        )
        yield each.one, each.other, evidence


def _doubts(pair: Pairing, told: _Told) -> float:
    """(0, 1]: what is left where something else may keep both from being of one thing."""
    factor = _OTHER_TIME if _of_other_times(pair, told) else 1.0
    if _of_its_day(told) and pair.first.published.date() != pair.second.published.date():
        factor *= _OTHER_EDITION
    if of_somebody_else(pair.first, pair.second) or of_somebody_else(pair.second, pair.first):
        factor *= _SOMEBODY_ELSE
    passages = pair.first.passage, pair.second.passage
    if told.one.unit == "age" and not same_noun(*passages, told.one, told.other):
        factor *= _NOBODY_S_AGE
    if _given(told.one, pair.second) or _given(told.other, pair.first):
        factor *= _GIVEN
    if _sums_up(told.one, told.other, pair.first) or _sums_up(told.other, told.one, pair.second):
        factor *= _SUMMED_UP
    return factor


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
        and could_be_one(one, other)
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
        (a, b): sureness(first, second, one, other) + _AGREEING * one.agrees(other)
        for a, one in enumerate(firsts)
        for b, other in enumerate(seconds)
        if one.unit == other.unit and could_be_one(one, other)
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


def _given(one: Quantity, telling: Telling) -> bool:
    """Whether the article gives that figure too, in another passage."""
    return any(
        one.unit == other.unit
        and one.value == other.value
        and could_be_one(one, other)
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

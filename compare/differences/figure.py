"""figure: the accounts give different numbers for the same thing."""

from __future__ import annotations

from collections.abc import Iterable

from compare.differences.finding import Finding, Span
from compare.differences.quantities import Quantity, quantities
from compare.differences.telling import Pairing
from compare.passages import Passage


class Figure:
    """Numbers of one unit and one counted noun whose bounds do not meet.

    Only where each passage has one number for the thing: "from 69.9 to 78.9 years" and "four of
    the ten cars" say more than one, and which of them another figure answers to is a guess.
    """

    kind = "figure"

    def find(self, pair: Pairing) -> Iterable[Finding]:
        if not pair.matched:
            return
        first, second = pair.first.passage, pair.second.passage
        firsts, seconds = list(quantities(first.text)), list(quantities(second.text))
        for one in firsts:
            rivals = [other for other in seconds if _same_thing(one, other)]
            if len(rivals) != 1 or one.agrees(rivals[0]):
                continue
            other = rivals[0]
            if sum(_same_thing(own, other) for own in firsts) != 1:
                continue
            yield Finding(
                kind=self.kind,
                spans=(_span(first, one), _span(second, other)),
                confidence=_confidence(one, other),
            )


def _same_thing(one: Quantity, other: Quantity) -> bool:
    if one.unit != other.unit:
        return False
    return one.unit != "count" or bool(one.counted & other.counted)


def _confidence(one: Quantity, other: Quantity) -> float:
    """Plain numbers are surer than hedged ones; money and percentages may be of two things."""
    if one.unit in ("money", "percent"):
        return 0.6
    return 0.7 if one.hedged or other.hedged else 0.8


def _span(passage: Passage, quantity: Quantity) -> Span:
    return Span(
        passage=passage,
        start=passage.start + quantity.start,
        end=passage.start + quantity.end,
        normal=quantity.normal,
    )

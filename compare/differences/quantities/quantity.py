"""A number of a text with what it measures or counts, and when two of them can both be right."""

from __future__ import annotations

from dataclasses import dataclass

_ROUNDED_FROM = 1000
_ROUNDING = 0.025
"""2.1 million and 2.123 million are one figure, 58 and 59 are two."""
_CONVERTED = 0.1
"""Three miles and five kilometres are one figure, whoever converted and rounded it."""
_OPEN = 0.1
_OPEN_FROM = 100
"""More than 606,200 and more than 600,000 are one figure, less and more exactly told."""


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number in a text, with what it counts."""

    start: int
    end: int
    # offsets in the text searched: hedge, number and unit, and the counted noun
    low: float
    high: float
    # the bounds within which other accounts' figures agree, in the dimension's base unit
    value: float
    # the number as written, without its hedge; of ranges and "dozens" the least
    unit: str
    # dimension: "count", "money $", "percent", "age", "duration", "length", "tally", "ordinal" …
    named: str = ""
    # the unit as written, e.g. "mile"; "" for counts
    counted: str | None = None
    # stem of the noun counted, e.g. "agent"; None where it is not named beside the number
    modifiers: frozenset[str] = frozenset()
    # stems of what stands between number and noun, e.g. {"armed", "federal"}
    act: str | None = None
    # what befell those counted: "dead", "hurt" …
    per: str | None = None
    # of rates: "year" for "$50 billion a year"
    change: str | None = None
    # "up" or "down", of what rose or fell by so much
    former: bool = False
    # of "from $2.50 to $2.90": where it began
    whole: float | None = None
    # of "63 of 99 seats": 99
    extra: bool = False
    # of "two others", "ten more": counted beside some that are not
    hedged: bool = False
    # "about", "at least", "dozens" …
    estimated: bool = False
    # hedged, yet a number is given: "about 30", not "dozens" or "4 to 6"
    ranged: bool = False
    # "4 to 6"
    told: tuple[int, ...] = ()
    # of tallies: both numbers, the larger first

    def agrees(self, other: Quantity) -> bool:
        """Whether both can be right; large figures may have been rounded by either account."""
        if self.told or other.told:
            return self.told == other.told
        most = max(self.high, other.high)
        slack = 0.0
        if self.named != other.named:
            slack = _CONVERTED * most
        elif self.unit in ("percent", "points"):
            slack = _half_of_last_place(self) + _half_of_last_place(other)
        elif min(self.low, other.low) >= _ROUNDED_FROM and self.unit not in _NEVER_ROUNDED:
            # "nearly 40 million" and "40.8 million" are two.
            slack = (0.005 if self.hedged or other.hedged else _ROUNDING) * most
        if self.ranged and other.ranged:
            # One range inside another is another range.
            slack = max(slack, _ROUNDING * most)
            return abs(self.low - other.low) <= slack and abs(self.high - other.high) <= slack
        if self.estimated and other.estimated:
            apart = abs(self.value - other.value)
            if self._open and other._open and apart < _OPEN * max(self.value, other.value):
                return True
            # "up to 60" and "about 50": neither number lies within what the other allows.
            return _holds(self, other, slack) and _holds(other, self, slack)
        return self.low <= other.high + slack and other.low <= self.high + slack

    @property
    def _open(self) -> bool:
        """Whether it is a least: "more than 500"."""
        return self.low == self.value < self.high and self.value >= _OPEN_FROM

    @property
    def normal(self) -> str:
        """The compared form, e.g. "[4, 6] vehicle" or "[240000, 240000] money $"."""
        if self.told:
            return "-".join(map(str, self.told))
        what = (self.counted or "") if self.unit == "count" else self.unit
        rate = f" per {self.per}" if self.per else ""
        return f"[{self.low:g}, {self.high:g}] {what}".strip() + rate


_NEVER_ROUNDED = ("age", "ordinal", "duration", "length")


def _holds(one: Quantity, other: Quantity, slack: float) -> bool:
    return one.low - slack <= other.value <= one.high + slack


def _half_of_last_place(quantity: Quantity) -> float:
    """What rounding may hide: "60 percent" may be 59.6, "60.1 percent" may be 60.06."""
    return 0.5 if quantity.low == int(quantity.low) and not quantity.hedged else 0.05

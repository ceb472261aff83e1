"""Text → its numbers with their hedges, before it is known what they measure (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compare.differences.quantities.hedges import (
    VAGUE,
    bounds,
    hedge_after,
    hedge_before,
    vague_bounds,
)
from compare.differences.quantities.numerals import ALONE, DIGITS, SCALE, WORDS, value
from compare.differences.quantities.units import CURRENCY

_NUMBER = re.compile(
    rf"(?P<sign>{CURRENCY})?(?:(?P<digits>{ALONE}{DIGITS}{SCALE})|(?P<words>{WORDS})"
    rf"|(?P<vague>{VAGUE}))",
    re.IGNORECASE,
)
_TO = re.compile(
    rf"(?P<join>\s?[-–—]\s?|\s+to\s+|\s+and\s+)(?P<sign>{CURRENCY})?"
    rf"(?P<number>{DIGITS}{SCALE}|{WORDS})(?![\d:/])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\bbetween\s+(?:(?:about|around|roughly|approximately|an estimated)\s+)?$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom\s+(?:\w+\s+)?$", re.IGNORECASE)
_ENDING_SCALE = re.compile(r"(?:k|m|mn|bn|tn|hundred|thousand|million|billion|trillion)$", re.I)
_LOOK_BACK = 32
_BARE = frozenset(("hundred", "thousand", "million", "billion", "trillion"))
"""In "a trillion-dollar deal" they name no figure."""


@dataclass(frozen=True, kw_only=True)
class Atom:
    """A number as it stands."""

    start: int
    end: int
    # offsets in the text: hedge, currency sign, number
    low: float
    high: float
    # the bounds that its hedge leaves
    value: float
    # without its hedge; of ranges and "dozens" the least
    sign: str
    # of a currency, or ""
    written: str
    # the number alone
    hedged: bool
    estimated: bool = False
    # hedged, yet a number is given
    ranged: bool = False
    # "4 to 6"


def atoms(text: str) -> Iterator[Atom]:
    """The numbers of a text, in order and without overlap."""
    place = 0
    while match := _NUMBER.search(text, place):
        place = match.end()
        bare = (match["words"] or "").lower().removeprefix("a ") in _BARE
        if bare and (text.startswith("-", place) or not match["words"].lower().startswith("a")):
            continue
        atom = _vague(match) if match["vague"] else _range(text, match) or _single(text, match)
        place = max(place, atom.end)
        yield atom


def _vague(match: re.Match[str]) -> Atom:
    low, high = vague_bounds(match["vague"])
    return Atom(
        start=match.start(),
        end=match.end(),
        low=low,
        high=high,
        value=low,
        sign=match["sign"] or "",
        written=match["vague"],
        hedged=True,
    )


def _range(text: str, first: re.Match[str]) -> Atom | None:
    """ "between four and six", "4-6", "$30 to $60 million"; None if it is no range."""
    second = _TO.match(text, first.end())
    if not second:
        return None
    join = second["join"].strip().lower()
    offset = max(0, first.start() - _LOOK_BACK)
    before = text[offset : first.start()]
    between = _BETWEEN.search(before)
    if (join == "and") != bool(between) or (join == "to" and _FROM.search(before)):
        return None
    written = first["digits"] or first["words"]
    low, high = value(written), value(second["number"])
    scale = _ENDING_SCALE.search(second["number"])
    if scale and not _ENDING_SCALE.search(written):
        low *= value(("1 " if len(scale.group()) > 2 else "1") + scale.group())
    if low >= high:
        return None
    return Atom(
        start=offset + between.start() if between else first.start(),
        end=second.end(),
        low=low,
        high=high,
        value=low,
        sign=first["sign"] or "",
        written=text[first.start() : second.end()],
        hedged=True,
        ranged=True,
    )


def _single(text: str, match: re.Match[str]) -> Atom:
    written = match["digits"] or match["words"]
    start, before = hedge_before(text, match.start())
    end, after = hedge_after(text, match.end())
    number = value(written)
    low, high = bounds(number, before or after)
    return Atom(
        start=start,
        end=end,
        low=low,
        high=high,
        value=number,
        sign=match["sign"] or "",
        written=written,
        hedged=bool(before or after),
        estimated=bool(before or after),
    )

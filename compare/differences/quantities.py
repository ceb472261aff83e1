"""Text → quantities: what is counted, and between which bounds (pure).

"at least four cars" is [4, 6] car; "about 30 agents" is [24, 36] agent; "10 cars" is [10, 10] car.
Bounds rather than numbers, so that "about 30" and "32" agree while "at least four" and "ten" do
not. Dates, times of day, years, street numbers and ordinals are not quantities here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = {
    word: value
    for value, word in enumerate(
        """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen
        """.split()
    )
}
_TENS = {
    word: 10 * (place + 2)
    for place, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    )
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_ABBREVIATED = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_VAGUE = {
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    **{
        f"{few} {group}": bounds
        for few in ("several", "a few")
        for group, bounds in {
            "dozen": (24, 99),
            "hundred": (200, 999),
            "thousand": (2000, 9999),
        }.items()
    },
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
}

_ROUNDED_FROM = 1000
_ROUNDING = 0.025
"""2.1 million and 2.123 million are one figure, 58 and 59 are two."""

_LESS = ("up to", "as many as", "nearly", "almost", "close to", "fewer than", "less than", "under")
_MORE = ("at least", "more than", "over", "no fewer than", "upwards of", "exceeding", "topped")
_ABOUT = ("about", "around", "roughly", "some", "approximately", "an estimated", "or so")

_GROUPS = (
    *(f"{half}a {scale}" for half in ("half ", "") for scale in ("dozen", *_SCALES)),
    "dozen",
)
_word = "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True), *_SCALES, *_GROUPS])
# "two hundred and six" is one number; "two and six" are two.
_and = r"(?:(?:(?<=hundred\s)|(?<=thousand\s))and\s)?"
_NUMBER = re.compile(
    r"(?P<hedge>\b(?:" + "|".join((*_LESS, *_MORE, *_ABOUT)) + r")\s+)?"
    r"(?P<money>(?:US|A|C)?[$£€])?\s?"
    r"(?:(?P<digits>(?<![\w.,:/-])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,:/-])\d+(?:\.\d+)?)"
    r"(?P<abbreviated>(?:k|m|mn|bn|tn)\b)?"
    rf"|\b(?P<words>(?:{_word})(?:[\s-]{_and}(?:{_word}))*)\b"
    rf"|\b(?P<vague>{'|'.join(_VAGUE)})\b)"
    r"(?:[\s-](?P<scale>hundred|thousand|million|billion|trillion)\b)?"
    r"(?P<percent>\s?(?:%|per\s?cent\b|percentage points?\b))?"
    r"(?P<age>(?:-|\s)years?(?:-|\s)old\b)?",
    re.IGNORECASE,
)
_MONTH = (
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DATE_BEFORE = re.compile(_MONTH + r"\s*$")
_NOT_A_COUNT_AFTER = re.compile(
    rf"\s*(?:st|nd|rd|th)\b|:\d\d|\s*(?:a\.?m\.?|p\.?m\.?|o['’]clock)\b|\s+{_MONTH}|['’]s\b"
    r"|(?:\s+[A-Z][a-z]+){1,3}\s(?:St|Street|Ave|Avenue|Road|Rd|Boulevard|Blvd|Drive)\b",
)
_AFTER = re.compile(r"[\s-]+([A-Za-z][\w'’-]*)")
_OF = re.compile(r"\s+of(?:\s+the)?\b")
_STOP = frozenset(
    """
    a an the of to in on at by for from with and or but nor that which who whom whose as is are
    was were be been being has have had do does did will would could should may might must can
    than then so if when while where after before since until over under into onto about around
    between among during against through he she it they we you i his her its their our this these
    those there here not no said says told according also more less per out up down off
    along across near behind beyond within without toward towards including ago each back last next
    yesterday today monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
_FAMILIES = (
    ("person", "people persons individuals residents men women human others victims souls"),
    ("vehicle", "car cars vehicles automobile automobiles trucks suv suvs"),
    ("officer", "officers police policemen cops"),
    ("dead", "dead deaths killed fatalities died"),
    ("hurt", "injured injuries wounded hurt"),
    ("shot", "shots rounds bullets gunshots"),
    ("child", "children kids minors"),
)
_FAMILY = {word: name for name, words in _FAMILIES for word in [name, *words.split()]}


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number in a text, with what it counts."""

    start: int
    end: int
    # offsets in the text searched: hedge, number and unit, and the counted noun
    low: float
    high: float
    # the bounds within which other accounts' figures agree
    unit: str
    # "money", "percent", "age" or "count"
    counted: frozenset[str]
    # stems of the words after the number, e.g. {"armed", "agent"}
    hedged: bool
    # "about", "at least", "dozens" …

    def agrees(self, other: Quantity) -> bool:
        """Whether both can be right; large figures may have been rounded by either account."""
        slack = _ROUNDING * max(self.high, other.high)
        slack = slack if min(self.low, other.low) >= _ROUNDED_FROM else 0.0
        return self.low <= other.high + slack and other.low <= self.high + slack

    @property
    def normal(self) -> str:
        what = self.unit if self.unit != "count" else " ".join(sorted(self.counted))
        return f"[{self.low:g}, {self.high:g}] {what}".strip()


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities in a text, in order."""
    for match in _NUMBER.finditer(text):
        bounds = _bounds(match)
        before, after = (
            text[: match.start("digits")] if match["digits"] else "",
            text[match.end() :],
        )
        if bounds is None or _DATE_BEFORE.search(before) or _NOT_A_COUNT_AFTER.match(after):
            continue
        unit = (
            "money"
            if match["money"]
            else "percent"
            if match["percent"]
            else "age"
            if match["age"]
            else "count"
        )
        of = _OF.match(text, match.end()) if match["vague"] else None
        counted, end = _counted(text, of.end() if of else match.end())
        if unit == "count" and not counted:
            continue
        if unit == "count" and match["digits"] and _looks_like_year(match, bounds[1]):
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        yield Quantity(
            start=start,
            end=end if unit == "count" else match.end(),
            low=bounds[0],
            high=bounds[1],
            unit=unit,
            counted=counted,
            hedged=bool(match["hedge"] or match["vague"]),
        )


def _bounds(match: re.Match[str]) -> tuple[float, float] | None:
    if match["vague"]:
        low, high = _VAGUE[match["vague"].lower()]
        return float(low), float(high)
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
        value *= _ABBREVIATED.get((match["abbreviated"] or "").lower(), 1)
    else:
        value = _spelled(match["words"].lower())
    value *= _SCALES.get((match["scale"] or "").lower(), 1)
    hedge = " ".join((match["hedge"] or "").lower().split())
    if hedge in _MORE:
        return value, value * 1.5
    if hedge in _LESS:
        return value * 0.75, value
    if hedge in _ABOUT:
        return value * 0.8, value * 1.2
    return value, value


def _spelled(words: str) -> float:
    """ "thirty-five" → 35, "two hundred and six" → 206, "two dozen" → 24."""
    if words.startswith("half "):
        return _spelled(words.removeprefix("half ")) / 2
    total, current = 0.0, 0.0
    for word in re.split(r"[\s-]+", words):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0.0
    return total + current


def _looks_like_year(match: re.Match[str], value: float) -> bool:
    return len(match["digits"]) == 4 and 1800 <= value <= 2100


def _counted(text: str, place: int) -> tuple[frozenset[str], int]:
    """Stems of up to three words after the number, and where the last of them ends."""
    stems: set[str] = set()
    for _ in range(3):
        match = _AFTER.match(text, place)
        if not match or match[1].lower() in _STOP:
            break
        stems.add(stem(match[1]))
        place = match.end()
    return frozenset(stems), place


def stem(word: str) -> str:
    """The word without case and plural, or the family of count nouns that it belongs to."""
    lower = word.lower().removesuffix("'s").removesuffix("’s")
    if lower in _FAMILY:
        return _FAMILY[lower]
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("s", ""),
    ):
        # "losses" is long enough, "gas" is not.
        least = min(len(ending) + 2, 5)
        if lower.endswith(ending) and len(lower) > least and not lower.endswith("ss"):
            return lower[: -len(ending)] + instead
    return lower

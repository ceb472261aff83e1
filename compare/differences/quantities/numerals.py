"""Written numbers → values: "1.4 million", "two hundred and six", "half a dozen" (pure).

text2num and number-parser were tried: neither reads "two dozen", "half a million" or "a hundred";
quantulum3 reads "£5bn" as pound-bit-newtons, "third" as 1/3, and does not say what is counted.
"""

from __future__ import annotations

import re

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
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
        """.split(),
        start=1,
    )
}

_GROUPS = (
    *(f"{half}a {scale}" for half in ("half ", "") for scale in ("dozen", *_SCALES)),
    "dozen",
)
_word = "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True), *_SCALES, *_GROUPS])
# "two hundred and six" is one number; "two and six" are two.
_and = r"(?:(?:(?<=hundred\s)|(?<=thousand\s))and\s)?"

DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?[½¼¾⅓⅔])?"
    r"(?:(?:k|m|mn|bn|tn)\b)?"
)
"""Pattern of a number in digits: 1,234, 4.5, 2½, 5bn."""
ALONE = r"(?<![\w.,:/-])"
"""Before DIGITS: not part of a date, a decimal, a name."""
WORDS = rf"\b(?:{_word})(?:[\s-]{_and}(?:{_word})){{0,10}}\b"
"""Pattern of a number in words."""
SCALE = r"(?:[\s-](?:hundred|thousand|million|billion|trillion)\b)?"
"""Pattern of what may follow a number in digits: 1.4 million."""
ORDINAL = rf"\b(?:(?:{'|'.join(_TENS)})-)?(?:{'|'.join(_ORDINALS)})\b|\b\d+(?:st|nd|rd|th)\b"
"""Pattern of an ordinal number: third, 21st, twenty-first."""

_DIGITS = re.compile(r"(?P<number>[\d,]+(?:\.\d+)?)(?:\s?(?P<part>[½¼¾⅓⅔]))?(?P<short>[a-z]*)")


def value(written: str) -> float:
    """The value of a text that DIGITS or WORDS matched, with its SCALE."""
    words = " ".join(written.lower().split())
    match = _DIGITS.match(words)
    if not match:
        return _spelled(words)
    number = float(match["number"].replace(",", "")) + _PARTS.get(match["part"] or "", 0.0)
    rest = words[match.end() :].strip(" -")
    return number * _ABBREVIATED.get(match["short"], 1.0) * _SCALES.get(rest, 1.0)


def ordinal(written: str) -> int:
    """The value of a text that ORDINAL matched."""
    *tens, last = written.lower().split("-")
    if last[0].isdigit():
        return int(last[:-2])
    return sum(_TENS[word] for word in tens) + _ORDINALS[last]


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

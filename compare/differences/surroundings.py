"""What stands around a span of a passage: whether two spans are told of the same thing (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from compare.commonness import commonness
from compare.differences.stems import root

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_](?:[\w’'-]*\w)?")
_NUMBER = re.compile(r"\d[\d,.]*\d")
_BREAK = re.compile(r"[;:()]|(?<=[a-z]{3})[.!?][\"”’']?\s(?!\d)|\s[—–-]+\s")
_FIGURE = 1.5
"""Weight of a figure that both give."""
_EMPTY = frozenset(
    """
    a an the this that these those and or but nor so if than then as of to in on at by for from
    with into onto over under about around between among during against through after before since
    until while when where who whom whose which what is are was were be been being has have had
    having do does did will would could should may might must can shall not no he she it they we
    you i his her hers its their theirs our ours your my him them us me there here also more most
    less least other others some any all each every both either neither one two three four five six
    seven eight nine ten hundred thousand million billion trillion dozen dozens hundreds thousands
    percent cent said says say saying told according just only even still yet already very much
    many up down out off again once per mr mrs ms dr sen rep gov
    year years month months week weeks day days hour hours minute minutes
    january february march april may june july august september october november december
    jan feb mar apr aug sept sep oct nov dec
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow
    """.split()
)
_REACH = 12
"""Words to either side."""
_WINDOW = 300
"""Characters to either side: passages may be as long as an outlet likes."""


@lru_cache(maxsize=8192)
def around(text: str, start: int, end: int) -> Mapping[str, float]:
    """Roots of the words near a span, each with its weight: rare words up to 1, figures more.

    Not beyond the sentence, a bracket or a dash.
    """
    before, after = sides(text, start, end)
    found: dict[str, float] = {}
    for word in content((*before[-_REACH:], *after[:_REACH])):
        weight = 1 - commonness(_bare(word).replace(".", ""), "en")
        found[root(word)] = max(weight, found.get(root(word), 0.0))
    for number in _NUMBER.findall(" ".join(_windows(text, start, end))):
        # Figures that both give speak for one thing, as names do.
        found[number] = _FIGURE
    return found


def content(words: Sequence[str]) -> list[str]:
    """Those of the words that say something: no function words, numbers, days or months."""
    return [word for word in words if len(word) > 1 and _bare(word) not in _EMPTY]


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def sides(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The words before and after a span, as far as the clause and the window go."""
    before, after = _windows(text, start, end)
    left = max((match.end() for match in _BREAK.finditer(before)), default=0)
    right = _BREAK.search(after)
    return _WORD.findall(before[left:]), _WORD.findall(after[: right.start() if right else None])


def _windows(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]


@lru_cache(maxsize=8192)
def names(text: str, start: int, end: int) -> frozenset[str]:
    """Roots of the capitalised words near a span, but for one that begins the text."""
    before, after = sides(text, start, end)
    near = (*before[-_REACH:], *after[:_REACH])
    first = _WORD.search(text)
    return frozenset(
        root(word)
        for word in near
        if word[0].isupper()
        and word.lower() not in _EMPTY
        and not (first and first.group() == word and before[: _REACH + 1][:1] == [word])
    )


def nearness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How many words both share, each counted by its weight; 0 and up."""
    return sum(min(one[word], other[word]) for word in one.keys() & other.keys())

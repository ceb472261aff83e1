"""Two bodies of one sort: the office for one district here, for another there (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from compare.differences.claims import tempered
from compare.differences.finding import Finding, span
from compare.differences.surroundings import around, nearness
from compare.differences.telling import Pairing

_BODY = re.compile(
    r"\b(?P<sort>(?i:office|court|appeals|department|district|police|university|college|hospital"
    r"|agency|bureau|committee|council|commission|bank|ministry|embassy|consulate|church|jail"
    r"|prison|board|legislature|parliament|assembly|diocese|archdiocese))s?\s+(?:of|for)\s+"
    r"(?:the\s+)?(?P<name>[A-Z][\w’'-]+(?:\s+(?:(?:of|for|and)\s+)?(?:the\s+)?[A-Z][\w’'-]+){0,5})"
)
_WORD = re.compile(r"\w{3,}")
_LITTLE = frozenset("the and for".split())
_MOST = 10
_BASE, _PER_SHARED_WORD, _MOST_NEARNESS, _LEAST_NEARNESS = 0.48, 0.06, 4.0, 1.2


def bodies_apart(kind: str, pair: Pairing) -> Iterator[Finding]:
    """Bodies of one sort and of other names, neither of which the other passage has at all."""
    first, second = pair.first.passage, pair.second.passage
    for sort, mine, start, end in _bodies(first.text):
        for other, theirs, begin, stop in _bodies(second.text):
            if sort != other or not mine - theirs or not theirs - mine:
                continue
            if (mine - theirs) & _words(second.text) or (theirs - mine) & _words(first.text):
                continue
            near = nearness(around(first.text, start, end), around(second.text, begin, stop))
            if near >= _LEAST_NEARNESS:
                sure = _BASE + _PER_SHARED_WORD * min(near, _MOST_NEARNESS)
                yield Finding(
                    kind=kind,
                    spans=(
                        span(first, start, end, " ".join(sorted(mine))),
                        span(second, begin, stop, " ".join(sorted(theirs))),
                    ),
                    confidence=tempered(sure, pair.chance),
                )


@lru_cache(maxsize=8192)
def _bodies(text: str) -> tuple[tuple[str, frozenset[str], int, int], ...]:
    """Sort, words of the name, and the offsets of both together."""
    return tuple(
        (match["sort"].lower(), _words(match["name"]), match.start(), match.end())
        for match in islice(_BODY.finditer(text), _MOST)
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text)) - _LITTLE

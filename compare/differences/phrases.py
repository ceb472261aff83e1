"""Opposed phrases, phrases.toml, and where two passages say them of the same thing (pure)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Literal

from compare.differences.claims import before, behind, both_ways, tempered
from compare.differences.finding import Finding, span
from compare.differences.frames import Token
from compare.differences.surroundings import around, nearness
from compare.differences.telling import Pairing

Share = Literal["subject", "subjects", "object", "around"]
"""Where both passages must have the same words: see the table."""

_SUBJECTS = frozenset(("subject", "subjects"))
_SHORT = {"will": "wo", "can": "ca"}
"""Verbs that are another before "n't"."""
_NEGATED = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|without)|n[’']t)\W+(?:\w+\W+){0,2}\Z", re.I
)
_WINDOW = 40
"""Characters before a phrase in which a "not" turns it round."""
_MOST, _READ = 10, 2000
"""Phrases of a passage, and characters of it, that are read."""
_LEAST_NEARNESS = 0.7
_PER_SHARED_WORD = 0.05
_MOST_NEARNESS = 5.0


@dataclass(frozen=True, kw_only=True)
class Opposed:
    """Two sets of phrases that contradict each other."""

    kind: str
    shares: tuple[Share, ...]
    sure: float
    # [0, 1]: the confidence before the words around are counted
    one: re.Pattern[str]
    other: re.Pattern[str]


def contradictions(kind: str, pair: Pairing) -> Iterator[Finding]:
    """Where one passage has a phrase, and the other its opposite, about the same thing.

    A passage that has both says both; and a phrase behind a "not" says nothing.
    """
    texts = pair.first.passage.text, pair.second.passage.text
    for opposed in _table():
        if opposed.kind != kind:
            continue
        # "Declined to comment" and "said" in one passage may be two people's.
        if not _SUBJECTS & set(opposed.shares) and any(_says_both(opposed, text) for text in texts):
            continue
        for first, second in both_ways(pair):
            found = _best(opposed, first.passage.text, second.passage.text)
            if found is not None:
                near, mine, theirs = found
                sure = opposed.sure + _PER_SHARED_WORD * min(near, _MOST_NEARNESS)
                yield Finding(
                    kind=kind,
                    spans=(
                        span(first.passage, *mine, first.passage.text[slice(*mine)].lower()),
                        span(second.passage, *theirs, second.passage.text[slice(*theirs)].lower()),
                    ),
                    confidence=tempered(sure, pair.chance),
                )


def _best(
    opposed: Opposed, first: str, second: str
) -> tuple[float, tuple[int, int], tuple[int, int]] | None:
    best = None
    hedged = _places(opposed.one, second)
    for mine in _places(opposed.one, first):
        for theirs in _places(opposed.other, second):
            if any(a < theirs[1] and theirs[0] < b for a, b in hedged):
                continue
            if not all(_shared(share, first, mine, second, theirs) for share in opposed.shares):
                continue
            near = nearness(around(first, *mine), around(second, *theirs))
            if best is None or near > best[0]:
                best = near, mine, theirs
    return best


def _says_both(opposed: Opposed, text: str) -> bool:
    """Whether a passage has phrases of both sides; that in "apparently due to" is one of one."""
    mine, theirs = _places(opposed.one, text), _places(opposed.other, text)
    return any(b <= c or d <= a for a, b in mine for c, d in theirs)


def _places(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [
        match.span()
        for match in islice(pattern.finditer(text, 0, _READ), _MOST)
        if not _NEGATED.search(text, max(0, match.start() - _WINDOW), match.start())
    ]


def _shared(
    share: Share, first: str, mine: tuple[int, int], second: str, theirs: tuple[int, int]
) -> bool:
    if share == "around":
        return nearness(around(first, *mine), around(second, *theirs)) >= _LEAST_NEARNESS
    if share == "object":
        return bool(_stems(behind(first, mine[1])) & _stems(behind(second, theirs[1])))
    ours, others = before(first, mine[0]), before(second, theirs[0])
    if share == "subjects":
        return len(_stems(ours) & _stems(others)) > 1
    return _stems(ours[-1:]) & _stems(others[-1:]) != frozenset()


def _stems(found: Iterable[Token]) -> frozenset[str]:
    return frozenset(token.stem for token in found)


@cache
def _table() -> tuple[Opposed, ...]:
    document = tomllib.loads(
        files("compare.differences").joinpath("phrases.toml").read_text(encoding="utf-8")
    )
    return tuple(
        Opposed(
            kind=entry["kind"],
            shares=tuple(entry["share"]),
            sure=entry["sure"],
            one=_pattern(entry["one"]),
            other=_pattern(entry["other"]),
        )
        for entry in document["opposed"]
    )


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases, the longest first."""
    written = "|".join(map(_written, sorted(phrases, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{written})(?![\w-])", re.IGNORECASE)


def _written(phrase: str) -> str:
    words: list[str] = []
    for word in phrase.split():
        if word == "not" and words:
            verb = words.pop()
            words.append(rf"(?:{verb}\s+not|{_SHORT.get(verb, verb)}n[’']t)")
        else:
            words.append(re.escape(word).replace(r"\*", r"\w{0,6}"))
    return r"\s+(?:\w{2,12}ly\s+)?".join(words)

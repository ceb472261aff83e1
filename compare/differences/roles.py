"""What somebody is called who can be only one of both: an officer here, a cadet there (pure)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from compare.differences.claims import tempered
from compare.differences.finding import Finding, span
from compare.differences.surroundings import around, nearness
from compare.differences.telling import Pairing

_MODIFIERS = re.compile(r"(?:\b(?:then-)?[A-Z][\w.’'-]*\s+){1,4}\Z")
_NAME = re.compile(r"\s+((?:[A-Z][\w’'-]+|[A-Z]\.)(?:\s+(?:[A-Z][\w’'-]+|[A-Z]\.)){0,2})")
_OWNER = re.compile(r"(?:[’']s|\b(?:his|her|their))\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_WINDOW = 60
"""Characters before a role in which stands whose, or of what, it is."""
_LETTERS = 5
_MOST = 20
_SAME_NAME, _SAME_MODIFIERS, _SAME_OWNER = 0.6, 0.5, 0.4
_PER_SHARED_WORD = 0.05
_MOST_NEARNESS = 4.0
_FEW = 2.0
"""The weight of shared words around, where a country or a possessor is all that ties them."""


@dataclass(frozen=True, kw_only=True)
class _Role:
    """A word for what somebody is, where it stands in a passage."""

    word: str
    # in lower case, singular
    start: int
    end: int
    # offsets in the passage's text
    modifiers: frozenset[str]
    # beginnings of the capitalised words right before it: "Ukraine", "Ukrainian"
    name: str
    # the surname right behind it, "" if none
    owned: bool
    # whether it is somebody's: "his uncle"


def roles_apart(kind: str, pair: Pairing) -> Iterator[Finding]:
    """Two roles that exclude each other, of one bearer as far as the words beside them tell."""
    first, second = pair.first.passage, pair.second.passage
    mine, theirs = _roles(first.text), _roles(second.text)
    ours, others = {role.word for role in mine}, {role.word for role in theirs}
    for one in mine:
        for other in theirs:
            if other.word not in _rivals(one.word):
                continue
            # Who names both tells of two people.
            if one.word in others or other.word in ours:
                continue
            near = nearness(
                around(first.text, one.start, one.end), around(second.text, other.start, other.end)
            )
            sure = _tied(one, other, near)
            if sure:
                sure += _PER_SHARED_WORD * min(near, _MOST_NEARNESS)
                yield Finding(
                    kind=kind,
                    spans=(
                        span(first, one.start, one.end, one.word),
                        span(second, other.start, other.end, other.word),
                    ),
                    confidence=tempered(sure, pair.chance),
                )


def _tied(one: _Role, other: _Role, near: float) -> float:
    """How surely both are of one bearer, by what stands beside them; 0 if nothing says so."""
    if one.name and one.name == other.name:
        return _SAME_NAME
    if one.name and other.name:
        return 0.0
    shared = len(one.modifiers & other.modifiers)
    if shared > 1 or (shared and near >= _FEW):
        return _SAME_MODIFIERS
    if one.owned and other.owned and near >= _FEW:
        return _SAME_OWNER
    return 0.0


@lru_cache(maxsize=8192)
def _roles(text: str) -> tuple[_Role, ...]:
    found: list[_Role] = []
    for match in islice(_pattern().finditer(text), _MOST):
        before = text[max(0, match.start() - _WINDOW) : match.start()]
        modifiers = _MODIFIERS.search(before)
        name = _NAME.match(text, match.end())
        found.append(
            _Role(
                word=match.group("role").lower(),
                start=match.start("role"),
                end=match.end("role"),
                modifiers=frozenset(
                    word.removeprefix("then-")[:_LETTERS].lower()
                    for word in (modifiers.group().split() if modifiers else ())
                ),
                name=name.group(1).split()[-1].lower() if name else "",
                owned=bool(_OWNER.search(before)),
            )
        )
    return tuple(found)


@cache
def _rivals(word: str) -> frozenset[str]:
    """The roles that its bearer cannot have."""
    found: set[str] = set()
    for lists in _sets():
        if any(word in same for same in lists):
            found |= {rival for same in lists if word not in same for rival in same}
    return frozenset(found)


@cache
def _sets() -> tuple[tuple[tuple[str, ...], ...], ...]:
    document = tomllib.loads(
        files("compare.differences").joinpath("roles.toml").read_text(encoding="utf-8")
    )
    return tuple(tuple(tuple(same) for same in entry["lists"]) for entry in document.values())


@cache
def _pattern() -> re.Pattern[str]:
    words = {word for lists in _sets() for same in lists for word in same}
    written = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:then-)?(?P<role>{written})(?![\w-])", re.IGNORECASE)

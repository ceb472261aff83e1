"""Whether two names can be one person's (pure)."""

from __future__ import annotations

from typing import Literal

Sameness = Literal["same", "other", "unknown"]


def sameness(first: str | None, second: str | None) -> Sameness:
    """Whether two names, as attributions give them, are of one person.

    other: only where both are full names and neither the family name nor any other word agrees: a
    single word may be a body ("the Pentagon") or a nickname, and "the mayor" may be either.
    """
    if not first or not second:
        return "unknown"
    mine, theirs = first.casefold().split(), second.casefold().split()
    if mine[-1] == theirs[-1]:
        alike = len(mine) == 1 or len(theirs) == 1 or mine[0] == theirs[0]
        return "same" if alike else "unknown"
    if set(mine) & set(theirs) or len(mine) < 2 or len(theirs) < 2:
        return "unknown"
    if any(_spelled_alike(mine[-1], word) for word in theirs):
        return "unknown"
    return "other"


def _spelled_alike(word: str, other: str) -> bool:
    """Whether two family names may be one, written down twice: Gadhafi and Qaddafi."""
    return word[-3:] == other[-3:] or word[:4] == other[:4]

"""A text in parts, paragraphs and pieces: what is drawn where (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.queries.told import Told

PART = 12_000
"""Characters of one page of an article: some 2,000 words, more than most articles have."""
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of characters, in a passage or between two."""

    start: int
    end: int
    # offsets in the article's text
    told: Told | None
    # the passage it is of
    whole: bool
    # the passage ends here, and does not go on in the next paragraph


def parts(text: str, most: int = PART) -> list[Span]:
    """The text in stretches of at most so many characters, cut at the ends of paragraphs where
    there are any, else of words; joined they are the text. At least one, also of no text.
    """
    found: list[Span] = []
    start = 0
    while len(text) - start > most:
        end = _cut(text, start, start + most)
        found.append((start, end))
        start = end
    found.append((start, len(text)))
    return found


def part_of(spans: Sequence[Span], place: int) -> int:
    """The number, from 1, of the part in which a place of the text lies."""
    return next((n for n, (_, end) in enumerate(spans, start=1) if place < end), len(spans))


def paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    """The paragraphs of a stretch, as offsets in the whole text."""
    for match in _PARAGRAPH.finditer(text, start, end):
        yield match.start(), match.start() + len(match.group().rstrip())


def pieces(start: int, end: int, told: Sequence[Told]) -> list[Piece]:
    """A paragraph as passages and what lies between them; of two that overlap the second begins
    where the first ends. told: the passages in order.
    """
    found: list[Piece] = []
    at = start
    for one in told:
        first, last = max(at, one.start), min(end, one.end)
        if first >= last:
            continue
        if first > at:
            found.append(Piece(start=at, end=first, told=None, whole=False))
        found.append(Piece(start=first, end=last, told=one, whole=one.end <= end))
        at = last
    if at < end:
        found.append(Piece(start=at, end=end, told=None, whole=False))
    return found


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut, beyond the half of what is allowed where that can be."""
    least = start + (limit - start) // 2
    for sign in ("\n\n", "\n", " "):
        place = text.rfind(sign, least, limit)
        if place >= 0:
            return place + len(sign)
    return limit

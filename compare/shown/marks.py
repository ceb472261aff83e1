"""Words cut at the spans that are to be marked in them (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare.shown import kinds


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A span to be marked, in offsets of the words it stands in."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of words that is marked as a whole, or not at all."""

    text: str
    kinds: tuple[str, ...]
    # what covers it, in the order in which kinds are always shown; empty where nothing does
    ending: tuple[str, ...]
    # those of them whose span ends with it: there their labels stand


def pieces(words: str, marks: Sequence[Mark]) -> list[Piece]:
    """The words, cut at every boundary of a mark; joined, they are the words again.

    Marks may overlap, repeat or reach beyond the words: each piece between two boundaries comes
    once, with every kind that covers it.
    """
    size = len(words)
    spans = {(max(0, m.start), min(size, m.end), m.kind) for m in marks}
    spans = {span for span in spans if span[0] < span[1]}
    cuts = sorted({0, size, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    found: list[Piece] = []
    for start, end in pairwise(cuts):
        covering = kinds.in_order(k for s, e, k in spans if s <= start and end <= e)
        ending = (kind for kind in covering if _end_of(spans, start, kind) == end)
        found.append(Piece(text=words[start:end], kinds=tuple(covering), ending=tuple(ending)))
    return found


def _end_of(spans: Iterable[tuple[int, int, str]], start: int, kind: str) -> int:
    return max(e for s, e, k in spans if k == kind and s <= start < e)

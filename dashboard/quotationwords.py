"""Which words of quotations to mark: what a version leaves out, and what it changes (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare.quotations import Piece
from compare.quotations.comparison import compared
from compare.quotations.words import Word, words_of
from dashboard.queries.quotations import Said
from dashboard.queries.words import Words


@dataclass(frozen=True, kw_only=True)
class Left:
    """A stretch of a quotation's piece, and who leaves it out."""

    start: int
    end: int
    # offsets in the piece; together these cover it
    outlets: tuple[str, ...]
    # in the order of the versions; none where every version has it


def left_out(piece: Words, lost: Mapping[str, Sequence[tuple[int, int]]]) -> list[Left]:
    """The piece, cut where the outlets that leave its words out change.

    lost: outlet → what it leaves out, offsets in the article's text.
    """
    inside = [
        (max(0, start - piece.start), min(len(piece.text), end - piece.start), outlet)
        for outlet, spans in lost.items()
        for start, end in spans
    ]
    inside = [one for one in inside if one[0] < one[1]]
    cuts = {0, len(piece.text), *(one[0] for one in inside), *(one[1] for one in inside)}
    found: list[Left] = []
    for start, end in pairwise(sorted(cuts)):
        outlets = tuple(dict.fromkeys(o for s, e, o in inside if s <= start and end <= e))
        first, last = _worded(piece.text, start, end) if outlets else (start, end)
        # Blanks and commas between two stretches belong to neither.
        parts = [(start, first, ()), (first, last, outlets), (last, end, ())]
        found += [Left(start=s, end=e, outlets=who) for s, e, who in parts if s < e]
    return found


def _worded(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch from its first word on, without blanks at its end; as it is if wordless."""
    first = next((place for place in range(start, end) if text[place].isalnum()), None)
    if first is None:
        return start, end
    return first, start + len(text[start:end].rstrip())


def changed(longest: Said, version: Said) -> list[list[tuple[int, int]]]:
    """For each piece of the version, offsets in it of the words that stand for others."""
    found = compared(_words(longest), _words(version))
    spans = [
        (change.second.start, change.second.end)
        for change in (found.changes if found else ())
        if change.sort in ("replaced", "negated")
    ]
    marks: list[list[tuple[int, int]]] = []
    offset = 0
    for piece in version.pieces:
        end = offset + len(piece.text)
        marks.append(
            [(max(s, offset) - offset, min(e, end) - offset) for s, e in spans if s < end > offset]
        )
        marks[-1] = [(s, e) for s, e in marks[-1] if s < e]
        offset = end + 1
    return marks


def plain_words(said: Said) -> tuple[str, ...]:
    """What it says, but for white space and the stop at its end: for telling "word for word"."""
    words = " ".join(piece.text for piece in said.pieces).split()
    return (*words[:-1], words[-1].rstrip(",.")) if words else ()


def _words(said: Said) -> tuple[Word, ...]:
    """Offsets are in the pieces joined by line breaks."""
    pieces: list[Piece] = []
    offset = 0
    for piece in said.pieces:
        pieces.append(Piece(start=offset, end=offset + len(piece.text)))
        offset = pieces[-1].end + 1
    return words_of("\n".join(piece.text for piece in said.pieces), tuple(pieces))

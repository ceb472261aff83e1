"""Where quotation marks open and close in a text (pure): one pass each for double and single marks.

Marks are read by what stands beside them, since writers and machines mix them up: a straight mark
between a space and a letter opens, “ behind a full stop closes (as it does in German). A mark is
paired within its paragraph; a quotation of several paragraphs, each of which opens anew, is one.
Single marks are apostrophes too: they count only where both ends are plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compare.quotations.quotation import Piece

_DOUBLES = re.compile(r"[“”„‟\"«»「」『』\n]|``|''")
_SINGLES = re.compile(r"[‘’‚'‹›\n]")
_CLOSERS = {
    "“": '”"“',
    "„": '“”"',
    "‟": '”"',
    '"': '"”',
    "«": "»",
    "»": "«",
    "”": "”",
    "「": "」",
    "『": "』",
    "``": ("''", "”", '"'),
}
_SURE_CLOSERS = {"“": "”", "«": "»", "»": "«", "「": "」", "『": "』", "``": "''"}
"""What closes wherever it stands; the others only where they do not plainly open."""
_ENDS = frozenset(".,;:!?…)]}—–-")
_STARTS = frozenset("([{—–-/")
_STRONG = frozenset(".,;!?…—–")
_ELISIONS = re.compile(r"(?:em|til|till|cause|tis|twas|n|round|bout)\b|\d\ds?\b", re.IGNORECASE)
_BLANK = 8
"""Characters of white space that may stand between two paragraphs."""
_SENTENCE_ENDED = re.compile(r"[.!?…]\s*$")


@dataclass(frozen=True, kw_only=True)
class Marked:
    """What stands inside one pair of marks, or in one chain of paragraphs."""

    pieces: tuple[Piece, ...]
    closed: bool


@dataclass(kw_only=True)
class _Open:
    mark: str
    start: int
    pieces: list[Piece]
    # of the paragraphs before
    inner: str | None = None
    # a mark of another sort that was opened inside and not closed yet
    weak: int | None = None
    # of single marks: the first that may close, or be an apostrophe


def marked(text: str) -> list[Marked]:
    """The outermost quotations of a text, in order and without overlap; empty ones are left out.

    Linear in the length of the text, whatever it holds.
    """
    found = sorted([*_doubles(text), *_singles(text)], key=_from)
    outermost: list[Marked] = []
    for one in found:
        if not outermost or one.pieces[0].start >= outermost[-1].pieces[-1].end:
            outermost.append(one)
    return outermost


def _from(one: Marked) -> tuple[int, int]:
    return one.pieces[0].start, -one.pieces[-1].end


def _doubles(text: str) -> Iterator[Marked]:
    opened: _Open | None = None
    for match in _DOUBLES.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        if mark == "\n":
            if opened and not _goes_on(text, end, opened):
                yield from _made(text, opened, start, closed=False)
                opened = None
        elif opened is None:
            if _may_open(mark, before, after):
                opened = _Open(mark=mark, start=end, pieces=[])
        elif opened.start == -1:
            # The mark that opens the next paragraph of the same quotation.
            opened.start = end
        elif opened.inner and mark in _CLOSERS[opened.inner] and not _opens(before, after):
            opened.inner = None
        elif _may_close(opened.mark, mark, before, after):
            yield from _made(text, opened, start, closed=True)
            opened = None
        elif _opens(before, after) and mark == opened.mark:
            # A second opening: a mark was forgotten, or the line breaks between paragraphs were.
            piece = text[max(opened.start, start - 4) : start]
            if _SENTENCE_ENDED.search(piece):
                opened.pieces.extend(_piece(text, opened.start, start))
            else:
                opened.pieces.clear()
            opened.start, opened.inner = end, None
        elif _opens(before, after) and mark in _CLOSERS:
            opened.inner = mark
    if opened:
        yield from _made(text, opened, len(text), closed=False)


def _goes_on(text: str, start: int, opened: _Open) -> bool:
    """Whether the next paragraph opens with the mark that is still open; if so, it is awaited."""
    if opened.start == -1:
        return True
    place = start
    while place < min(len(text), start + _BLANK) and text[place].isspace():
        place += 1
    end = place + len(opened.mark)
    if not text.startswith(opened.mark, place) or not text[end : end + 1].strip():
        return False
    opened.pieces.extend(_piece(text, opened.start, start - 1))
    opened.start, opened.inner = -1, None
    return True


def _singles(text: str) -> Iterator[Marked]:
    opened: _Open | None = None
    for match in _SINGLES.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        if mark == "\n":
            if opened and opened.weak is not None:
                yield from _made(text, opened, opened.weak, closed=True)
            opened = None
        elif _single_opens(text, mark, end, before, after):
            if opened and opened.weak is not None:
                yield from _made(text, opened, opened.weak, closed=True)
            opened = _Open(mark=mark, start=end, pieces=[])
        elif opened and mark in _single_closers(opened.mark) and not _wordy(after):
            if before in _STRONG or mark == "›":
                yield from _made(text, opened, start, closed=True)
                opened = None
            elif opened.weak is None and not before.isspace():
                opened.weak = start
    if opened and opened.weak is not None:
        yield from _made(text, opened, opened.weak, closed=True)


def _single_opens(text: str, mark: str, end: int, before: str, after: str) -> bool:
    if mark in "’›" or _wordy(before) or before in ("'", '"') or not after or after.isspace():
        return False
    if mark in "‚‹":
        return True
    return before not in _STRONG and not _ELISIONS.match(text, end)


def _single_closers(mark: str) -> str:
    return "›" if mark == "‹" else "‘’" if mark == "‚" else "’'"


def _made(text: str, opened: _Open, end: int, *, closed: bool) -> Iterator[Marked]:
    pieces = opened.pieces
    if not closed and not pieces and not _opens(*_beside(text, opened)):
        return
    if opened.start != -1:
        pieces = [*pieces, *_piece(text, opened.start, end)]
    if pieces:
        yield Marked(pieces=tuple(pieces), closed=closed)


def _beside(text: str, opened: _Open) -> tuple[str, str]:
    start = opened.start - len(opened.mark)
    return text[start - 1 : start], text[opened.start : opened.start + 1]


def _piece(text: str, start: int, end: int) -> Iterator[Piece]:
    """The stretch without white space at its ends, where it holds anything."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Piece(start=start, end=end)


def _may_open(mark: str, before: str, after: str) -> bool:
    if mark in ("„", "‟", "「", "『", "``"):
        return True
    if mark in ("“", '"', "«"):
        inches = mark == '"' and before.isdigit()
        return not inches and not _plainly_closes(before, after)
    if mark in ("”", "»"):
        return _opens(before, after) and _wordy(after)
    return False


def _may_close(opened: str, mark: str, before: str, after: str) -> bool:
    if mark not in _CLOSERS[opened]:
        return False
    if mark == _SURE_CLOSERS.get(opened):
        return True
    if mark == opened == "“":
        return _plainly_closes(before, after)
    return not _opens(before, after)


def _opens(before: str, after: str) -> bool:
    """Plainly: space (or a bracket, a dash) before, something that begins a word behind."""
    return (
        (not before or before.isspace() or before in _STARTS)
        and bool(after)
        and not after.isspace()
        and (after not in _ENDS)
    )


def _plainly_closes(before: str, after: str) -> bool:
    return (
        bool(before) and not before.isspace() and (not after or after.isspace() or after in _ENDS)
    )


def _wordy(character: str) -> bool:
    return character.isalnum()

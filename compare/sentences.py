"""A paragraph → its sentences, by offset (pure).

The only module that imports sentencex, Wikimedia's sentence segmenter, which knows abbreviations
and about 300 languages. What it gets wrong in news is mended here: a quotation is not cut in half,
a few titles and list marks do not end a sentence, `"Why?" Hollis asked.` is one, and a sentence
that nothing ends is cut where a reader would pause.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import sentencex

from compare.quotations.cues import SAYING
from compare.quotations.marks import marked

_JOINED = 600
"""Characters: what the segmenter parts is not joined to more than this."""
_LONGEST = 1000
"""Characters: the encoder reads about as many. What is longer is cut, even within a quotation."""
_UNENDED = 300
"""Characters: the same for what has no sentence end at all (Thai has none, nor have some lists)."""

_OPENING_AT_END = re.compile(r"(?<=\s)[“\"]\s*$")
_ABBREVIATED = re.compile(
    r"\b(?:Ms|Mx|Messrs|Mmes?|Mlles?|MM?|Amb|Atty|Ret|Supts?|Asst|Assoc|Dept|Spc|Pvt|Wm|Msgr)\.$"
)
_SHORTENED = re.compile(r"(?:\b[A-Z][a-z]{0,4}|(?:\b[A-Z]\.)+[A-Z])\.$")
_BEFORE_NUMBERS = re.compile(
    r"\b(?:approx|est|ca|cf|incl|fig|vol|pp|chap|sec|art|nos?|tel|ext)\.$", re.IGNORECASE
)
_CLOCK = re.compile(r"\d\s*[ap]\.?\s?m\.$", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\b\.?\s\d"
    r"|[ECMP][SD]?T\b|GMT\b|UTC\b|BST\b|Eastern\b|Central\b|Mountain\b|Pacific\b)"
)
_LIST_MARK = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,4})[.)]")
_ITEM_NUMBER_AT_END = re.compile(r"\s\d{1,3}\.$")
_INITIALS = re.compile(r"\b[A-Z]\.$")
_ASKED = re.compile(r"[?!…][”\"’»]$")
_SPEAKER = re.compile(r"(?:[A-Z][\w'’-]*\.?\s+){1,4}([a-z]+)\b")
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter)", re.IGNORECASE)
_CLOSING = re.compile(r"[”’»\"']+(?:\s|$)")
_GOES_ON = frozenset(";,:)]}%")
_MISSED = re.compile(r"(?:\b[a-z]{2,}|\bMay)[.!?]\s+(?=[“\"(]?[A-Z])")
_NOT_MISSED = frozenset(
    "vs al etc no co st dr jr sr inc corp est dept approx ca cf eg ie feat aka cc".split()
)
_BRACKETS = re.compile(r"[()\[\]]")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔]")
_CUTS = (
    re.compile(r"[.!?…।؟۔][”\"’»)]*\s+|[。！？][」』”]*"),
    re.compile(r"[;:,،؛、，；]\s*|\s[–—-]+\s"),
    re.compile(r"\s+"),
)
"""Where what is too long is cut: the first of these that is found in its second half."""


def sentences(paragraph: str, language: str) -> Iterator[tuple[int, int]]:
    """Offsets (start, end) of the sentences, in order, leaving nothing out.

    language: the first part of a BCP 47 tag; one that is not known falls back to English rules.
    """
    quoted = _quoted(paragraph)
    start = 0
    for end in _ends(paragraph, language, quoted):
        # The segmenter leaves some opening marks at the end of the sentence before.
        mark = _OPENING_AT_END.search(paragraph, start, end)
        if mark and end < len(paragraph) and not paragraph[mark.start() + 1].isspace():
            end = mark.start()
        if end <= start or _goes_on(paragraph, start, end, quoted):
            continue
        yield from _short(paragraph, start, end)
        start = end
    if start < len(paragraph):
        yield from _short(paragraph, start, len(paragraph))


def _quoted(paragraph: str) -> list[tuple[int, int]]:
    """What stands inside marks that close in this paragraph (many quotations run over several)."""
    return [
        (piece.start, piece.end) for one in marked(paragraph) if one.closed for piece in one.pieces
    ]


def _within(place: int, quoted: list[tuple[int, int]]) -> bool:
    at = bisect_left(quoted, (place, 0)) - 1
    return at >= 0 and quoted[at][0] < place < quoted[at][1]


def _ends(paragraph: str, language: str, quoted: list[tuple[int, int]]) -> list[int]:
    found = {one["end_index"] for one in sentencex.get_sentence_boundaries(language, paragraph)}
    brackets = _depths(paragraph)
    for missed in _MISSED.finditer(paragraph):
        word = missed.group().split(".")[0]
        at = bisect_left(brackets, (missed.start(), 0)) - 1
        if (
            word not in _NOT_MISSED
            and not _within(missed.end(), quoted)
            and (at < 0 or brackets[at][1] == 0)
        ):
            found.add(missed.end())
    return sorted(found)


def _depths(paragraph: str) -> list[tuple[int, int]]:
    """(place, how many brackets are open behind it), only where they balance."""
    depth, found = 0, []
    for bracket in _BRACKETS.finditer(paragraph):
        depth = max(0, depth + (1 if bracket.group() in "([" else -1))
        found.append((bracket.start(), depth))
    return found if depth == 0 else []


def _goes_on(paragraph: str, start: int, end: int, quoted: list[tuple[int, int]]) -> bool:
    """Whether the sentence that begins at `start` does not end at `end`."""
    if end >= len(paragraph) or end - start > _JOINED:
        return False
    before, rest = paragraph[start:end].rstrip(), paragraph[end : end + 120].lstrip()
    if not rest or not before:
        return False
    first = rest[0]
    return (
        _within(end, quoted)
        or first in _GOES_ON
        or bool(_CLOSING.match(rest))
        or bool(_SHORTENED.search(before) and first.islower() and not _ADDRESS.match(rest))
        or bool(_ABBREVIATED.search(before) and first.isalpha())
        or bool(_BEFORE_NUMBERS.search(before) and first.isdigit())
        or bool(_CLOCK.search(before) and _AFTER_CLOCK.match(rest))
        or bool(_LIST_MARK.fullmatch(before))
        or (
            not paragraph[end - 1].isspace() and bool(_INITIALS.search(before)) and rest[1:2] == "."
        )
        or (before[-1] in "」』" and "ぁ" <= first <= "ん")
        or (bool(_ASKED.search(before)) and _speaks(rest))
    )


def _speaks(rest: str) -> bool:
    """Whether this begins by saying who spoke: "Hollis asked"."""
    speaker = _SPEAKER.match(rest)
    return speaker is not None and speaker[1] in SAYING


def _short(paragraph: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, in pieces where it is too long."""
    while end - start > _UNENDED:
        longest = _LONGEST if _SENTENCE_END.search(paragraph, start, end) else _UNENDED
        if end - start <= longest:
            break
        cut = _cut(paragraph, start, start + longest)
        yield start, cut
        start = cut
    yield start, end


def _cut(paragraph: str, start: int, end: int) -> int:
    half = (start + end) // 2
    for where in _CUTS:
        places = [found.end() for found in where.finditer(paragraph, half, end)]
        if places:
            return places[-1]
    return end

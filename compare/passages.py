"""Article → passages: sentence-sized pieces with exact offsets (pure).

The only module that imports sentencex, Wikimedia's sentence segmenter, which knows abbreviations
and about 300 languages. Around it stand two rules of our own: a paragraph break always ends a
passage, and a quotation is not cut in half within its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import sentencex

from crawler.article import identifier

_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w")
_OPENING_AT_END = re.compile(r"(?<=\s)[“\"]\s*$")
_LONGEST = 600
"""Characters: sentences that the segmenter parts are not joined to more than this."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A sentence-sized piece of one revision of an article."""

    passage_id: str
    article_id: str
    outlet: str
    revision: int
    position: int
    # from 0, in the order of the text
    start: int
    end: int
    # offsets in the article's text: text[start:end] is the passage
    text: str


def split(text: str, language: str | None = None) -> Iterator[tuple[int, int]]:
    """Offsets (start, end) of the passages of a text, in order and without overlap.

    Each holds at least one letter or digit and has no white space at either end. A language that
    the segmenter does not know falls back to English rules.
    """
    code = (language or "en").replace("_", "-").split("-")[0].lower()
    for paragraph in _PARAGRAPH.finditer(text):
        offset = paragraph.start()
        for start, end in _whole_quotations(paragraph.group(), code):
            piece = paragraph.group()[start:end]
            start += len(piece) - len(piece.lstrip())
            end -= len(piece) - len(piece.rstrip())
            if start < end and _WORD.search(piece):
                yield offset + start, offset + end


def passages_of(
    *, article_id: str, outlet: str, revision: int, text: str, language: str | None = None
) -> list[Passage]:
    """The passages of one revision.

    A passage's id is made of its article and its words, so that it stays the same when a
    revision changes only other sentences.
    """
    found: list[Passage] = []
    seen: dict[str, int] = {}
    for position, (start, end) in enumerate(split(text, language)):
        piece = text[start:end]
        seen[piece] = seen.get(piece, 0) + 1
        found.append(
            Passage(
                passage_id=identifier("p", article_id, piece, str(seen[piece])),
                article_id=article_id,
                outlet=outlet,
                revision=revision,
                position=position,
                start=start,
                end=end,
                text=piece,
            )
        )
    return found


def _whole_quotations(paragraph: str, language: str) -> Iterator[tuple[int, int]]:
    """Sentence boundaries, joined while a quotation mark is still open."""
    start = 0
    for boundary in sentencex.get_sentence_boundaries(language, paragraph):
        last = boundary["end_index"]
        # The segmenter leaves some opening marks at the end of the sentence before.
        mark = _OPENING_AT_END.search(paragraph, start, last)
        if mark and last < len(paragraph) and _quotation_open(paragraph[start:last]):
            last = mark.start()
        if (
            _quotation_open(paragraph[start:last])
            and last - start < _LONGEST
            and _closes(paragraph[last:])
        ):
            continue
        yield start, last
        start = last
    if start < len(paragraph):
        yield start, len(paragraph)


def _quotation_open(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _closes(rest: str) -> bool:
    """Whether the paragraph goes on to close the quotation (many run over several paragraphs)."""
    return "”" in rest or '"' in rest

"""Article → passages: sentence-sized pieces with exact offsets (pure).

A paragraph break always ends a passage; within a paragraph `sentences.py` says where one ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compare.sentences import sentences
from crawler.article import identifier

_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w")


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
        for start, end in sentences(paragraph.group(), code):
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

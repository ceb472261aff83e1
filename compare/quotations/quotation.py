"""A quotation of an article: what stands inside the marks, who said it, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["speech", "scare", "title"]
"""speech: somebody's words; scare: a word or two set apart from the outlet's own words; title: of
a book, a film, a bill: every word that counts is written large."""

Ground = Literal["before", "after", "between", "carried"]
"""Where the attribution stands: before or after the words, between two halves of them, or carried
on from the quotation before, which nothing interrupts."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A verbatim stretch of an article's text."""

    start: int
    end: int
    # offsets in the article's text

    def of(self, text: str) -> str:
        """The stretch itself."""
        return text[self.start : self.end]


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """Who is said to have said it."""

    ground: Ground
    speaker: Piece
    # as written there: "Dana Hollis", "the mayor", "she"
    cue: Piece | None
    # "said", "according to"; None where a colon alone introduces the words ("Hollis: “…”")
    name: str | None
    # of a person, as fully as the article gives it and without title; None where it names none,
    # or where it is not safe to say whom a pronoun means


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """Words that an article marks as somebody else's."""

    pieces: tuple[Piece, ...]
    # inside the marks, in order: one, or the halves around "she said", or one a paragraph
    role: Role
    closed: bool
    # False where its last mark is missing: it is taken to end with its paragraph
    attribution: Attribution | None
    # None where the article does not say, or says it in a way that is not understood

    @property
    def start(self) -> int:
        """Of the first piece, in the article's text."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Of the last piece, in the article's text."""
        return self.pieces[-1].end

    @property
    def name(self) -> str | None:
        """Of the person who said it, where known."""
        return self.attribution.name if self.attribution else None

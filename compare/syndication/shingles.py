"""Text → the runs of words that copies are recognised by (Broder's shingles; pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from compare.syndication.quotations import own_words
from crawler.texts import UNSPACED, UNSPACED_LETTERS

_MARKS = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
"""Vowel signs and accents, which are no letters of their own: Indic, Arabic, Hebrew."""
_TOKEN = re.compile(rf"{UNSPACED_LETTERS.pattern}|[\w{_MARKS}]+(?:'[\w{_MARKS}]+)*")
_APOSTROPHES = str.maketrans("’ʼ", "''")

_WORD, _CHARACTER, _LETTER = 10, 5, 2
"""What a token is of a word, in tenths, as crawler.texts counts them: two Chinese or Japanese
characters are a word, and five Thai, Lao, Burmese or Khmer letters."""


@dataclass(frozen=True, kw_only=True)
class Shingles:
    """The runs of one text, outside quotations."""

    ordered: tuple[str, ...]
    # as they stand in the text, each word of which begins one
    words: float
    # how many words stand outside quotations

    @cached_property
    def distinct(self) -> frozenset[str]:
        return frozenset(self.ordered)

    @cached_property
    def first(self) -> dict[str, int]:
        """Each run's first place."""
        places: dict[str, int] = {}
        for place, run in enumerate(self.ordered):
            places.setdefault(run, place)
        return places

    @property
    def per_word(self) -> float:
        """How many runs begin in a word: 1, but about 2 where characters are counted."""
        return max(1.0, len(self.ordered) / self.words) if self.words else 1.0


def shingles_of(text: str, words: int) -> Shingles:
    """The runs of so many words; none goes across a quotation. Case does not count."""
    found: list[str] = []
    tenths = 0
    for piece in own_words(text):
        tokens, sizes = _tokens(piece)
        tenths += sum(sizes)
        found.extend(_runs(tokens, sizes, words * _WORD))
    return Shingles(ordered=tuple(found), words=tenths / _WORD)


def _tokens(piece: str) -> tuple[list[str], list[int]]:
    plain = unicodedata.normalize("NFKC", piece).casefold().translate(_APOSTROPHES)
    apart = UNSPACED_LETTERS.sub(r" \g<0> ", UNSPACED.sub(r" \g<0> ", plain))
    tokens = _TOKEN.findall(apart)
    if apart == plain:
        return tokens, [_WORD] * len(tokens)
    return tokens, [_size(token) for token in tokens]


def _size(token: str) -> int:
    if UNSPACED.match(token):
        return _CHARACTER
    return _LETTER if UNSPACED_LETTERS.match(token) else _WORD


def _runs(tokens: list[str], sizes: list[int], length: int) -> Iterator[str]:
    end = total = 0
    for start, size in enumerate(sizes):
        while total < length and end < len(tokens):
            total += sizes[end]
            end += 1
        if total < length:
            return
        yield " ".join(tokens[start:end])
        total -= size

"""quote: the same quotation cut, given in other words, or given to another speaker.

A quotation speaks for itself: that two passages hold the same words in quotation marks is ground
enough to compare them, whether or not the passages as a whole were found to match. An altered
quotation is reported here, never under `wording`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from compare.differences.finding import Finding, Span
from compare.differences.telling import Pairing, Telling
from compare.quotations import Piece, Quotation, within
from compare.quotations.comparison import Change, Comparison, compared
from compare.quotations.speaking import sameness
from compare.quotations.words import Word, words_of

_SURE = {"negated": 0.85, "replaced": 0.8, "dropped": 0.6, "cut": 0.3}
_SLIGHT = 0.4
"""Of a single word left out without a sign, and of what rests on few words."""
_TURNED = 0.45
"""Of a cut that leaves out what limits the words that stay."""
_UNMARKED = 0.75
"""Times: where only one of the two puts the words in marks, the other may tell them freely."""
_LEAST_CUT = 4
"""Words that matter: less lost at an end is no loss that matters."""
_LEAST_DROPPED = 2
"""The same, of words left out within and without a sign: so many are no slip of the pen."""
_LEAST_SHARED = 6
"""Words that two quotations have in common before anything altered is said of them."""
_LEAST_ALIKE = 0.8
"""[0, 1]: share of the shorter one, before two speakers are said to be given the same words."""
_SURELY_ALIKE = 0.9
"""[0, 1]: the same, before anything altered is said of passages that were not found to match."""
_LONG = 5
"""Letters of a word that carries content in most languages."""
_TURNS = ("but", "unless", "if", "except", "although", "though", "however", "only")


@dataclass(frozen=True, kw_only=True)
class _Quoted:
    """As much of a quotation as stands in a passage."""

    quotation: Quotation
    words: tuple[Word, ...]
    first: bool
    last: bool
    # whether it begins, and ends, in this passage


class Quote:
    """Differences between two accounts of what somebody said."""

    kind = "quote"

    def find(self, pair: Pairing) -> Iterable[Finding]:
        mine, theirs = _quoted(pair.first), _quoted(pair.second)
        alike = False
        for one in mine:
            for other in theirs:
                likeness = compared(one.words, other.words)
                if likeness is not None:
                    alike = True
                    yield from self._words(pair, one, other, likeness)
                    yield from self._speakers(pair, one, other, likeness)
        if pair.matched and not alike:
            yield from self._unmarked(pair, mine, theirs)

    def _words(
        self, pair: Pairing, one: _Quoted, other: _Quoted, likeness: Comparison
    ) -> Iterator[Finding]:
        """The surest of the changes."""
        sure = [(_confidence(pair, one, other, likeness, c), c) for c in likeness.changes]
        confidence, change = max(sure, key=lambda each: each[0], default=(0.0, None))
        if change is not None and confidence:
            yield self._finding(pair, change, confidence)

    def _unmarked(
        self, pair: Pairing, mine: Iterable[_Quoted], theirs: Iterable[_Quoted]
    ) -> Iterator[Finding]:
        """Words that the other account gives without marks, nearly all of them, one replaced."""
        for one in mine:
            likeness = compared(one.words, _all_words(pair.second))
            if likeness is not None and len(one.words) <= len(_all_words(pair.second)):
                yield from self._told(pair, likeness)
        for other in theirs:
            likeness = compared(_all_words(pair.first), other.words)
            if likeness is not None and len(other.words) <= len(_all_words(pair.first)):
                yield from self._told(pair, likeness)

    def _told(self, pair: Pairing, likeness: Comparison) -> Iterator[Finding]:
        for change in likeness.changes:
            surely = likeness.words >= _LEAST_SHARED and _understood(pair, change)
            if change.sort in ("replaced", "negated") and surely:
                yield self._finding(pair, change, _SURE[change.sort] * _UNMARKED)
                return

    def _speakers(
        self, pair: Pairing, one: _Quoted, other: _Quoted, likeness: Comparison
    ) -> Iterator[Finding]:
        mine, theirs = one.quotation.attribution, other.quotation.attribution
        if mine is None or theirs is None or likeness.words < _LEAST_SHARED:
            return
        if likeness.share < _LEAST_ALIKE or sameness(mine.name, theirs.name) != "other":
            return
        if _inside(pair.first, mine.speaker) and _inside(pair.second, theirs.speaker):
            spans = (
                _span(pair.first, mine.speaker, mine.name),
                _span(pair.second, theirs.speaker, theirs.name),
            )
            # A pronoun, or a name that an earlier sentence gave, may mean another.
            plain = all(
                told.ground != "carried" and span.text[0].isupper() and len(span.text) > len("She")
                for told, span in zip((mine, theirs), spans, strict=True)
            )
            yield Finding(kind=self.kind, spans=spans, confidence=0.8 if plain else 0.4)

    def _finding(self, pair: Pairing, change: Change, confidence: float) -> Finding:
        return Finding(
            kind=self.kind,
            spans=(_span(pair.first, change.first), _span(pair.second, change.second)),
            confidence=round(confidence, 3),
        )


def _confidence(
    pair: Pairing, one: _Quoted, other: _Quoted, likeness: Comparison, change: Change
) -> float:
    """Of a change between two quotations; 0 where it is a trifle."""
    if change.sort != "cut" and not _understood(pair, change):
        return 0.0
    if change.sort == "dropped":
        return _SURE["dropped"] if change.content >= _LEAST_DROPPED else _SLIGHT
    if change.sort != "cut":
        enough = likeness.words >= _LEAST_SHARED
        # Two people may say much the same; of passages that match, less will do.
        same = pair.matched or likeness.share >= _SURELY_ALIKE
        return _SURE[change.sort] * (0.5 + likeness.share / 2) if enough and same else _SLIGHT
    if change.content < _LEAST_CUT:
        return 0.0
    # What is longer there keeps what the other lost.
    kept, whole, cut = (change.first, pair.first, (other, pair.second))
    if change.second.end - change.second.start > kept.end - kept.start:
        kept, whole, cut = (change.second, pair.second, (one, pair.first))
    lost = kept.of(whole.text)
    shorter, telling = cut
    at_start = (change.second if whole is pair.first else change.first).start <= (
        shorter.words[0].start
    )
    if not (shorter.first if at_start else shorter.last) or _told_elsewhere(lost, telling):
        return 0.0
    return _TURNED if lost.lower().lstrip(" ,;—–-").startswith(_TURNS) else _SURE["cut"]


def _understood(pair: Pairing, change: Change) -> bool:
    """Whether it is known which words matter; in other languages than English, long ones do."""
    if pair.english:
        return True
    sides = change.first.of(pair.first.text), change.second.of(pair.second.text)
    long = all(any(len(word) >= _LONG for word in side.split()) for side in sides)
    return change.sort == "replaced" and long


def _told_elsewhere(lost: str, telling: Telling) -> bool:
    """Whether the article gives what this quotation lacks at another place."""
    words = [w.normal for w in words_of(lost, (Piece(start=0, end=len(lost)),))]
    runs = list(zip(words, words[1:], words[2:], strict=False))
    return bool(runs) and sum(run in _runs(telling.text) for run in runs) * 2 >= len(runs)


@lru_cache(maxsize=256)
def _runs(text: str) -> frozenset[tuple[str, str, str]]:
    words = [
        word.normal
        for start in range(0, len(text), _STRETCH)
        for word in words_of(text, (Piece(start=start, end=min(len(text), start + _STRETCH)),))
    ]
    return frozenset(zip(words, words[1:], words[2:], strict=False))


_STRETCH = 1000
"""Characters that surely hold no more words than are read at a time."""


def _quoted(telling: Telling) -> tuple[_Quoted, ...]:
    passage = telling.passage
    return _quoted_in(telling.text, telling.language, passage.start, passage.end)


@lru_cache(maxsize=16384)
def _quoted_in(text: str, language: str | None, start: int, end: int) -> tuple[_Quoted, ...]:
    """The quotations of a passage, read in its article: marks may open and close outside it."""
    found: list[_Quoted] = []
    for quotation in within(text, language, start, end):
        if quotation.role != "speech":
            continue
        clipped = tuple(
            Piece(start=max(start, piece.start), end=min(end, piece.end))
            for piece in quotation.pieces
            if piece.start < end and piece.end > start
        )
        words = words_of(text, clipped)
        if words:
            found.append(
                _Quoted(
                    quotation=quotation,
                    words=words,
                    first=quotation.start >= start,
                    last=quotation.end <= end and quotation.closed,
                )
            )
    return tuple(found)


def _all_words(telling: Telling) -> tuple[Word, ...]:
    passage = telling.passage
    return words_of(telling.text, (Piece(start=passage.start, end=passage.end),))


def _inside(telling: Telling, piece: Piece) -> bool:
    return telling.passage.start <= piece.start and piece.end <= telling.passage.end


def _span(telling: Telling, piece: Piece, normal: str | None = None) -> Span:
    return Span(
        passage=telling.passage,
        start=piece.start,
        end=piece.end,
        normal=normal or " ".join(piece.of(telling.text).lower().split()),
    )

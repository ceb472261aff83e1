"""wording: a loaded label in one account where the other has a neutral one, or another.

Words are held against each other only where they stand in the same place: between words that both
passages share, beside the same verb or noun, or, of people and things, where nothing else in two
like passages could be meant. A quotation in other words is reported under `quote`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compare.differences.attribution import spoken
from compare.differences.finding import Finding, Span, span
from compare.differences.frames import (
    Role,
    Token,
    beside,
    heads,
    placed,
    replaced,
    shared,
    tokens,
)
from compare.differences.lexicon import Label, labels
from compare.differences.telling import Pairing
from compare.passages import Passage

_SURE: dict[Role, float] = {"aligned": 0.75, "beside": 0.7, "alone": 0.55}
_BOTH_LOADED = 0.85
"""Times: two loaded labels, neither of them neutral."""
_QUOTED = 0.6
"""Times: a label in somebody's mouth is not the outlet's own."""
_SUBSTITUTED = 0.2
"""Words outside the lexicon that stand for each other: most are synonyms."""
_BESIDES = 2
"""Words that may stand for each other along with the labels."""
_KIN = 5
"""First letters by which two labels are one word: obstructing, obstruction."""
_FRAME = 3
"""Words and signs around that both passages share, before any two words are held together."""
_SHARED_ALONE = 4
"""Words that matter in both passages, before labels that share no neighbour are compared."""


class Wording:
    """Differences of labels for the same people, things and acts, in English; see labels.toml."""

    kind = "wording"

    def find(self, pair: Pairing) -> Iterable[Finding]:
        if not (pair.matched and pair.english):
            return
        found = list(self._labels(pair))
        yield from found
        if not found:
            yield from self._substituted(pair)

    def _labels(self, pair: Pairing) -> Iterator[Finding]:
        first, second = pair.first.passage, pair.second.passage
        firsts, seconds = labels(first.text), labels(second.text)
        for group in sorted({label.group for label in firsts}):
            mine = [label for label in firsts if label.group == group]
            theirs = [label for label in seconds if label.group == group]
            # A label that both use is no difference, whatever else they say.
            if {label.stem for label in mine} & {label.stem for label in theirs}:
                continue
            sure = [
                (_confidence(pair, one, other, lonely=len(mine) == len(theirs) == 1), one, other)
                for one in mine
                for other in theirs
                if _opposed(one, other)
            ]
            confidence, one, other = max(sure, key=lambda each: each[0], default=(0.0, None, None))
            if one is not None and other is not None and confidence:
                yield Finding(
                    kind=self.kind,
                    spans=(_span(first, one.start, one.end), _span(second, other.start, other.end)),
                    confidence=round(confidence, 3),
                )

    def _substituted(self, pair: Pairing) -> Iterator[Finding]:
        """Adjectives or nouns put for each other in the same frame of shared words."""
        first, second = pair.first.passage, pair.second.passage
        mine, theirs = tokens(first.text), tokens(second.text)
        for one in replaced(mine, theirs):
            words, others = mine[slice(*one.first)], theirs[slice(*one.second)]
            if max(len(words), len(others)) > 2 or not one.before or not one.after:
                continue
            if len(one.before) + len(one.after) < _FRAME:
                continue
            if not (_plain(words) and _plain(others)):
                continue
            ends = (words[0].start, words[-1].end), (others[0].start, others[-1].end)
            if spoken(pair.first, *ends[0]) and spoken(pair.second, *ends[1]):
                continue
            yield Finding(
                kind=self.kind,
                spans=(_span(first, *ends[0]), _span(second, *ends[1])),
                confidence=_SUBSTITUTED,
            )


def _opposed(one: Label, other: Label) -> bool:
    """Whether one is loaded and the other neutral, or both loaded and of people or things.

    "slammed" and "blasted" are one; "rioters" and "freedom fighters" are not.
    """
    if one.loaded and other.loaded:
        return one.part == "noun" and one.stem[:_KIN] != other.stem[:_KIN]
    return one.loaded != other.loaded


def _confidence(pair: Pairing, one: Label, other: Label, *, lonely: bool) -> float:
    """Of two labels of one group; 0 where they need not label the same."""
    in_mouths = (
        spoken(pair.first, one.start, one.end),
        spoken(pair.second, other.start, other.end),
    )
    if all(in_mouths):
        return 0.0
    role = _role(pair.first.passage, one, pair.second.passage, other, lonely=lonely)
    if role is None:
        return 0.0
    confidence = _SURE[role] * (1.0 if one.loaded != other.loaded else _BOTH_LOADED)
    if any(in_mouths):
        confidence *= _QUOTED
    return confidence * (0.6 + 0.4 * pair.chance)


def _role(
    first: Passage, one: Label, second: Passage, other: Label, *, lonely: bool
) -> Role | None:
    mine, theirs = tokens(first.text), tokens(second.text)
    here, there = placed(mine, one.start, one.end), placed(theirs, other.start, other.end)
    if here is None or there is None:
        return None
    for pair in replaced(mine, theirs):
        around = pair.after if one.part == "verb" else (*pair.before, *pair.after)
        if (
            _covers(pair.first, here)
            and _covers(pair.second, there)
            and any(token.matters for token in around)
        ):
            return "aligned"
    # An act is told by what it is done to: who says a thing also blasts another.
    if beside(mine, here, theirs, there, before=one.part == "noun"):
        return "beside"
    alike = len(shared(mine, theirs)) >= _SHARED_ALONE
    if lonely and alike and one.part == "noun" and heads(mine, here) and heads(theirs, there):
        return "alone"
    return None


def _covers(stretch: tuple[int, int], phrase: tuple[int, int]) -> bool:
    """Whether the phrase is all of the stretch, but for a little word or two."""
    inside = stretch[0] <= phrase[0] and phrase[1] <= stretch[1]
    return inside and stretch[1] - stretch[0] <= phrase[1] - phrase[0] + _BESIDES


def _plain(words: Iterable[Token]) -> bool:
    """Words that matter, among them no name and no figure."""
    words = list(words)
    return all(word.text.islower() and word.text[0].isalpha() for word in words) and any(
        word.matters for word in words
    )


def _span(passage: Passage, start: int, end: int) -> Span:
    return span(passage, start, end, " ".join(passage.text[start:end].lower().split()))

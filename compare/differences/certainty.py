"""certainty: stated flatly here, alleged, attributed or hedged there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from compare.differences.adopted import adopted
from compare.differences.attribution import attributed, attribution, spoken
from compare.differences.claims import (
    Cue,
    both_ways,
    cues,
    in_common,
    named_apart,
    places,
    readable,
    sameness,
    stated,
    tempered,
)
from compare.differences.finding import Finding, span
from compare.differences.frames import Token
from compare.differences.phrases import contradictions
from compare.differences.telling import Pairing, Telling

_HEDGE = re.compile(
    r"\b(?P<alleged>allegedly|purportedly|supposedly|without evidence that"
    r"|accused of|suspected of|alleged to have)\b"
    r"|\b(?P<seems>apparently|reportedly|possibly|probably|perhaps|presumably"
    r"|(?:appear|seem)(?:s|ed)?(?: \w{1,12})? to)\b"
    r"|\b(?P<may>may|might|could)\b(?! not| \d)"
    r"|(?<!than )(?<!than-)\b(?P<expected>expected(?: that| to)?)\b"
    r"|\b(?P<claims>(?<!ing )(?<!the )(?<!of )(?<!his )(?<!her )(?<!their )"
    r"claim(?:s|ed)(?! (?:\d|the li|responsib|victory|credit))"
    r"|alleg(?:es|ed)|contend(?:s|ed)|argu(?:es|ed)"
    r"|insist(?:s|ed))\b(?: that)?"
    r"|\b(?P<said>said|says|according to)\b(?: that)?",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:charg|claim|accus|alleg|suspect|expect|plan|likely|potential|probab|belie[fv]|if\b)|\?",
    re.IGNORECASE,
)
"""Words that leave it open in another way: a passage with one of them states nothing flatly."""
_HEDGED = re.compile(
    r"\b(?:may|might|could|can|allegedly|purportedly|supposedly|apparently|reportedly|possibly"
    r"|probably|perhaps|presumably|potential\w{0,2}|possible|likely|appear\w{0,2}|seem\w{0,2}"
    r"|expect\w{0,3}|plan\w{0,4}|hop(?:es?|ed|ing)|consider\w{0,3})\b",
    re.IGNORECASE,
)
"""Before a word: it is hedged there, too."""
_NOT = re.compile(r"\b(?:not?|never|without)\b|n[’']t\b", re.IGNORECASE)
_NEAR = 50
"""Characters before a word in which a "not" denies it: that is another kind of difference."""
_COMING = frozenset({"may", "expected"})
"""Hedges of what is to come: "will" and "would" are flat against them."""
_BASE = {
    "alleged": 0.38,
    "seems": 0.36,
    "may": 0.28,
    "expected": 0.2,
    "claims": 0.28,
    "said": 0.1,
}
_MOST_SURE = {"said": 0.45}
"""Who said so is told or left out everywhere: never shown by default."""
_WHO = frozenset({"claims", "said"})
_PER_SHARED_WORD = 0.09
_MOST_NEARNESS = 4.0
_LEAST_NEARNESS = 1.2
_LEAST_SHARED = 3
_MOST = 40


class Certainty:
    """A claim hedged in one passage, and flat in the other, which hedges and attributes nothing.

    Who announced what will be is left aside where a "may" stands against it: "said he may leave"
    and "announced that he would leave" differ.
    """

    kind = "certainty"

    def find(self, pair: Pairing) -> Iterable[Finding]:
        if not readable(pair):
            return
        yield from contradictions(self.kind, pair)
        if in_common(pair.first.passage.text, pair.second.passage.text) < _LEAST_SHARED:
            return
        for one, other in both_ways(pair):
            yield from adopted(self.kind, one, other, pair.chance)
            yield from self._hedged(one, other, pair.chance)

    def _hedged(self, one: Telling, other: Telling, chance: float) -> Iterator[Finding]:
        first, second = one.passage, other.passage
        who_says = attributed(second.text)
        for cue in cues(first.text, _HEDGE):
            coming = cue.name in _COMING
            if not coming and (who_says or _OPEN.search(second.text)):
                continue
            if cue.name not in _WHO and not cue.head.text.islower():
                continue
            found = self._flat(first.text, cue, second.text, coming=coming)
            if found is None:
                continue
            near, token = found
            if spoken(other, token.start, token.end):
                continue
            start, end = cue.start, cue.head.end
            if cue.name in _WHO:
                start, end = attribution(first.text, cue.start, cue.end)
            sure = _BASE[cue.name] + _PER_SHARED_WORD * min(near, _MOST_NEARNESS)
            yield Finding(
                kind=self.kind,
                spans=(
                    span(first, start, end, f"{cue.name} {cue.head.stem}"),
                    span(second, token.start, token.end, f"flat {token.stem}"),
                ),
                confidence=tempered(min(sure, _MOST_SURE.get(cue.name, 1.0)), chance),
            )

    def _flat(
        self, first: str, cue: Cue, second: str, *, coming: bool
    ) -> tuple[float, Token] | None:
        """Where the other passage states the same word flatly, and how much agrees around it."""
        best: tuple[float, Token] | None = None
        for token in islice(places(second, cue.head), _MOST):
            before = max(0, token.start - _NEAR)
            if not stated(second, token, perhaps=coming):
                continue
            if _NOT.search(second, before, token.start) or _HEDGED.search(
                second, before, token.start
            ):
                continue
            if named_apart(first, cue.start, second, token.start):
                continue
            near = sameness(first, (cue.start, cue.head.end), second, (token.start, token.end))
            if near >= _LEAST_NEARNESS and (best is None or near > best[0]):
                best = near, token
        return best

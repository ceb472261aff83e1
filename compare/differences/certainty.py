"""certainty: stated flatly here, alleged, attributed or hedged there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from compare.differences.attribution import attributed, attribution
from compare.differences.claims import (
    both_ways,
    cues,
    in_common,
    places,
    readable,
    sameness,
    span,
    stated,
    tempered,
)
from compare.differences.finding import Finding
from compare.differences.telling import Pairing, Telling

_HEDGE = re.compile(
    r"\b(?P<alleged>allegedly|purportedly|supposedly|so-called|without evidence that"
    r"|accused of|suspected of|alleged to have)\b"
    r"|\b(?P<seems>apparently|reportedly|possibly|(?:appear|seem)(?:s|ed)?(?: \w{1,12})? to)\b"
    r"|\b(?P<may>may|might|could)\b(?! not| \d)"
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
_BASE = {"alleged": 0.38, "seems": 0.32, "may": 0.24, "claims": 0.28, "said": 0.1}
_MOST_SURE = {"said": 0.45}
"""Who said so is told or left out everywhere: never shown by default."""
_WHO = frozenset({"claims", "said"})
_PER_SHARED_WORD = 0.09
_MOST_NEARNESS = 4.0
_LEAST_NEARNESS = 1.2
_LEAST_SHARED = 3
_MOST = 40


class Certainty:
    """A claim hedged in one passage, and flat in the other, which hedges and attributes nothing."""

    kind = "certainty"

    def find(self, pair: Pairing) -> Iterable[Finding]:
        if not readable(pair):
            return
        if in_common(pair.first.passage.text, pair.second.passage.text) < _LEAST_SHARED:
            return
        for one, other in both_ways(pair):
            text = other.passage.text
            if not attributed(text) and not _HEDGE.search(text) and not _OPEN.search(text):
                yield from self._hedged(one, other, pair.chance)

    def _hedged(self, one: Telling, other: Telling, chance: float) -> Iterator[Finding]:
        first, second = one.passage, other.passage
        for cue in cues(first.text, _HEDGE):
            if cue.name not in _WHO and not cue.head.text.islower():
                continue
            for token in islice(places(second.text, cue.head), 1):
                if not stated(second.text, token):
                    continue
                near = sameness(
                    first.text, (cue.start, cue.head.end), second.text, (token.start, token.end)
                )
                if near < _LEAST_NEARNESS:
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

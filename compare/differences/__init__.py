"""The kinds of difference: one module each, registered here, all of one protocol.

To add a kind: write a module with a class that fulfils Kind, and add an instance to KINDS.
"""

from __future__ import annotations

from collections.abc import Iterable

from compare.differences.actor import Actor
from compare.differences.certainty import Certainty
from compare.differences.figure import Figure
from compare.differences.finding import Finding, Kind, Span
from compare.differences.polarity import Polarity
from compare.differences.quote import Quote
from compare.differences.telling import Pairing, Telling
from compare.differences.time_place import TimePlace
from compare.differences.wording import Wording

KINDS: tuple[Kind, ...] = (
    Figure(),
    TimePlace(),
    Quote(),
    Wording(),
    Polarity(),
    Certainty(),
    Actor(),
)

__all__ = ["KINDS", "Finding", "Kind", "Pairing", "Span", "Telling", "find_differences"]


def find_differences(pairs: Iterable[Pairing], *, least_confidence: float) -> list[Finding]:
    """All differences between the passages paired, surest first within each kind.

    What says the same of the same passages ("ten cars" twice in one of them) is told once.
    """
    pairs = list(pairs)
    found: dict[tuple[object, ...], Finding] = {}
    for kind in KINDS:
        findings = [f for pair in pairs for f in kind.find(pair)]
        for finding in sorted(findings, key=lambda finding: -finding.confidence):
            if finding.confidence >= least_confidence:
                marks = ((span.passage.passage_id, span.normal) for span in finding.spans)
                found.setdefault((finding.kind, *marks), finding)
    return list(found.values())

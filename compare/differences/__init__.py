"""The kinds of difference: one module each, registered here, all of one protocol.

To add a kind: write a module with a class that fulfils Kind, and add an instance to KINDS.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.differences.figure import Figure
from compare.differences.finding import Finding, Kind, Span
from compare.differences.wording import Wording
from compare.passages import Passage

KINDS: tuple[Kind, ...] = (Figure(), Wording())

__all__ = ["KINDS", "Finding", "Kind", "Span", "find_differences"]


def find_differences(passages: Sequence[Passage], *, least_confidence: float) -> list[Finding]:
    """All differences between the passages of one cluster, surest first within each kind.

    What says the same of the same passages ("ten cars" twice in one of them) is told once.
    """
    found: dict[tuple[object, ...], Finding] = {}
    for kind in KINDS:
        findings = [f for f in kind.find(passages) if f.confidence >= least_confidence]
        for finding in sorted(findings, key=lambda finding: -finding.confidence):
            marks = ((span.passage.passage_id, span.normal) for span in finding.spans)
            found.setdefault((finding.kind, *marks), finding)
    return list(found.values())

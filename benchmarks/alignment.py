"""Matching passages: pairs of passages of different outlets against hand labels.

Ours at both of its cuts, as shipped. Beside it, on the same vectors: MiniLM and TF-IDF alone with
their best thresholds on these very events, and MiniLM mutual best. Conflicts are sought as the
comparison seeks them, in clusters and beyond: of each kind how many findings meet a gold conflict
(the gold is not complete), and how many gold conflicts a finding of any kind meets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.fit_alignment import gathered
from benchmarks.labelled import LabelledEvent, Pair, across, labelled_events
from benchmarks.scores import overlap, pooled
from compare.alignment import find_clusters, match_passages
from compare.differences import KINDS, Finding, find_differences
from compare.encoder import SentenceEncoder
from compare.matching.evidence import Gathered
from compare.matching.rule import Rule
from compare.pairings import Pairings
from compare.settings import Settings
from compare.terms import Terms

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """One event with what both ours and the baselines look at."""

    event: LabelledEvent
    gathered: Gathered
    dense: Matrix
    # (n, n) cosines of the embeddings
    sparse: Matrix
    # (n, n) cosines of the terms


def run(data: Path, *, per_event: bool = False) -> None:
    """Print the figures. per_event: also a line for each event."""
    encoder = SentenceEncoder()
    for name in ("train", "dev"):
        events = [prepared(event, encoder) for event in labelled_events(data, name)]
        print(f"{name}: {len(events)} events, {sum(len(e.event.gold) for e in events)} pairs match")
        _matching(events, per_event=per_event)
        _conflicts(events)


def prepared(event: LabelledEvent, encoder: SentenceEncoder) -> Prepared:
    """Encode one event."""
    own = gathered(event, encoder)
    terms = Terms([passage.text for passage in event.passages])
    return Prepared(
        event=event,
        gathered=own,
        dense=own.vectors @ own.vectors.T,
        sparse=(terms.matrix @ terms.matrix.T).toarray(),
    )


def operating_points(rule: Rule) -> dict[str, Rule]:
    """The rule at each of its cuts."""
    return {"precision first": rule, "balanced": replace(rule, cut=rule.balanced)}


def matched(one: Prepared, rule: Rule) -> set[Pair]:
    """Pairs of passages of different outlets that stand in one cluster."""
    clusters = find_clusters(match_passages(one.gathered, rule), rule)
    return {pair for c in clusters for pair in across([p.passage_id for p in c.passages])}


def _matching(events: Sequence[Prepared], *, per_event: bool) -> None:
    for label, rule in operating_points(Settings().passage_rule).items():
        counts = [overlap(matched(one, rule), one.event.gold) for one in events]
        print(f"  ours, {label:<22} {pooled(counts)}  (cut {rule.cut:.2f}, as shipped)")
        for one, count in zip(events, counts, strict=True) if per_event else ():
            right, found, gold = count
            print(
                f"    {one.event.name:<9} {len(one.event.passages):>4} passages  {pooled([count])}"
                f"  {right:>3} right of {found:>3} found and {gold:>3} in the gold"
            )
    steps = [step / 50 for step in range(4, 48)]
    for label, found_at in (
        ("MiniLM, best threshold", lambda e, t: _over(e, e.dense, t)),
        ("MiniLM, mutual best", lambda e, t: _over(e, _mutual(e, e.dense), t)),
        ("TF-IDF, best threshold", lambda e, t: _over(e, e.sparse, t)),
        ("both, best threshold", lambda e, t: _over(e, 0.5 * (e.dense + e.sparse), t)),
    ):
        _best(label, events, found_at, steps)


def _best(
    label: str,
    events: Sequence[Prepared],
    found: Callable[[Prepared, float], set[Pair]],
    steps: Sequence[float],
) -> None:
    scores = [(pooled([overlap(found(e, t), e.event.gold) for e in events]), t) for t in steps]
    best, threshold = max(scores, key=lambda pair: pair[0].f1)
    print(f"  {label:<28} {best}  (at {threshold:.2f})")


def _over(one: Prepared, matrix: Matrix, threshold: float) -> set[Pair]:
    names = [passage.passage_id for passage in one.event.passages]
    rows, columns = np.nonzero(matrix >= threshold)
    return {
        frozenset((names[i], names[j]))
        for i, j in zip(rows, columns, strict=True)
        if names[i][0] != names[j][0]
    }


def _mutual(one: Prepared, matrix: Matrix) -> Matrix:
    """The matrix where each passage is the other's best within its article, else 0."""
    outlets = np.array([passage.outlet for passage in one.event.passages])
    best = np.stack([matrix[:, outlets == name].max(axis=1) for name in np.unique(outlets)], axis=1)
    column = np.searchsorted(np.unique(outlets), outlets)
    to_other = best[:, column]
    mutual: Matrix = np.where((matrix >= to_other) & (matrix >= to_other.T), matrix, 0)
    return mutual


def conflicts(one: Prepared, settings: Settings) -> list[Finding]:
    """The differences of one event, found as the comparison finds them."""
    rule, least = settings.passage_rule, settings.least_confidence
    matches = match_passages(one.gathered, rule)
    pairings = Pairings(matches, list(one.event.tellings.values()), find_clusters(matches, rule))
    groups = [*pairings.within(), list(pairings.beyond(rule.related))]
    return [f for pairs in groups for f in find_differences(pairs, least_confidence=least)]


def _conflicts(events: Sequence[Prepared]) -> None:
    settings = Settings()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for one in events:
        everything = {pair for conflict in one.event.conflicts for pair in conflict.pairs}
        pairs: set[Pair] = set()
        for finding in conflicts(one, settings):
            named = set(across([span.passage.passage_id for span in finding.spans]))
            found[finding.kind] += 1
            right[finding.kind] += bool(named & everything)
            pairs |= named
        for conflict in one.event.conflicts:
            gold[conflict.kind] += 1
            met[conflict.kind] += bool(conflict.pairs & pairs)
    total = f"{right.total()} of {found.total()}"
    print(f"  differences found that stand in the gold: {total}, and by kind")
    for kind in KINDS:
        print(f"    {kind.kind:<12} {right[kind.kind]:>4} of {found[kind.kind]:>4}")
    kinds = ", ".join(f"{kind} {met[kind]}/{number}" for kind, number in sorted(gold.items()))
    print(f"  gold conflicts met by a finding of any kind: {met.total()}/{gold.total()}: {kinds}")

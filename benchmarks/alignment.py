"""Matching passages: pairs of passages of different outlets against hand labels.

Beside ours: MiniLM and TF-IDF alone with their best thresholds on these very events, and MiniLM
mutual best. Ours has the fixed settings that ship. Conflicts: the share of gold conflicts that a
finding of any kind meets, and of findings that meet a gold conflict (the gold is not complete).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.labelled import LabelledEvent, Pair, across, labelled_events
from benchmarks.scores import overlap, pooled
from compare.alignment import Cluster, Matches, find_clusters, match_passages
from compare.differences import find_differences
from compare.encoder import SentenceEncoder
from compare.matching.evidence import Gathered
from compare.settings import Settings
from compare.terms import Terms

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class _Encoded:
    """One event with its similarities."""

    event: LabelledEvent
    dense: Matrix
    # (n, n) cosines of the embeddings
    sparse: Matrix
    # (n, n) cosines of the terms
    terms: Terms
    vectors: Matrix


def run(data: Path) -> None:
    """Print the figures."""
    encoder = SentenceEncoder()
    for name in ("train", "dev"):
        events = [_encoded(event, encoder) for event in labelled_events(data, name)]
        print(f"{name}: {len(events)} events, {sum(len(e.event.gold) for e in events)} pairs match")
        _matching(events)
        _conflicts(events)


def _encoded(event: LabelledEvent, encoder: SentenceEncoder) -> _Encoded:
    texts = [passage.text for passage in event.passages]
    vectors, terms = encoder.encode(texts), Terms(texts)
    return _Encoded(
        event=event,
        dense=vectors @ vectors.T,
        sparse=(terms.matrix @ terms.matrix.T).toarray(),
        terms=terms,
        vectors=vectors,
    )


def _matching(events: Sequence[_Encoded]) -> None:
    counts = [overlap(_ours(event), event.event.gold) for event in events]
    print(f"  ours, settings as shipped     {pooled(counts)}")
    steps = [step / 50 for step in range(4, 48)]
    for label, found in (
        ("MiniLM, best threshold       ", lambda e, t: _over(e, e.dense, t)),
        ("MiniLM, mutual best          ", lambda e, t: _over(e, _mutual(e, e.dense), t)),
        ("TF-IDF, best threshold       ", lambda e, t: _over(e, e.sparse, t)),
        ("both, best threshold         ", lambda e, t: _over(e, 0.5 * (e.dense + e.sparse), t)),
    ):
        _best(label, events, found, steps)


def _best(
    label: str,
    events: Sequence[_Encoded],
    found: Callable[[_Encoded, float], set[Pair]],
    steps: Sequence[float],
) -> None:
    scores = [(pooled([overlap(found(e, t), e.event.gold) for e in events]), t) for t in steps]
    best, threshold = max(scores, key=lambda pair: pair[0].f1)
    print(f"  {label} {best}  (at {threshold:.2f})")


def _ours(event: _Encoded) -> set[Pair]:
    return {pair for c in _clusters(event) for pair in across([p.passage_id for p in c.passages])}


def _matches(event: _Encoded) -> Matches:
    passages = event.event.passages
    gathered = Gathered(passages, event.vectors, ["en"] * len(passages))
    return match_passages(gathered, Settings().passage_rule)


def _clusters(event: _Encoded) -> list[Cluster]:
    return find_clusters(_matches(event), Settings().passage_rule)


def _over(event: _Encoded, matrix: Matrix, threshold: float) -> set[Pair]:
    names = [passage.passage_id for passage in event.event.passages]
    rows, columns = np.nonzero(matrix >= threshold)
    return {
        frozenset((names[i], names[j]))
        for i, j in zip(rows, columns, strict=True)
        if names[i][0] != names[j][0]
    }


def _mutual(event: _Encoded, matrix: Matrix) -> Matrix:
    """The matrix where each passage is the other's best within its article, else 0."""
    outlets = np.array([passage.outlet for passage in event.event.passages])
    best = np.stack([matrix[:, outlets == name].max(axis=1) for name in np.unique(outlets)], axis=1)
    column = np.searchsorted(np.unique(outlets), outlets)
    to_other = best[:, column]
    mutual: Matrix = np.where((matrix >= to_other) & (matrix >= to_other.T), matrix, 0)
    return mutual


def _conflicts(events: Sequence[_Encoded]) -> None:
    settings = Settings()
    gold: Counter[str] = Counter()
    met: Counter[str] = Counter()
    found, right = 0, 0
    for one in events:
        event = one.event
        findings = {
            frozenset(span.passage.passage_id for span in finding.spans)
            for cluster in _clusters(one)
            for finding in find_differences(
                map(event.pairing, across([p.passage_id for p in cluster.passages])),
                least_confidence=settings.least_confidence,
            )
        }
        everything = {pair for conflict in event.conflicts for pair in conflict.pairs}
        found += len(findings)
        right += len(findings & everything)
        for conflict in event.conflicts:
            gold[conflict.kind] += 1
            met[conflict.kind] += bool(conflict.pairs & findings)
    kinds = ", ".join(f"{kind} {met[kind]}/{number}" for kind, number in sorted(gold.items()))
    print(f"  differences: {right} of {found} pairs found stand in the gold; gold met: {kinds}")

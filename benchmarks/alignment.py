"""Matching passages: pairs of passages of different outlets against hand labels.

Beside ours: MiniLM and TF-IDF alone with their best thresholds on these very events, and MiniLM
mutual best. Ours has the fixed settings that ship. Conflicts: the share of gold conflicts that a
finding of any kind meets, and of findings that meet a gold conflict (the gold is not complete).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.scores import overlap, pooled
from compare.alignment import find_clusters, pair_scores
from compare.differences import find_differences
from compare.encoder import SentenceEncoder
from compare.passages import Passage
from compare.settings import Settings
from compare.terms import Terms

Pair = frozenset[str]
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One event with its gold."""

    passages: list[Passage]
    gold: set[Pair]
    conflicts: list[tuple[str, set[Pair]]]
    # kind, and the pairs of passages it stands between
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
        raw = json.loads((data / "alignment" / f"{name}.json").read_text(encoding="utf-8"))
        events = [_labelled(event, encoder) for event in raw]
        print(f"{name}: {len(events)} events, {sum(len(e.gold) for e in events)} matching pairs")
        _matching(events)
        _conflicts(events)


def _labelled(event: dict[str, Any], encoder: SentenceEncoder) -> Labelled:
    passages = [
        Passage(
            passage_id=f"{chr(65 + number)}{place}",
            article_id=chr(65 + number),
            outlet=chr(65 + number),
            revision=1,
            position=place,
            start=0,
            end=len(text),
            text=text,
        )
        for number, article in enumerate(event["articles"])
        for place, text in enumerate(article["passages"])
    ]
    texts = [passage.text for passage in passages]
    vectors, terms = encoder.encode(texts), Terms(texts)
    return Labelled(
        passages=passages,
        gold={pair for one in event["statements"] for pair in _across(one["passages"])},
        conflicts=[(one["kind"], set(_across(one["passages"]))) for one in event["conflicts"]],
        dense=vectors @ vectors.T,
        sparse=(terms.matrix @ terms.matrix.T).toarray(),
        terms=terms,
        vectors=vectors,
    )


def _across(names: Sequence[str]) -> list[Pair]:
    return [frozenset((a, b)) for a, b in combinations(names, 2) if a[0] != b[0]]


def _matching(events: Sequence[Labelled]) -> None:
    counts = [overlap(_ours(event), event.gold) for event in events]
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
    events: Sequence[Labelled],
    found: Callable[[Labelled, float], set[Pair]],
    steps: Sequence[float],
) -> None:
    scores = [(pooled([overlap(found(e, t), e.gold) for e in events]), t) for t in steps]
    best, threshold = max(scores, key=lambda pair: pair[0].f1)
    print(f"  {label} {best}  (at {threshold:.2f})")


def _ours(event: Labelled) -> set[Pair]:
    settings = Settings()
    scores = pair_scores(event.passages, event.vectors, event.terms.matrix, settings)
    clusters = find_clusters(event.passages, scores, settings)
    return {pair for c in clusters for pair in _across([p.passage_id for p in c.passages])}


def _over(event: Labelled, matrix: Matrix, threshold: float) -> set[Pair]:
    names = [passage.passage_id for passage in event.passages]
    rows, columns = np.nonzero(matrix >= threshold)
    return {
        frozenset((names[i], names[j]))
        for i, j in zip(rows, columns, strict=True)
        if names[i][0] != names[j][0]
    }


def _mutual(event: Labelled, matrix: Matrix) -> Matrix:
    """The matrix where each passage is the other's best within its article, else 0."""
    outlets = np.array([passage.outlet for passage in event.passages])
    best = np.stack([matrix[:, outlets == name].max(axis=1) for name in np.unique(outlets)], axis=1)
    column = np.searchsorted(np.unique(outlets), outlets)
    to_other = best[:, column]
    mutual: Matrix = np.where((matrix >= to_other) & (matrix >= to_other.T), matrix, 0)
    return mutual


def _conflicts(events: Sequence[Labelled]) -> None:
    settings = Settings()
    gold: Counter[str] = Counter()
    met: Counter[str] = Counter()
    found, right = 0, 0
    for event in events:
        scores = pair_scores(event.passages, event.vectors, event.terms.matrix, settings)
        findings = {
            frozenset(span.passage.passage_id for span in finding.spans)
            for cluster in find_clusters(event.passages, scores, settings)
            for finding in find_differences(
                cluster.passages, least_confidence=settings.least_confidence
            )
        }
        everything = {pair for _, pairs in event.conflicts for pair in pairs}
        found += len(findings)
        right += len(findings & everything)
        for kind, pairs in event.conflicts:
            gold[kind] += 1
            met[kind] += bool(pairs & findings)
    kinds = ", ".join(f"{kind} {met[kind]}/{number}" for kind, number in sorted(gold.items()))
    print(f"  differences: {right} of {found} pairs found stand in the gold; gold met: {kinds}")

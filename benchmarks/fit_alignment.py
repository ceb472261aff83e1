"""Fits the rule that says how likely two passages tell the same thing, and writes rule.toml.

Fitted on `alignment/train.json` alone; `alignment/dev.json` is for reporting. What is printed is
cross-validated: each event is judged by a rule fitted on the others. The default cut is the lowest
at which the clusters of passages reach the precision asked for; it is read off the same judgements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from benchmarks.labelled import LabelledEvent, across, labelled_events
from benchmarks.scores import Score, overlap, pooled
from compare.alignment import find_clusters, match_passages
from compare.encoder import SentenceEncoder
from compare.matching.candidates import Floats
from compare.matching.evidence import EVIDENCE, Gathered
from compare.matching.rule import Rule

_FOLDS = 6
_CUTS = [step / 100 for step in range(20, 75, 5)]
_PRECISION = 0.75
_FLOOR = 0.8
"""Of the cut: how likely every two passages of a cluster match at least."""
_ITSELF = 0.35
_RELATED = 0.15


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """One event with the evidence of its candidate pairs, and whether each pair matches."""

    event: LabelledEvent
    gathered: Gathered
    answers: npt.NDArray[np.bool_]


def run(data: Path, output: Path | None = None) -> None:
    """Print the rule and how well it does; write it where `output` says."""
    events = judged(labelled_events(data, "train"), SentenceEncoder())
    folds = [number % _FOLDS for number in range(len(events))]
    rules = [
        fitted([one for one, own in zip(events, folds, strict=True) if own != fold])
        for fold in range(_FOLDS)
    ]
    held_out = [rules[fold] for fold in folds]
    scores = [(cut, score(events, [_at(rule, cut) for rule in held_out])) for cut in _CUTS]
    for cut, found in scores:
        print(f"cross-validated, cut {cut:.2f}  {found}")
    cut = next((cut for cut, found in scores if found.precision >= _PRECISION), _CUTS[-1])
    rule = replace(
        _at(fitted(events), cut), version=f"{datetime.now(UTC):%Y-%m-%d}, {len(events)} events"
    )
    text = _toml(rule)
    print(text)
    if output is not None:
        output.write_text(text, encoding="utf-8")
        print(f"Written to {output}.")


def judged(events: Sequence[LabelledEvent], encoder: SentenceEncoder) -> list[Judged]:
    """The events, encoded, with their candidate pairs."""
    found = []
    for event in events:
        passages = event.passages
        vectors = encoder.encode([passage.text for passage in passages])
        gathered = Gathered(passages, vectors, ["en"] * len(passages))
        evidence = gathered.evidence
        names = [passage.passage_id for passage in passages]
        pairs = zip(evidence.first.tolist(), evidence.second.tolist(), strict=True)
        answers = np.array([frozenset((names[i], names[j])) in event.gold for i, j in pairs])
        found.append(Judged(event=event, gathered=gathered, answers=answers))
    return found


def fitted(events: Sequence[Judged]) -> Rule:
    """The rule of these events, with no cut yet."""
    evidence: Floats = np.concatenate([one.gathered.evidence.values for one in events])
    answers = np.concatenate([one.answers for one in events])
    # Scaled for the fit, so that its penalty means the same for all, and told in plain units.
    scaler = StandardScaler().fit(evidence)
    model = LogisticRegression(max_iter=5000).fit(scaler.transform(evidence), answers)
    weights = model.coef_[0] / scaler.scale_
    return Rule(
        version="",
        intercept=round(float(model.intercept_[0] - scaler.mean_ @ weights), 4),
        weights={name: round(float(w), 4) for name, w in zip(EVIDENCE, weights, strict=True)},
        cut=1.0,
        floor=1.0,
        itself=_ITSELF,
        related=_RELATED,
    )


def _at(rule: Rule, cut: float) -> Rule:
    return replace(rule, cut=cut, floor=round(_FLOOR * cut, 3))


def score(events: Sequence[Judged], rules: Sequence[Rule]) -> Score:
    """Pairs of passages of different outlets in one cluster, pooled over the events."""
    counts = []
    for one, rule in zip(events, rules, strict=True):
        found = {
            pair
            for cluster in find_clusters(match_passages(one.gathered, rule), rule)
            for pair in across([passage.passage_id for passage in cluster.passages])
        }
        counts.append(overlap(found, one.event.gold))
    return pooled(counts)


def _toml(rule: Rule) -> str:
    weights = "\n".join(f"{name} = {rule.weights[name]}" for name in EVIDENCE)
    return f"""\
# How likely two passages tell the same thing: log-odds = intercept + weights · evidence.
# Fitted by `python -m benchmarks fit-alignment`; compare/matching/evidence.py says what each
# evidence is, compare/matching/rule.py what the cuts are.
version = "{rule.version}"
intercept = {rule.intercept}
cut = {rule.cut}
floor = {rule.floor}
itself = {rule.itself}
related = {rule.related}

[weights]
{weights}
"""

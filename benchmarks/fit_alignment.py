"""Fits the rule that says how likely two passages tell the same thing, and writes rule.toml.

Fitted on `alignment/train.json` alone; `alignment/dev.json` is for reporting. What is printed is
cross-validated: each event is judged by a rule fitted on the others, both regressions of it. The
cuts are read off the same judgements: the lowest at which the clusters of passages reach the
precision asked for, and the one with the best F1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from benchmarks.labelled import LabelledEvent, across, labelled_events
from benchmarks.scores import Score, overlap, pooled
from compare.alignment import find_clusters, match_passages
from compare.encoder import SentenceEncoder, Vectors
from compare.matching.candidates import Floats
from compare.matching.evidence import EVIDENCE, Gathered
from compare.matching.rule import AGAIN, Regression, Rule, again
from compare.matching.words import words_in
from compare.matching.wordvectors import DIRECTIONS, packed, unpacked

_FOLDS = 6
_CUTS = [step / 100 for step in range(20, 75, 2)]
_PRECISION = 0.75
_FLOOR = 0.8
_ITSELF = 0.35
_RELATED = 0.15

Model = TypeVar("Model")


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """One event with the evidence of its candidate pairs, and whether each pair matches."""

    event: LabelledEvent
    gathered: Gathered
    answers: npt.NDArray[np.bool_]


def run(data: Path, output: Path | None = None) -> None:
    """Print the rule and how well it does; write it where `output` says.

    Beside it directions.npy is written, the directions in which word vectors differ most.
    """
    labelled, encoder = labelled_events(data, "train"), SentenceEncoder()
    if output is not None:
        np.save(output.parent / "directions.npy", _directions(labelled, encoder))
    events = [judged(event, encoder) for event in labelled]
    rules = _held_out(events, fitted)
    scores = [(cut, score(events, [replace(rule, cut=cut) for rule in rules])) for cut in _CUTS]
    for cut, found in scores:
        if round(cut * 100) % 10 == 0:
            print(f"cross-validated, cut {cut:.2f}  {found}")
    rule = replace(
        fitted(events),
        version=f"{datetime.now(UTC):%Y-%m-%d}, {len(events)} events",
        cut=next((cut for cut, found in scores if found.precision >= _PRECISION), _CUTS[-1]),
        balanced=max(scores, key=lambda pair: pair[1].f1)[0],
    )
    for cut in (rule.cut, rule.balanced):
        print(f"chosen,          cut {cut:.2f}  {dict(scores)[cut]}")
    text = _toml(rule)
    print(text)
    if output is not None:
        output.write_text(text, encoding="utf-8")
        print(f"Written to {output}.")


def gathered(event: LabelledEvent, encoder: SentenceEncoder) -> Gathered:
    """An event's passages as the comparison prepares them."""
    texts = [passage.text for passage in event.passages]
    languages = ["en"] * len(texts)
    vectors, words = encoder.encode_words(texts, [words_in(text, "en").spans for text in texts])
    # As they are kept, not as they were made.
    kept = [unpacked(packed(own, encoder.name)) for own in words]
    return Gathered(event.passages, vectors, languages, kept)


def judged(event: LabelledEvent, encoder: SentenceEncoder) -> Judged:
    """The event, encoded, with its candidate pairs."""
    prepared = gathered(event, encoder)
    evidence = prepared.evidence
    names = [passage.passage_id for passage in event.passages]
    pairs = zip(evidence.first.tolist(), evidence.second.tolist(), strict=True)
    answers = np.array([frozenset((names[i], names[j])) in event.gold for i, j in pairs])
    return Judged(event=event, gathered=prepared, answers=answers)


def fitted(events: Sequence[Judged]) -> Rule:
    """The rule of these events, with no cut yet."""
    first = _regression([one.gathered.evidence.values for one in events], events, EVIDENCE)
    # The second learns from judgements of events that the first had not seen, as in use.
    before = _held_out(
        events,
        lambda some: _regression([one.gathered.evidence.values for one in some], some, EVIDENCE),
    )
    known = [
        again(
            one.gathered.evidence,
            rule.log_odds(one.gathered.evidence.values, EVIDENCE),
            one.gathered.article,
        )
        for one, rule in zip(events, before, strict=True)
    ]
    return Rule(
        version="",
        first=first,
        again=_regression(known, events, AGAIN),
        cut=1.0,
        balanced=1.0,
        floor=_FLOOR,
        itself=_ITSELF,
        related=_RELATED,
    )


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


def _held_out(events: Sequence[Judged], fit: Callable[[Sequence[Judged]], Model]) -> list[Model]:
    """For each event, what is fitted on the other folds."""
    folds = min(_FOLDS, len(events))
    models = [
        fit([one for number, one in enumerate(events) if number % folds != fold])
        for fold in range(folds)
    ]
    return [models[number % folds] for number in range(len(events))]


def _regression(
    values: Sequence[Floats], events: Sequence[Judged], names: Sequence[str]
) -> Regression:
    table: Floats = np.concatenate(values)
    answers = np.concatenate([one.answers for one in events])
    # Scaled for the fit, so that its penalty means the same for all, and told in plain units.
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(max_iter=5000).fit(scaler.transform(table), answers)
    weights = model.coef_[0] / scaler.scale_
    return Regression(
        intercept=round(float(model.intercept_[0] - scaler.mean_ @ weights), 4),
        weights={name: round(float(w), 4) for name, w in zip(names, weights, strict=True)},
    )


def _directions(events: Sequence[LabelledEvent], encoder: SentenceEncoder) -> Vectors:
    """(dim, 128) float16: principal components, uncentred, of the word vectors."""
    texts = [passage.text for event in events for passage in event.passages]
    _, words = encoder.encode_words(texts, [words_in(text, "en").spans for text in texts])
    table = np.concatenate(words)
    _, directions = np.linalg.eigh(table.T @ table)
    kept: Vectors = directions[:, ::-1][:, :DIRECTIONS].astype(np.float16)
    return kept


def _toml(rule: Rule) -> str:
    assert rule.again is not None
    return f"""\
# How likely two passages tell the same thing: log-odds = intercept + weights · evidence, and once
# more ("again") with what the first said of the pairs around it.
# Fitted by `python -m benchmarks fit-alignment`; compare/matching/evidence.py and standing.py say
# what each evidence is, compare/matching/rule.py what the cuts are.
version = "{rule.version}"
cut = {rule.cut}
balanced = {rule.balanced}
floor = {rule.floor}
itself = {rule.itself}
related = {rule.related}

[first]
{_table("first", rule.first)}
[again]
{_table("again", rule.again)}"""


def _table(name: str, regression: Regression) -> str:
    weights = "\n".join(f"{key} = {weight}" for key, weight in regression.weights.items())
    return f"intercept = {regression.intercept}\n\n[{name}.weights]\n{weights}\n"

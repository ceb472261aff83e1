"""Fits the rule that says which figures differ, and writes figure.toml.

Fitted on figures of real coverage that were read one by one (`judgements/figures.jsonl`: numbers
and judgements, no text) and on those of the gold's training events. What is printed of the read
ones is cross-validated, ten parts of their events held out in turn; the gold's dev events are seen
by nothing that is fitted. Beside it, the likeness alone: what was shown before this was fitted. The
intercept is moved so that 0.5, from which differences are shown, is where of those read the share
asked for is right.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.resources import files
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.labelled import labelled_events
from compare.differences.figure import answering
from compare.differences.figurerule import FigureEvidence

Floats = npt.NDArray[np.float64]

_FOLDS = 10
_NAMES = tuple(FigureEvidence.__dataclass_fields__)
_RIGHT = {"right": 1.0, "arguable": 0.5, "wrong": 0.0}
_SHOWN = (20, 30, 40, 60)
_CUTS = (0.4, 0.5, 0.6)
_PRECISION = 0.6


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """Figures that answer each other, and what people said of them."""

    evidence: Floats
    # (n, n_names)
    right: Floats
    # (n,) 0, 0.5 (arguable) or 1
    events: list[str]
    # of each, the event it is from

    def some(self, chosen: npt.NDArray[np.int64]) -> Judged:
        """Those at these places."""
        return Judged(
            evidence=self.evidence[chosen],
            right=self.right[chosen],
            events=[self.events[place] for place in chosen.tolist()],
        )


def run(data: Path, output: Path | None = None) -> None:
    """Print how well the rule does, and the rule; write it where `output` says."""
    read, train, dev = _read(), _gold(data, "train"), _gold(data, "dev")
    print(
        f"{len(read.right)} read one by one, {len(train.right)} of train, {len(dev.right)} of dev"
    )
    chances = np.zeros(len(read.right))
    folds = GroupKFold(_FOLDS).split(read.evidence, groups=read.events)
    for fitting, held_out in folds:
        model = _fitted([read.some(fitting), train])
        chances[held_out] = model.predict_proba(read.evidence[held_out])[:, 1]
    for name, sure in (("rule", chances), ("likeness alone", read.evidence[:, 0])):
        print(f"of those read, the surest by the {name} (arguable counts half):")
        print("  " + ", ".join(f"{n}: {_precision(read.right, sure, n):.2f}" for n in _SHOWN))
    model = _fitted([read, train])
    cut, shown = _cut(read.right, chances)
    print(f"  {shown} are shown, from {cut:.2f} as fitted, which becomes 0.5")
    model.intercept_ -= log(cut / (1 - cut))
    for name, gold in (("train", train), ("dev, unseen", dev)):
        told = model.predict_proba(gold.evidence)[:, 1]
        for cut in _CUTS:
            shown = gold.right[told >= cut]
            print(f"gold {name}, from {cut}: {len(shown)} found, {shown.sum():.0f} in the gold")
    text = _toml(model, len(read.right) + len(train.right))
    print(text)
    if output is not None:
        output.write_text(text, encoding="utf-8")
        print(f"Written to {output}.")


def _read() -> Judged:
    lines = files("benchmarks").joinpath("judgements/figures.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in lines.splitlines()]
    return Judged(
        evidence=np.array([[row["evidence"][name] for name in _NAMES] for row in rows]),
        right=np.array([_RIGHT[row["judgement"]] for row in rows]),
        events=[row["event"] for row in rows],
    )


def _gold(data: Path, name: str) -> Judged:
    evidence: list[list[float]] = []
    right: list[float] = []
    events: list[str] = []
    for event in labelled_events(data, name):
        conflicts = {p for one in event.conflicts if one.kind == "figure" for p in one.pairs}
        for pair in sorted(event.gold.union(conflicts), key=sorted):
            for _, _, found in answering(event.pairing(pair)):
                evidence.append(_row(found))
                right.append(float(pair in conflicts))
                events.append(event.name)
    return Judged(evidence=np.array(evidence), right=np.array(right), events=events)


def _row(evidence: FigureEvidence) -> list[float]:
    values = asdict(evidence)
    return [values[name] for name in _NAMES]


def _fitted(parts: Sequence[Judged]) -> LogisticRegression:
    """What is arguable counts as half right and half wrong."""
    evidence = np.concatenate([one.evidence for one in parts])
    right = np.concatenate([one.right for one in parts])
    answers = np.repeat([1, 0], len(right))
    weights = np.concatenate([right, 1 - right])
    kept = weights > 0
    twice = np.concatenate([evidence, evidence])
    return LogisticRegression(max_iter=2000).fit(
        twice[kept], answers[kept], sample_weight=weights[kept]
    )


def _precision(right: Floats, sure: Floats, number: int) -> float:
    return float(right[np.argsort(-sure, kind="stable")[:number]].mean())


def _cut(right: Floats, sure: Floats) -> tuple[float, int]:
    """The chance from which as many as can be are shown at the precision asked for, and how many.

    Of ten or more: fewer tell nothing.
    """
    order = np.argsort(-sure, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    last = max(np.flatnonzero(precision >= _PRECISION), default=0)
    return float(sure[order[max(last, 10)]]), int(max(last, 10)) + 1


def _toml(model: LogisticRegression, number: int) -> str:
    weights = zip(_NAMES, model.coef_[0], strict=True)
    lines = [
        "# Written by `python -m benchmarks fit-figures`; figurerule.py says what each means.",
        f'version = "{datetime.now(UTC):%Y-%m-%d}, {number} figures"',
        "",
        "[weights]",
        f"intercept = {model.intercept_[0]:.3f}",
        *(f"{name} = {weight:.3f}" for name, weight in weights),
    ]
    return "\n".join(lines) + "\n"

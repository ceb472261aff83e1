"""Answers and key → how good the comparison is, and how far the labellers agree (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from compare.labelling.alpha import Agreement, agreement
from compare.labelling.drawing import GROUPS
from compare.labelling.estimates import Estimate, Floats, Judged, Totals, estimate, proportion
from compare.labelling.key import Item, Key
from compare.labelling.population import MATCHED, OTHER, SILENT
from compare.labelling.reading import Answer
from compare.labelling.tasks import CLUSTERS, DIFFERENCES, PAIRS, TASKS


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One figure."""

    name: str
    # for the JSON: precision
    label: str
    # for people
    estimate: Estimate


@dataclass(frozen=True, kw_only=True)
class Score:
    """One task's figures."""

    task: str
    drawn: int
    # rows of its sheet
    judged: int
    # rows that at least one labeller answered with more than unsure
    unsure: int
    # answers
    labellers: Mapping[str, int]
    # who → answers, unsure ones too
    measures: tuple[Measure, ...]
    agreement: Agreement
    strata: Mapping[str, Judged]


Votes = Mapping[str, Mapping[str, Any]]
"""Item id → labeller → answer that is not unsure."""


def score(key: Key, answers: Sequence[Answer]) -> list[Score]:
    """The figures of every task that anybody judged, in the order of the sheets."""
    measured = {PAIRS: _pairs, CLUSTERS: _clusters, DIFFERENCES: _differences}
    scores = []
    for task, figures in measured.items():
        own = [answer for answer in answers if answer.item.task == task]
        if not own:
            continue
        votes: dict[str, dict[str, Any]] = {}
        for answer in own:
            if answer.value is not None:
                votes.setdefault(answer.item.id, {})[answer.labeller] = answer.value
        measures, strata = figures(key, votes, own)
        scores.append(
            Score(
                task=task,
                drawn=sum(item.task == task for item in key.items.values()),
                judged=len(votes),
                unsure=sum(answer.value is None for answer in own),
                labellers=dict(sorted(Counter(answer.labeller for answer in own).items())),
                measures=tuple(measures),
                agreement=agreement(_units(key, task, votes), TASKS[task].level),
                strata=strata,
            )
        )
    return scores


Figures = tuple[list[Measure], dict[str, Judged]]


def _pairs(key: Key, votes: Votes, own: Sequence[Answer]) -> Figures:
    strata = _strata(key, PAIRS, votes, float)
    likely = {name: one for name, one in strata.items() if name != OTHER}
    found = _found(strata, _is_matched, "")
    # Of all pairs, nearly every one is strange to the other: where thousands stand for each that
    # was judged, recall can only be known roughly. Among the likely ones it is known far better.
    among = next(one for one in _found(likely, _is_matched, "_likely") if "recall" in one.name)
    return [*found, replace(among, label="recall among likely pairs")], strata


def _is_matched(stratum: str) -> bool:
    return stratum == MATCHED


def _differences(key: Key, votes: Votes, own: Sequence[Answer]) -> Figures:
    """Strictly, and once more with what is arguable taken for right; then kind by kind."""
    strict = _strata(key, DIFFERENCES, votes, lambda vote: float(vote == 1))
    kindly = _strata(key, DIFFERENCES, votes, lambda vote: float(vote > 0))
    measures = [
        *_found(strict, _is_shown, ""),
        *_found(kindly, _is_shown, "_with_arguable", ", arguable ones taken for right"),
    ]
    for kind in sorted(filter(_is_shown, strict)):
        if strict[kind].size:
            label = f"precision of {kind}"
            of_kind = _share_right({kind: strict[kind]})
            measures.append(Measure(name=f"precision_{kind}", label=label, estimate=of_kind))
    named = [
        float(answer.kind in answer.item.kinds)
        for answer in own
        if answer.kind and answer.value and answer.item.kinds
    ]
    if named:
        same = proportion(len(named), sum(named))
        label = "named the same kind, of differences judged yes or arguable"
        measures.append(Measure(name="same_kind", label=label, estimate=same))
    return measures, strict


def _is_shown(stratum: str) -> bool:
    return stratum != SILENT


def _clusters(key: Key, votes: Votes, own: Sequence[Answer]) -> Figures:
    def members(item: Item) -> set[str]:
        return set(item.passages) - {item.intruder}

    size = key.sizes.get(CLUSTERS, {}).get(GROUPS, 0)
    whole, share, caught = [], [], []
    for item_id, by_labeller in votes.items():
        item = key.items[item_id]
        own_members = members(item)
        belonging = [1 - len(named & own_members) / len(own_members) for named in _all(by_labeller)]
        share.append(sum(belonging) / len(belonging))
        whole.append(sum(one == 1 for one in belonging) / len(belonging))
        if item.intruder:
            found = [item.intruder in named for named in _all(by_labeller)]
            caught.append(sum(found) / len(found))
    strata = {GROUPS: Judged(size=size, judged=len(whole), positive=sum(whole))}
    parts = {GROUPS: Judged(size=size, judged=len(share), positive=sum(share))}
    return [
        Measure(
            name="whole",
            label="groups of which every passage belongs",
            estimate=_share_right(strata),
        ),
        Measure(
            name="members",
            label="share of a group's passages that belong",
            estimate=_share_right(parts),
        ),
        Measure(
            name="intruders_found",
            label="planted passages that were found out",
            estimate=proportion(len(caught), sum(caught)),
        ),
    ], strata


def _all(by_labeller: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    return list(by_labeller.values())


def _found(
    strata: Mapping[str, Judged], shown: Callable[[str], bool], suffix: str, label: str = ""
) -> list[Measure]:
    """Precision, recall and F1 of the strata that the system shows, among all."""
    answered = {name: one for name, one in strata.items() if shown(name)}
    size = float(sum(one.size for one in answered.values()))

    def right(totals: Totals) -> Floats:
        return _sum({name: total for name, total in totals.items() if shown(name)})

    measured = {
        "precision": _share_right(answered),
        "recall": estimate(strata, lambda totals: right(totals) / _sum(totals)),
        "f1": estimate(strata, lambda totals: 2 * right(totals) / (size + _sum(totals))),
    }
    return [
        Measure(
            name=f"{name}{suffix}",
            label=f"{name if name != 'f1' else 'F1'}{label}",
            estimate=value,
        )
        for name, value in measured.items()
    ]


def _share_right(strata: Mapping[str, Judged]) -> Estimate:
    size = sum(one.size for one in strata.values())
    if not size:
        return Estimate(value=None, judged=0, why_not="not defined: the system shows none")
    return estimate(strata, lambda totals: _sum(totals) / size)


def _sum(totals: Totals) -> Floats:
    found: Floats = np.sum(list(totals.values()), axis=0) if totals else np.zeros(1)
    return found


def _strata(key: Key, task: str, votes: Votes, truth: Callable[[Any], float]) -> dict[str, Judged]:
    """truth: one labeller's answer → 1 or 0; a row's is the mean of its labellers'."""
    held: dict[str, list[float]] = {stratum: [] for stratum in key.sizes.get(task, {})}
    for item_id, by_labeller in votes.items():
        said = [truth(vote) for vote in by_labeller.values()]
        held[key.items[item_id].stratum].append(sum(said) / len(said))
    sizes = key.sizes.get(task, {})
    return {
        stratum: Judged(size=sizes[stratum], judged=len(means), positive=sum(means))
        for stratum, means in held.items()
    }


def _units(key: Key, task: str, votes: Votes) -> list[Mapping[str, float]]:
    """What labellers may agree on: rows, and of groups each passage that was shown."""
    if task != CLUSTERS:
        return [dict(by_labeller) for by_labeller in votes.values()]
    return [
        {labeller: float(letter in named) for labeller, named in by_labeller.items()}
        for item_id, by_labeller in votes.items()
        for letter in sorted(key.items[item_id].passages)
    ]

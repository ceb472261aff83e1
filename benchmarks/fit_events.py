"""Fits the rule that says how likely two articles report one event, and writes rule.toml.

Pairs of the labelled articles as dated and of the same articles pressed into 60 days are put
together, so that one rule serves quiet and busy weeks. What is printed beside the coefficients is
cross-validated: the articles are cut into five stretches of time, and each pair is judged by a
rule fitted without the later one's stretch. The cut is the one that is best for both together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from benchmarks.coverage import Coverage, encoded, read
from benchmarks.scores import Score, bcubed
from compare.encoder import SentenceEncoder
from compare.events.linkage import average_linkage
from compare.events.rule import EVIDENCE, VETO, Coefficients, Floats, Rule
from compare.events.window import Pairs, Window
from compare.settings import Settings

_FOLDS = 5
_CUTS = [step / 100 for step in range(16, 50, 2)]
_UNFITTED = {"links"}
"""No labelled set has the links of its articles: a shared link weighs what a shared run of quoted
words does, as the coefficients' comment says."""
_WORDLESS = {"words", "headline_words", "quotations"}
"""Two articles in different languages share hardly any of it."""
_LINK = 0.75
"""What it weighs where quotations do not count."""
_FLOOR, _ALIKE_FROM, _ALIKE_TO, _STRANGERS = 0.2, 0.3, 0.5, 0.03

Answers = npt.NDArray[np.bool_]


def run(data: Path, output: Path | None = None, model: str | None = None) -> None:
    """Print the rule and how well it does; write it where `output` says."""
    settings = Settings()
    coverage = read(data / "events" / "dev.jsonl", settings)
    vectors = encoded(coverage, SentenceEncoder(model) if model else SentenceEncoder())
    sets = [
        Labelled(one, Window(vectors.profiles(one.leads), _blank(), days=settings.event_days))
        for one in (coverage, coverage.pressed())
    ]
    cut, scores = best_cut(sets, cross_validated(sets, coverage))
    everything = [(one.pairs.evidence, one.answers) for one in sets]
    found = replace(
        _blank(),
        version=f"{datetime.now(UTC):%Y-%m-%d}, {len(coverage.gold)} articles",
        one_language=_fitted(everything, frozenset()),
        two_languages=_fitted(everything, frozenset(_WORDLESS)),
        cut=cut,
    )
    text = _toml(found)
    print(text)
    for name, score in zip(("as dated", "pressed"), scores, strict=True):
        print(f"cross-validated, {name:9} {score}  (cut {cut})")
    if output is not None:
        output.write_text(text, encoding="utf-8")
        print(f"Written to {output}.")


class Labelled:
    """A coverage in a window: every pair, and whether it is one event."""

    def __init__(self, coverage: Coverage, window: Window) -> None:
        self.window = window
        self.place = np.array([int(p.lead.article_id) for p in window.profiles])
        # place in the window → place in the coverage
        self.gold = [coverage.gold[place] for place in self.place]
        self.pairs: Pairs = window.pairs(np.arange(len(self.place)))
        gold = np.unique(np.array(self.gold), return_inverse=True)[1]
        self.answers: Answers = gold[self.pairs.first] == gold[self.pairs.second]

    def later(self, folds: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """(n_pairs,) the fold of the later of the two."""
        one, other = self.place[self.pairs.first], self.place[self.pairs.second]
        return np.asarray(np.maximum(folds[one], folds[other]), dtype=np.int64)

    def but(self, folds: npt.NDArray[np.int64], fold: int) -> tuple[Floats, Answers]:
        """Evidence and answers of the pairs that have nothing of this fold."""
        kept = (folds[self.place[self.pairs.first]] != fold) & (
            folds[self.place[self.pairs.second]] != fold
        )
        return self.pairs.evidence[kept], self.answers[kept]


def cross_validated(sets: Sequence[Labelled], coverage: Coverage) -> list[Floats]:
    """(n_pairs,) chances of each set, from rules fitted without the stretch of time they judge."""
    folds = _folds(coverage)
    judged = [np.zeros(len(one.pairs.first)) for one in sets]
    for fold in range(_FOLDS):
        rule = _fitted([one.but(folds, fold) for one in sets], frozenset())
        for one, chances in zip(sets, judged, strict=True):
            tested = one.later(folds) == fold
            odds = rule.log_odds(one.pairs.evidence[tested])
            chances[tested] = np.where(one.pairs.chance[tested] < 0, VETO, 1 / (1 + np.exp(-odds)))
    return judged


def _folds(coverage: Coverage) -> npt.NDArray[np.int64]:
    order = np.argsort([lead.published.timestamp() for lead in coverage.leads], kind="stable")
    folds = np.empty(len(order), dtype=np.int64)
    folds[order] = np.arange(len(order)) * _FOLDS // len(order)
    return folds


def _fitted(sets: Sequence[tuple[Floats, Answers]], without: frozenset[str]) -> Coefficients:
    used = [n for n, name in enumerate(EVIDENCE) if name not in without | _UNFITTED]
    evidence = np.concatenate([one for one, _ in sets])
    answers = np.concatenate([one for _, one in sets])
    model = LogisticRegression(C=100.0, max_iter=5000).fit(evidence[:, used], answers)
    weights = {EVIDENCE[n]: float(w) for n, w in zip(used, model.coef_[0], strict=True)}
    weights["links"] = weights.get("quotations", _LINK)
    typical = evidence[~answers].mean(axis=0)
    return Coefficients(
        intercept=float(model.intercept_[0]),
        weights={name: round(weights.get(name, 0.0), 3) for name in EVIDENCE},
        typical={name: round(float(typical[n]), 3) for n, name in enumerate(EVIDENCE)},
    )


def best_cut(sets: Sequence[Labelled], judged: Sequence[Floats]) -> tuple[float, list[Score]]:
    """The cut that is best for all sets together, and how well each does with it."""
    found: list[tuple[float, list[Score]]] = []
    matrices = []
    for one, chances in zip(sets, judged, strict=True):
        matrix = np.zeros((len(one.place), len(one.place)))
        matrix[one.pairs.first, one.pairs.second] = chances
        matrices.append(matrix + matrix.T)
    for cut in _CUTS:
        scores = []
        for one, matrix in zip(sets, matrices, strict=True):
            labels = [0] * len(one.place)
            for number, group in enumerate(average_linkage(matrix, cut)):
                for place in group:
                    labels[place] = number
            scores.append(bcubed(one.gold, labels))
        found.append((cut, scores))
    return max(found, key=lambda pair: sum(score.f1 for score in pair[1]))


def _blank() -> Rule:
    nothing = Coefficients(intercept=0.0, weights=_zeros(), typical=_zeros())
    return Rule(
        version="",
        one_language=nothing,
        two_languages=nothing,
        cut=0.5,
        floor=_FLOOR,
        alike_from=_ALIKE_FROM,
        alike_to=_ALIKE_TO,
        strangers=_STRANGERS,
    )


def _zeros() -> dict[str, float]:
    return dict.fromkeys(EVIDENCE, 0.0)


def _toml(rule: Rule) -> str:
    lines = [
        "# How likely two articles report one event: log-odds = intercept + weights · evidence.",
        "# Fitted by `python -m benchmarks fit-events`; compare/events/rule.py says what each",
        "# evidence is. A link that both share could not be fitted (no labelled set has links):",
        "# it weighs what a shared run of quoted words does.",
        f'version = "{rule.version}"',
        f"cut = {rule.cut}",
        f"floor = {rule.floor}",
        f"alike_from = {rule.alike_from}",
        f"alike_to = {rule.alike_to}",
        f"strangers = {rule.strangers}",
    ]
    for name, one in (("one_language", rule.one_language), ("two_languages", rule.two_languages)):
        lines += ["", f"[{name}]", f"intercept = {one.intercept:.3f}"]
        for title, values in (("weights", one.weights), ("typical", one.typical)):
            lines += ["", f"[{name}.{title}]"]
            lines += [f"{key} = {value}" for key, value in values.items()]
    return "\n".join(lines) + "\n"

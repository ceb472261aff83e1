"""The rule that says how likely two passages tell the same thing.

Two logistic regressions, fitted by `python -m benchmarks fit-alignment` and kept in rule.toml,
where they can be read: each coefficient says how much one unit of its evidence changes the
log-odds. The first judges each pair by its evidence; the second judges again, knowing as well what
the first said of the pairs around it (stacking, Wolpert 1992).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from compare.matching.candidates import Floats, Places
from compare.matching.evidence import EVIDENCE, Evidence
from compare.matching.standing import COMPANY, company_of

AGAIN = (*COMPANY, *EVIDENCE)
"""What the second regression knows."""


@dataclass(frozen=True, kw_only=True)
class Regression:
    """One logistic regression."""

    intercept: float
    weights: Mapping[str, float]
    # evidence → change of the log-odds for each unit of it; 0 where missing

    def log_odds(self, values: Floats, names: tuple[str, ...]) -> Floats:
        """values: (n_pairs, n_names) → (n_pairs,)."""
        weights = np.array([self.weights.get(name, 0.0) for name in names])
        odds: Floats = values @ weights + self.intercept
        return odds


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Everything that was fitted, and the cuts that were chosen."""

    version: str
    # day and data of the fit
    first: Regression
    again: Regression | None
    # None: the first judgement stands
    cut: float
    # [0, 1]: chance from which two passages match; set for precision before recall
    balanced: float
    # [0, 1]: the cut at which as much is missed as is wrong, about; for those who prefer recall
    floor: float
    # [0, 1], times the cut: every two passages of different articles in one cluster match with at
    # least this chance, so that matches do not chain
    itself: float
    # [0, 1]: how alike two passages of one article in one cluster are at least
    related: float
    # [0, 1]: chance from which two passages are looked at for conflicts though they do not match

    def chances(self, evidence: Evidence, article: Places) -> Floats:
        """(n_pairs,) in [0, 1]; article: (n_passages,) the number of each passage's article."""
        odds = self.first.log_odds(evidence.values, EVIDENCE)
        if self.again is not None:
            odds = self.again.log_odds(again(evidence, odds, article), AGAIN)
        # Rounded, so that noise in the last digit never decides between two pairs.
        chance: Floats = np.round(_chance(odds), 6)
        return chance


def again(evidence: Evidence, odds: Floats, article: Places) -> Floats:
    """(n_pairs, n_again) in the order of AGAIN; odds: (n_pairs,) log-odds of the first round."""
    company = company_of(evidence.first, evidence.second, _chance(odds), article)
    known: Floats = np.concatenate([company, evidence.values], axis=1)
    return known


@cache
def shipped() -> Rule:
    """The rule in rule.toml."""
    return parse(tomllib.loads(files("compare.matching").joinpath("rule.toml").read_text("utf-8")))


def parse(tables: Mapping[str, Any]) -> Rule:
    """From the tables of a rule file."""
    return Rule(
        version=tables["version"],
        first=_regression(tables["first"]),
        again=_regression(tables["again"]) if "again" in tables else None,
        cut=tables["cut"],
        balanced=tables["balanced"],
        floor=tables["floor"],
        itself=tables["itself"],
        related=tables["related"],
    )


def _regression(table: Mapping[str, Any]) -> Regression:
    return Regression(intercept=table["intercept"], weights=table["weights"])


def _chance(odds: Floats) -> Floats:
    chance: Floats = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
    return chance

"""The rule that says how likely two passages tell the same thing.

A logistic regression over the evidence, fitted by `python -m benchmarks fit-alignment` and kept in
rule.toml, where it can be read: each coefficient says how much one unit of its evidence changes the
log-odds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from compare.matching.candidates import Floats
from compare.matching.evidence import EVIDENCE


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Everything that was fitted, and the cuts that were chosen."""

    version: str
    # day and data of the fit
    intercept: float
    weights: Mapping[str, float]
    # evidence → change of the log-odds for each unit of it; 0 where missing
    cut: float
    # [0, 1]: chance from which two passages match; set for precision before recall
    floor: float
    # [0, 1]: every two passages of different articles in one cluster match with at least this
    # chance: no chaining
    itself: float
    # [0, 1]: how alike two passages of one article in one cluster are at least
    related: float
    # [0, 1]: chance from which two passages are looked at for conflicts though they do not match

    def chances(self, evidence: Floats) -> Floats:
        """(n_pairs, n_evidence) → (n_pairs,) in [0, 1]."""
        weights = np.array([self.weights.get(name, 0.0) for name in EVIDENCE])
        # Rounded, so that noise in the last digit never decides between two pairs.
        chance: Floats = np.round(1 / (1 + np.exp(-(evidence @ weights + self.intercept))), 6)
        return chance


@cache
def shipped() -> Rule:
    """The rule in rule.toml."""
    return parse(tomllib.loads(files("compare.matching").joinpath("rule.toml").read_text("utf-8")))


def parse(tables: Mapping[str, Any]) -> Rule:
    """From the tables of a rule file."""
    return Rule(
        version=tables["version"],
        intercept=tables["intercept"],
        weights=tables["weights"],
        cut=tables["cut"],
        floor=tables["floor"],
        itself=tables["itself"],
        related=tables["related"],
    )

"""The rule that says how likely two articles report one event.

A logistic regression over a few kinds of evidence, fitted by `python -m benchmarks fit-events` and
kept in rule.toml, where it can be read: each coefficient says how much one unit of its evidence
changes the log-odds. Two articles in different languages share hardly a word even when they report
the same, so these have coefficients of their own that leave words out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

EVIDENCE = (
    "headline",
    # cosine of the headlines' vectors, 0 to 1
    "opening",
    # cosine of the vectors of headline and first paragraphs, 0 to 1
    "words",
    # square root of the TF-IDF cosine of the texts, 0 to 1
    "headline_words",
    # share of a headline's weighted words that stand in the other's text, both ways, 0 to 1
    "quotations",
    # log(1 + runs of four words that stand in quotations of both)
    "links",
    # log(1 + addresses that both link to)
    "days",
    # between their dates
    "crowd",
    # log(1 + articles of the days before that resemble it without matching), mean of the two
)

VETO = -0.5
"""What a vetoed pair counts for in the mean between two groups: one report that mentions the other
happening as well does not outweigh the many that do not."""


@dataclass(frozen=True, kw_only=True)
class Coefficients:
    """Log-odds = intercept + the sum of each evidence times its weight."""

    intercept: float
    weights: Mapping[str, float]
    # evidence → change of the log-odds for each unit of it
    typical: Mapping[str, float]
    # evidence → its mean between articles of the same days: a reason counts from there

    @property
    def vector(self) -> Floats:
        """(n_evidence,) weights in the order of EVIDENCE."""
        return np.array([self.weights[name] for name in EVIDENCE])

    def log_odds(self, evidence: Floats) -> Floats:
        """evidence: (n_pairs, n_evidence) → (n_pairs,)."""
        odds: Floats = evidence @ self.vector + self.intercept
        return odds

    def contributions(self, evidence: Floats) -> Floats:
        """(n_evidence,) → how much each speaks for one event, beyond what is usual."""
        typical = np.array([self.typical[name] for name in EVIDENCE])
        parts: Floats = (evidence - typical) * self.vector
        return parts


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Everything that was fitted, and the cut that was chosen."""

    version: str
    # day and data of the fit
    one_language: Coefficients
    two_languages: Coefficients
    cut: float
    # (0, 1): mean probability from which two groups of articles are one event
    floor: float
    # [0, 1]: openings less alike than this are not looked at further
    alike_from: float
    alike_to: float
    # [0, 1]: openings between these resemble each other without matching
    strangers: float
    # [0, 1]: where less of either opening's names stands in the other's text, the two are about
    # other people and places and never one event, however alike: two fires on one day

    def probability(self, evidence: Floats, two_languages: npt.NDArray[np.bool_]) -> Floats:
        """(n_pairs, n_evidence), (n_pairs,) → (n_pairs,) in [0, 1]."""
        odds = np.where(
            two_languages,
            self.two_languages.log_odds(evidence),
            self.one_language.log_odds(evidence),
        )
        chance: Floats = 1 / (1 + np.exp(-odds))
        return chance


@cache
def shipped() -> Rule:
    """The rule in rule.toml."""
    return parse(tomllib.loads(files("compare.events").joinpath("rule.toml").read_text("utf-8")))


def parse(tables: Mapping[str, Any]) -> Rule:
    """From the tables of a rule file."""
    return Rule(
        version=tables["version"],
        one_language=_coefficients(tables["one_language"]),
        two_languages=_coefficients(tables["two_languages"]),
        cut=tables["cut"],
        floor=tables["floor"],
        alike_from=tables["alike_from"],
        alike_to=tables["alike_to"],
        strangers=tables["strangers"],
    )


def _coefficients(table: Mapping[str, Any]) -> Coefficients:
    return Coefficients(
        intercept=table["intercept"],
        weights={name: table["weights"].get(name, 0.0) for name in EVIDENCE},
        typical={name: table["typical"].get(name, 0.0) for name in EVIDENCE},
    )

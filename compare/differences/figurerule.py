"""How sure it is that two figures answer each other and differ (pure).

One logistic regression, fitted by `python -m benchmarks fit-figures` on figures that people judged
and kept in figure.toml, where it can be read: each weight says how much one unit of its evidence
changes the log-odds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from math import exp, log, log1p
from typing import Any

from compare.differences.quantities import Quantity

_FURTHEST = 4.0
_VAGUE = 0.7
"""How far apart "hundreds" and "more than 1,000" are at least, whose bounds nearly touch."""


@dataclass(frozen=True, kw_only=True)
class FigureEvidence:
    """What is known of two figures that may be of one thing."""

    likeness: float
    # 0 to about 1: how much the nouns, what befell those counted, the words and names around them
    # speak for one thing
    doubts: float
    # 0 and below: logarithm of what other days or parts told elsewhere leave of it
    matched: float
    # 1 where their passages stand in one cluster, else 0
    apart: float
    # 0 to 4: logarithm of how many times the smaller the larger is, as near as their bounds come.
    # Accounts of one thing seldom differ by much; a figure ten times another is of another thing
    figures: float
    # logarithm of 1 + the number of figures in both passages: among many, which answers which is
    # a guess
    same_noun: float
    # 1 where both name what they count, or whose age it is, and it is the same


def evidence_of(
    one: Quantity,
    other: Quantity,
    *,
    likeness: float,
    doubts: float,
    matched: bool,
    figures: int,
    same_noun: bool,
) -> FigureEvidence:
    """The evidence of two figures; doubts: (0, 1], what is left of the likeness; figures: how many
    there are in both passages."""
    return FigureEvidence(
        likeness=round(likeness, 3),
        doubts=round(log(doubts), 3),
        matched=float(matched),
        apart=round(_apart(one, other), 3),
        figures=round(log1p(figures), 3),
        same_noun=float(same_noun),
    )


def probability(evidence: FigureEvidence) -> float:
    """[0, 1]: that both are of one thing, and differ."""
    rule = _rule()
    odds = rule["intercept"] + sum(rule[name] * value for name, value in asdict(evidence).items())
    return 1 / (1 + exp(-odds))


def _apart(one: Quantity, other: Quantity) -> float:
    bounds = product((one.low, one.high), (other.low, other.high))
    near = min(_FURTHEST, *(abs(log(a / b)) if a > 0 and b > 0 else _FURTHEST for a, b in bounds))
    return max(near, _VAGUE) if _vague(one) or _vague(other) else near


def _vague(one: Quantity) -> bool:
    return one.hedged and not one.estimated and not one.ranged


def version() -> str:
    """Day and size of the fit."""
    return str(_document()["version"])


@cache
def _rule() -> Mapping[str, float]:
    return {name: float(weight) for name, weight in _document()["weights"].items()}


@cache
def _document() -> dict[str, Any]:
    text = files("compare.differences").joinpath("figure.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

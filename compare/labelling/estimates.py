"""From judged rows of each stratum to precision and recall of everything (pure).

The estimate of a total is Horvitz and Thompson's (1952, "A generalization of sampling without
replacement from a finite universe", JASA 47): each judged unit counts for as many as its stratum
has units for each judged one. Precision and recall are ratios of such totals (Särndal, Swensson
and Wretman 1992, "Model assisted survey sampling", 5.6).

The intervals come from drawing, for each stratum, how many of the units that nobody judged are
positive: binomial, with a chance from the posterior of Jeffreys' prior (Brown, Cai and DasGupta
2001, "Interval estimation for a binomial proportion", Statistical Science 16). Resampling the
judged rows (a bootstrap) would not do: in a stratum of thousands of pairs of which none of forty
judged ones matches it knows of no doubt at all, and that stratum is where misses hide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Totals = Mapping[str, Floats]
"""Stratum → how many of its units are positive: (1,) as estimated, or (_DRAWS,)."""

FEWEST = 10
"""Judged rows that a figure needs: below, no number is given."""
FEWEST_OF_STRATUM = 5
"""Judged rows of each stratum in a figure that has as many units. Fewer than of a figure: how
little a small stratum is known shows in the interval, by as much as the stratum weighs."""
_DRAWS = 10_000
_PRIOR = 0.5
_EDGES = (0.025, 0.975)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One stratum as it was judged."""

    size: int
    # units in it, drawn or not
    judged: int
    # units with an answer that is not unsure
    positive: float
    # [0, judged]: where labellers disagree, a unit counts by the share of them who said yes

    @property
    def enough(self) -> bool:
        return self.judged >= min(FEWEST_OF_STRATUM, self.size)


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A share with its interval, or why there is none."""

    value: float | None
    # [0, 1]
    low: float | None = None
    high: float | None = None
    # the 95 % interval
    judged: int
    # rows that it rests on
    why_not: str = ""
    # in words, where there is no value


def estimate(strata: Mapping[str, Judged], share: Callable[[Totals], Floats]) -> Estimate:
    """share: totals → a share of them, elementwise; NaN where it is not defined.

    No value is given where a stratum has too few judged rows, or where the share is not defined.
    """
    known = {name: one for name, one in strata.items() if one.size}
    judged = sum(one.judged for one in known.values())
    few = [name for name, one in sorted(known.items()) if not one.enough]
    if few or judged < FEWEST:
        return Estimate(value=None, judged=judged, why_not=_too_few(known, few, judged))
    value = _only(share, {name: np.array([_total(one)]) for name, one in known.items()})
    if value is None:
        return Estimate(value=None, judged=judged, why_not="not defined: nothing was judged yes")
    random = np.random.default_rng(0)
    drawn = share({name: _draws(one, random) for name, one in sorted(known.items())})
    low, high = np.nanquantile(drawn, _EDGES)
    return Estimate(
        value=value,
        # Where nothing speaks against the estimate, it may lie at the very edge of what was drawn.
        low=min(float(low), value),
        high=max(float(high), value),
        judged=judged,
    )


def _too_few(strata: Mapping[str, Judged], few: Sequence[str], judged: int) -> str:
    """In words; few: strata with too few judged rows, none where all together are too few."""
    if few and len(strata) > 1:
        which = strata[few[0]]
        return (
            f"too few rows judged: {which.judged} of stratum '{few[0]}', and at least "
            f"{min(FEWEST_OF_STRATUM, which.size)} are needed"
        )
    there = sum(one.size for one in strata.values())
    all_of_them = ", all there are" if judged == there else ""
    return f"too few rows judged: {judged}{all_of_them}, and at least {FEWEST} are needed"


def proportion(judged: int, positive: float) -> Estimate:
    """A share of what could be judged without end."""
    return estimate(
        {"all": Judged(size=10**9, judged=judged, positive=positive)},
        lambda totals: totals["all"] / 10**9,
    )


def _only(share: Callable[[Totals], Floats], totals: Totals) -> float | None:
    with np.errstate(divide="ignore", invalid="ignore"):
        found = float(share(totals)[0]) if totals else float("nan")
    return None if np.isnan(found) else found


def _total(one: Judged) -> float:
    return one.size * one.positive / one.judged


def _draws(one: Judged, random: np.random.Generator) -> Floats:
    """(_DRAWS,) how many of the stratum's units may be positive."""
    chance = random.beta(one.positive + _PRIOR, one.judged - one.positive + _PRIOR, size=_DRAWS)
    unseen = random.binomial(one.size - one.judged, chance).astype(np.float64)
    drawn: Floats = one.positive + unseen
    return drawn

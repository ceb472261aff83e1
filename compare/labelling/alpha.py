"""Agreement between labellers; the only module that imports krippendorff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import numpy as np

Level = Literal["nominal", "ordinal"]
"""Of measurement."""
FEWEST = 10
"""Units that two or more have judged: below, no number is given."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Krippendorff's alpha, or why there is none."""

    alpha: float | None
    # 1: all agree; 0: as by chance; below: worse than by chance
    units: int
    # that two or more have judged
    level: Level
    why_not: str = ""


def agreement(units: Sequence[Mapping[str, float]], level: Level) -> Agreement:
    """units: labeller → value of each unit, without those who did not say.

    Krippendorff's alpha (2019, "Content analysis", 4th edition, chapter 12), which minds neither
    how many labellers there are nor that each judged other units.
    """
    import krippendorff

    shared = [unit for unit in units if len(unit) > 1]
    if len(shared) < FEWEST:
        why = f"too few judged by two or more: {len(shared)}, and at least {FEWEST} are needed"
        return Agreement(alpha=None, units=len(shared), level=level, why_not=why)
    values = sorted(set(chain.from_iterable(unit.values() for unit in shared)))
    if len(values) < 2:
        why = "not defined: all gave the same answer to everything"
        return Agreement(alpha=None, units=len(shared), level=level, why_not=why)
    counts = np.array([[list(unit.values()).count(value) for value in values] for unit in shared])
    alpha = krippendorff.alpha(value_counts=counts, value_domain=values, level_of_measurement=level)
    return Agreement(alpha=float(alpha), units=len(shared), level=level)

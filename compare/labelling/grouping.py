"""How well one grouping of articles agrees with another (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Of one item: of its group in each grouping, how much is the same."""

    pure: float
    # ]0, 1]: share of its found group that is of its gold group, itself included
    whole: float
    # ]0, 1]: share of its gold group that is in its found group, itself included
    right: int
    # other items that are with it in both
    found: int
    # other items in its found group
    gold: int
    # other items in its gold group


def shares(gold: Sequence[Hashable], found: Sequence[Hashable]) -> list[Shares]:
    """For each item, in order; gold and found: the name of its group in each.

    The means of `pure` and `whole` are BCubed precision and recall (Bagga and Baldwin 1998,
    "Algorithms for scoring coreference chains"); the sums of `right` over those of `found` and
    `gold` are the precision and recall of pairs.
    """
    gold_sizes, found_sizes = Counter(gold), Counter(found)
    both = Counter(zip(gold, found, strict=True))
    return [
        Shares(
            pure=both[g, f] / found_sizes[f],
            whole=both[g, f] / gold_sizes[g],
            right=both[g, f] - 1,
            found=found_sizes[f] - 1,
            gold=gold_sizes[g] - 1,
        )
        for g, f in zip(gold, found, strict=True)
    ]

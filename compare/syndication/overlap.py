"""How much of one text another carries, and how widely (pure).

Accounts written apart share runs of words too: names, offices, set phrases. There they meet at
random; in a copy they stand in the source's order, at the source's distances, whatever was
rewritten between them. So a run counts as carried over only when another one stands near it that
lies as far away in the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.settings import Settings
from compare.syndication.shingles import Shingles

_NEAREST, _FARTHEST = 8, 20
"""Words to the other run: nearer, it may be of the same phrase."""
_SHIFT = 4
"""Words by which the distance may differ: so much was put in or taken out between them."""


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """What an article has in common with a source."""

    containment: float
    # [0, 1]: share of the article's distinct runs of words that stand in the source
    carried: float = 0.0
    # [0, 1]: share of its runs that stand there in the source's order
    spread: float = 0.0
    # [0, 1]: share of the article that lies in stretches carried over, lightly edited or not
    words: float = 0.0
    # how many words begin a run that is carried over

    def copied(self, settings: Settings, *, marked: bool) -> bool:
        """Whether it is enough for a copy; marked: the article says that it may be one."""
        least = settings.copy_containment_marked if marked else settings.copy_containment
        return (
            self.carried >= least
            and self.spread >= settings.copy_spread
            and self.words >= settings.copy_words
        )


def overlap(article: Shingles, source: Shingles, settings: Settings) -> Overlap:
    """What the article has of the source; the other way round is another question."""
    shared = article.distinct & source.distinct
    if not shared:
        return Overlap(containment=0.0)
    containment = len(shared) / len(article.distinct)
    # Of so little no part can be enough.
    if containment < settings.copy_containment_marked:
        return Overlap(containment=containment)
    carried = _carried(article, source, shared)
    return Overlap(
        containment=containment,
        carried=float(carried.mean()),
        spread=_spread(carried, settings, article.per_word),
        words=float(carried.sum()) / article.per_word,
    )


def _carried(article: Shingles, source: Shingles, shared: frozenset[str]) -> NDArray[np.bool_]:
    """For each run of the article whether it is carried over."""
    at = np.array([n for n, run in enumerate(article.ordered) if run in shared], np.int64)
    there = np.array([source.first[article.ordered[n]] for n in at], np.int64)
    nearest, farthest, shift = (
        round(words * article.per_word) for words in (_NEAREST, _FARTHEST, _SHIFT)
    )
    together = np.zeros(len(at), np.bool_)
    for step in range(1, min(farthest + 1, len(at))):
        apart = at[step:] - at[:-step]
        moved = (there[step:] - there[:-step]) - apart
        pair = (apart >= nearest) & (apart <= farthest) & (np.abs(moved) <= shift)
        together[step:] |= pair
        together[:-step] |= pair
    carried = np.zeros(len(article.ordered), np.bool_)
    carried[at[together]] = True
    return carried


def _spread(carried: NDArray[np.bool_], settings: Settings, per_word: float) -> float:
    """The share of places around which a stretch has more carried runs than chance gives."""
    length = min(len(carried), max(1, round(settings.copy_stretch * per_word)))
    sums: NDArray[Any] = np.concatenate(([0], np.cumsum(carried)))
    dense = (sums[length:] - sums[:-length]) >= settings.copy_density * length
    around = np.clip(np.arange(len(carried)) - length // 2, 0, len(dense) - 1)
    return float(dense[around].mean())

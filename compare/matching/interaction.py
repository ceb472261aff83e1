"""How much of what one passage says the other says too, word by word (pure).

Late interaction (Khattab & Zaharia 2020), weighted by rarity as in BERTScore (Zhang et al. 2020):
each word is held against the word of the other passage that means most nearly the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compare.encoder import Vectors
from compare.matching.candidates import Floats, Places

_CLOSE_FROM = 0.4
"""Cosine: words less alike have nothing to do with each other."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Interaction:
    """Of pairs of passages, each (n_pairs,); what is less and more is of the two ways to look."""

    told: Floats
    # how alike the words of the one are to their likest in the other, 0 to 1: the more
    close_least: Floats
    close_most: Floats
    # the same, with words that only resemble counting little
    mass: Floats
    # log(1 + the rarity of all that is said by both)


def interaction(
    words: Sequence[Vectors], weights: Sequence[Floats], first: Places, second: Places
) -> Interaction:
    """words: of each passage (n_words, dim), unit norm; weights: (n_words,) > 0, how rare each is;
    first, second: (n_pairs,) places of passages, the first ascending."""
    alike = np.zeros((len(first), 2))
    close = np.zeros((len(first), 2))
    mass = np.zeros(len(first))
    lengths = np.array([len(own) for own in words], dtype=np.int64)
    spoken = (lengths[first] > 0) & (lengths[second] > 0)
    for group in _groups(first, np.flatnonzero(spoken)):
        here, others = first[group[0]], second[group]
        edges = np.cumsum([0, *lengths[others][:-1]])
        cosines = words[here] @ np.concatenate([words[other] for other in others]).T
        ours = np.maximum.reduceat(cosines, edges, axis=1)
        # (n_words_here, n_others)
        theirs = cosines.max(axis=0)
        # (n_words_of_all_others,)
        own = weights[here]
        their_own = np.concatenate([weights[other] for other in others])
        totals = np.add.reduceat(their_own, edges)
        alike[group, 0] = own @ ours / own.sum()
        alike[group, 1] = np.add.reduceat(their_own * theirs, edges) / totals
        one_way, other_way = own @ _close(ours), np.add.reduceat(their_own * _close(theirs), edges)
        close[group, 0], close[group, 1] = one_way / own.sum(), other_way / totals
        mass[group] = np.log1p(one_way + other_way)
    return Interaction(
        told=alike.max(axis=1),
        close_least=close.min(axis=1),
        close_most=close.max(axis=1),
        mass=mass,
    )


def _close(cosines: npt.NDArray[np.float32]) -> Floats:
    near: Floats = np.clip((cosines - _CLOSE_FROM) / (1 - _CLOSE_FROM), 0, 1) ** 2
    return near


def _groups(first: Places, kept: Places) -> list[Places]:
    """The kept pairs, those of one first passage together."""
    if not len(kept):
        return []
    return np.split(kept, np.flatnonzero(np.diff(first[kept])) + 1)

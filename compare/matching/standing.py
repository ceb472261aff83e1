"""How a pair of passages stands among the other pairs of its event (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from compare.matching.candidates import Candidates, Floats, Places

COMPANY = ("rivals", "vouched", "beside")
"""What the chances of other pairs say of a pair; see `company_of`."""
_REACH = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing:
    """How a pair compares with the other pairs of its passages; each (n_pairs,)."""

    rank: Floats
    # log(1 + partners of the one in the other's article that are more alike), both ways
    margin: Floats
    # how much more alike they are than either is to its next best there, both ways
    witness: Floats
    # the most that both are alike to one passage of a third article


def standing_of(found: Candidates, article: Places) -> Standing:
    number = len(found.first)
    here = np.concatenate([found.first, found.second])
    there = np.concatenate([found.second, found.first])
    alike = np.concatenate([found.alike, found.alike])
    order = np.lexsort((there, -alike, article[there], here))
    key = here[order] * (int(article.max(initial=0)) + 1) + article[there[order]]
    begins = np.flatnonzero(np.diff(key, prepend=-1))
    group = np.cumsum(np.diff(key, prepend=-1) != 0) - 1
    place = np.arange(len(order)) - begins[group] if len(order) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.append(begins, len(order)))
    sorted_alike = alike[order]
    best = sorted_alike[begins][group] if len(order) else np.zeros(0)
    second = np.zeros(len(begins))
    several = sizes > 1
    second[several] = sorted_alike[begins[several] + 1]
    rival = np.where(place == 0, second[group] if len(order) else 0.0, best)
    rank, margin = np.zeros(2 * number), np.zeros(2 * number)
    rank[order] = np.log1p(place)
    margin[order] = sorted_alike - rival
    return Standing(
        rank=rank[:number] + rank[number:],
        margin=margin[:number] + margin[number:],
        witness=_witness(found.first, found.second, found.alike, len(article)),
    )


def _witness(first: Places, second: Places, values: Floats, passages: int) -> Floats:
    """The most that both passages of a pair are alike to one and the same third."""
    size = (passages, passages)
    one_way = csr_matrix((values, (first, second)), shape=size)
    alike = (one_way + one_way.T).tocsr()
    witness = np.zeros(len(first))
    spread = np.zeros(passages)
    edges = np.searchsorted(first, np.arange(passages + 1))
    for here, (begin, end) in enumerate(pairwise(edges)):
        if begin == end:
            continue
        row = alike[here]
        spread[row.indices] = row.data
        others = alike[second[begin:end]]
        shared = np.minimum(others.data, spread[others.indices])
        # Each has at least the pair's own entry, so no row is empty.
        witness[begin:end] = np.maximum.reduceat(shared, others.indptr[:-1])
        spread[row.indices] = 0
    return witness


def company_of(first: Places, second: Places, chances: Floats, article: Places) -> Floats:
    """(n_pairs, 3) in the order of COMPANY, from a first judgement of all pairs.

    rivals: log(1 + the chances of either's other partners in the other's article); vouched: the
    chance at which a passage of a third article matches both; beside: the best chance of a pair of
    passages at most two places away from these, in the same articles.

    first, second: (n_pairs,) ordered by first, then second; article: (n_passages,), the passages of
    one article in a row.
    """
    rivals = _rivals(first, article[second], chances) + _rivals(second, article[first], chances)
    vouched = _witness(first, second, chances, len(article))
    beside = _beside(first, second, chances, article)
    return np.stack([rivals, vouched, beside], axis=1)


def _rivals(here: Places, there: Places, chances: Floats) -> Floats:
    """there: the article of the partner."""
    key = here * (int(there.max(initial=0)) + 1) + there
    _, group = np.unique(key, return_inverse=True)
    others: Floats = np.log1p(np.maximum(np.bincount(group, weights=chances)[group] - chances, 0))
    return others


def _beside(first: Places, second: Places, chances: Floats, article: Places) -> Floats:
    last = len(article) - 1
    keys = first * (last + 1) + second
    best = np.zeros(len(first))
    if not len(keys):
        return best
    steps = range(-_REACH, _REACH + 1)
    for a in steps:
        for b in steps:
            i, j = np.clip(first + a, 0, last), np.clip(second + b, 0, last)
            other = (a, b) != (0, 0)
            there = other & (article[i] == article[first]) & (article[j] == article[second])
            there &= (i == first + a) & (j == second + b)
            key = i * (last + 1) + j
            place = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
            there &= keys[place] == key
            best = np.maximum(best, np.where(there, chances[place], 0))
    return best

"""Which pairs of passages are worth a look, and how alike they are (pure).

In blocks, and of each passage only the few likeliest partners in every other article and not more
than so many in all, so that memory grows with the passages and not with their square.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from compare.encoder import Vectors
from compare.passages import Passage

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_BLOCK = 512
_PARTNERS = 4
"""In each other article."""
_MOST = 160
"""In all other articles together: where up to 41 tell of an event, none is left out."""
_FLOOR = 0.17
"""Pairs less alike than this are not looked at: they matched in one case of two hundred."""
_CROWD = 10


@dataclass(frozen=True, kw_only=True, eq=False)
class Candidates:
    """Pairs of passages of different articles, in the order of their places."""

    first: Places
    second: Places
    # (n_pairs,) places in the list of passages; first < second
    alike: Floats
    # (n_pairs,) mean of the cosines of vectors and stems
    crowd: Floats
    # (n_passages,) how alike each is to its ten most alike passages of other articles


def candidates(passages: Sequence[Passage], vectors: Vectors, stems: Any) -> Candidates:
    """passages: those of one article in a row; vectors: (n_passages, dim), unit norm;
    stems: (n_passages, n_stems) csr_matrix, unit norm."""
    article = numbered(passages)
    edges = np.flatnonzero(np.diff(article, prepend=-1, append=-1))
    # where each article begins, and the end of the last
    crowd = np.zeros(len(passages))
    pairs: list[Places] = []
    likeness: list[Floats] = []
    for start in range(0, len(passages), _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, len(passages)))
        alike = 0.5 * (vectors[rows] @ vectors.T) + 0.5 * (stems[rows] @ stems.T).toarray()
        # Rounded, so that noise in the last digit never decides who is whose best.
        alike = np.round(alike.astype(np.float64), 6)
        alike[article[rows][:, None] == article[None, :]] = -1
        crowd[rows] = _most_alike(alike)
        chosen: list[tuple[Places, Places, Floats]] = []
        for begin, end in pairwise(edges):
            part = alike[:, begin:end]
            # The likeliest first; of equals the earlier one.
            best = np.argsort(-part, axis=1, kind="stable")[:, :_PARTNERS]
            row = np.repeat(np.arange(len(rows)), best.shape[1])
            column = best.ravel()
            kept = part[row, column] >= _FLOOR
            chosen.append((row[kept], begin + column[kept], part[row[kept], column[kept]]))
        row, partner, likely = _likeliest(chosen)
        pairs.append(np.sort(np.stack([rows[row], partner], axis=1), axis=1))
        likeness.append(likely)
    if not pairs:
        none = np.zeros(0, dtype=np.int64)
        return Candidates(first=none, second=none, alike=np.zeros(0), crowd=crowd)
    both = np.concatenate(pairs)
    unique, places = np.unique(both, axis=0, return_index=True)
    return Candidates(
        first=unique[:, 0],
        second=unique[:, 1],
        alike=np.concatenate(likeness)[places],
        crowd=crowd,
    )


def _likeliest(
    chosen: Sequence[tuple[Places, Places, Floats]],
) -> tuple[Places, Places, Floats]:
    """Of (row, partner, likeness) the `_MOST` likeliest of each row; of equals the earlier one."""
    row, partner, likely = (np.concatenate(column) for column in zip(*chosen, strict=True))
    order = np.lexsort((partner, -likely, row))
    counts = np.bincount(row)
    place = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    kept = order[place < _MOST]
    return row[kept], partner[kept], likely[kept]


def numbered(passages: Sequence[Passage]) -> Places:
    """(n_passages,) the number of each passage's article, from 0 in the order of the list."""
    numbers: dict[str, int] = {}
    return np.array(
        [numbers.setdefault(passage.article_id, len(numbers)) for passage in passages],
        dtype=np.int64,
    )


def _most_alike(alike: Floats) -> Floats:
    number = min(_CROWD, alike.shape[1])
    most: Floats = -np.partition(-alike, number - 1, axis=1)[:, :number]
    crowd: Floats = np.clip(most, 0, None).mean(axis=1)
    return crowd

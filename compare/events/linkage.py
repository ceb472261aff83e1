"""Average linkage that heeds what must stand together and what must not (pure).

UPGMA (Sokal & Michener 1958) keeps one look-alike pair from gluing two events together: groups
join while the mean chance over all their pairs reaches the cut. Some articles start out joined and
some groups never join (Davidson & Ravi 2005), because a person said so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_NEVER = -2.0
"""Below every mean."""


def average_linkage(
    chance: Floats,
    cut: float,
    *,
    together: Sequence[Collection[int]] = (),
    apart: Collection[tuple[int, int]] = (),
) -> list[list[int]]:
    """Group the rows; every row stands in exactly one group, in a fixed order.

    chance: (n, n) symmetric, in [-1, 1], below 0 what speaks against; together: disjoint sets of
    rows that start as one group; apart: pairs of rows whose groups never join.
    """
    if not len(chance):
        return []
    groups = _start(len(chance), together)
    members = np.zeros((len(groups), len(chance)))
    for number, group in enumerate(groups):
        members[number, group] = 1
    sizes = members.sum(axis=1)
    # Sums, not means: the sum between two joined groups and a third is the sum of their sums.
    sums = members @ chance @ members.T
    group_of = {row: number for number, group in enumerate(groups) for row in group}
    never = np.eye(len(groups), dtype=bool)
    for first, second in apart:
        a, b = group_of[first], group_of[second]
        never[a, b] = never[b, a] = True
    means = np.where(never, _NEVER, sums / np.outer(sizes, sizes))
    best = means.argmax(axis=1)
    top = means[np.arange(len(groups)), best]
    while True:
        a = int(top.argmax())
        if top[a] < cut or top[a] <= 0:
            break
        b = int(best[a])
        a, b = min(a, b), max(a, b)
        groups[a] += groups[b]
        groups[b] = []
        sums[a] += sums[b]
        sums[:, a] = sums[a]
        sizes[a] += sizes[b]
        never[a] |= never[b]
        never[:, a] = never[a]
        never[b] = never[:, b] = True
        means[b] = means[:, b] = _NEVER
        top[b] = _NEVER
        means[a] = np.where(never[a], _NEVER, sums[a] / (sizes[a] * np.maximum(sizes, 1)))
        means[:, a] = means[a]
        # Only what pointed at the two, or is now nearest to their union, looks again.
        stale = np.flatnonzero((best == a) | (best == b) | (np.arange(len(best)) == a))
        best[stale] = means[stale].argmax(axis=1)
        top[stale] = means[stale, best[stale]]
        nearer = np.flatnonzero(means[:, a] > top)
        best[nearer], top[nearer] = a, means[nearer, a]
    return [sorted(group) for group in groups if group]


def _start(count: int, together: Sequence[Collection[int]]) -> list[list[int]]:
    joined = {row for group in together for row in group}
    groups = [sorted(group) for group in together if group]
    groups += [[row] for row in range(count) if row not in joined]
    return sorted(groups)

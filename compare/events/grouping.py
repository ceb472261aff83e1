"""Articles that arrived → the events they change (pure).

Arrivals are compared with the articles of their days, and so is, ring by ring, every article that
might be one event with one of these, until no further one is. What was found this way is grouped
anew from the beginning, so that a late article repairs what was split or glued before it came, and
the outcome hardly depends on the order of arrival. Whatever lies outside is left as it stands: the
cost depends on the arrivals and their days, not on the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from compare.events.linkage import Floats, average_linkage
from compare.events.window import Pairs, Places, Window

_LARGEST = 3000
"""Articles grouped at a time: a chain of look-alikes longer than this is first cut at a stricter
chance; further rings are not followed."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What a person said, in places of the window."""

    together: tuple[frozenset[int], ...] = ()
    # disjoint
    apart: tuple[tuple[int, int], ...] = ()
    # pairs of places


@dataclass(frozen=True, kw_only=True, eq=False)
class Grouping:
    """The articles that were grouped anew."""

    groups: list[list[int]]
    # places of the window
    rows: Mapping[tuple[int, int], int]
    # pair of places, the smaller first → row of pairs
    pairs: Pairs


def regroup(
    window: Window,
    arrived: Iterable[int],
    events: Sequence[frozenset[int]],
    bounds: Bounds | None = None,
) -> Grouping:
    """Group what arrived and all that it may touch.

    arrived: places; events: the groups that stand, in places; each is taken whole or not at all.
    """
    bounds = bounds or Bounds()
    bound_to: dict[int, set[int]] = {}
    for group in (*events, *bounds.together):
        for place in group:
            bound_to.setdefault(place, set()).update(group)
    arrived = list(arrived)
    if not arrived:
        return Grouping(groups=[], rows={}, pairs=window.pairs(np.zeros(0, dtype=np.int64)))
    touched, pairs = _touched(window, arrived, bound_to)
    rows = {
        (int(a), int(b)): row
        for row, (a, b) in enumerate(zip(pairs.first, pairs.second, strict=True))
    }
    groups = [
        group
        for part in _parts(touched, pairs, window.rule.cut, bounds)
        for group in _grouped(part, pairs, window, bounds)
    ]
    return Grouping(groups=groups, rows=rows, pairs=pairs)


def _touched(
    window: Window, arrived: Iterable[int], bound_to: Mapping[int, set[int]]
) -> tuple[Places, Pairs]:
    """Every article that might change its group, and the pairs between them."""
    ring = _with_their_groups(arrived, bound_to)
    seen: set[int] = set()
    found: list[Pairs] = []
    while ring:
        seen |= ring
        pairs = window.pairs(np.array(sorted(ring), dtype=np.int64))
        found.append(pairs)
        likely = pairs.chance >= window.rule.cut
        ends = set(pairs.first[likely].tolist()) | set(pairs.second[likely].tolist())
        ring = _with_their_groups(ends, bound_to) - seen
        if len(seen) + len(ring) > _LARGEST and len(found) > 1:
            break
    touched = np.array(sorted(seen), dtype=np.int64)
    return touched, _between(touched, found)


def _with_their_groups(places: Iterable[int], bound_to: Mapping[int, set[int]]) -> set[int]:
    todo, whole = list(places), set[int]()
    while todo:
        place = todo.pop()
        if place not in whole:
            whole.add(place)
            todo += bound_to.get(place, ())
    return whole


def _between(places: Places, found: Sequence[Pairs]) -> Pairs:
    """The pairs that have both ends among the places, each once."""
    first = np.concatenate([pairs.first for pairs in found])
    second = np.concatenate([pairs.second for pairs in found])
    low, high = np.minimum(first, second), np.maximum(first, second)
    inside = np.flatnonzero(np.isin(low, places) & np.isin(high, places))
    _, once = np.unique(np.stack([low, high])[:, inside], axis=1, return_index=True)
    rows = inside[once]
    return Pairs(
        first=low[rows],
        second=high[rows],
        evidence=np.concatenate([pairs.evidence for pairs in found])[rows],
        chance=np.concatenate([pairs.chance for pairs in found])[rows],
    )


def _parts(places: Places, pairs: Pairs, least: float, bounds: Bounds) -> list[Places]:
    """Articles linked by pairs of at least this chance: linkage never joins two such parts."""
    likely = pairs.chance >= least
    likely &= np.isin(pairs.first, places) & np.isin(pairs.second, places)
    first = np.searchsorted(places, pairs.first[likely])
    second = np.searchsorted(places, pairs.second[likely])
    inside = set(places.tolist())
    chains = [sorted(group & inside) for group in bounds.together]
    ties = [(a, b) for chain in chains for a, b in pairwise(chain)]
    if ties:
        first = np.concatenate([first, np.searchsorted(places, [a for a, _ in ties])])
        second = np.concatenate([second, np.searchsorted(places, [b for _, b in ties])])
    graph = coo_matrix((np.ones(len(first)), (first, second)), shape=(len(places), len(places)))
    _, labels = connected_components(graph, directed=False)
    by_label = np.argsort(labels, kind="stable")
    edges = np.flatnonzero(np.diff(labels[by_label])) + 1
    parts: list[Places] = []
    for part in np.split(places[by_label], edges):
        stricter = least + 0.05
        if len(part) > _LARGEST and stricter < 1:
            parts += _parts(np.sort(part), pairs, stricter, bounds)
        else:
            parts.append(np.sort(part))
    return parts


def _grouped(part: Places, pairs: Pairs, window: Window, bounds: Bounds) -> list[list[int]]:
    if len(part) == 1:
        return [[int(part[0])]]
    chance = _matrix(part, pairs)
    row_of = {int(place): row for row, place in enumerate(part)}
    together = [[row_of[place] for place in group if place in row_of] for group in bounds.together]
    placed = {row for group in together for row in group}
    guests = [
        row
        for row, place in enumerate(part)
        if window.profiles[place].lead.standing == "guest" and row not in placed
    ]
    hosts = [row for row in range(len(part)) if row not in set(guests)]
    number = {row: k for k, row in enumerate(hosts)}
    apart = [(a, b) for a, b in bounds.apart if a in row_of and b in row_of]
    groups = average_linkage(
        chance[np.ix_(hosts, hosts)],
        window.rule.cut,
        together=[[number[row] for row in group] for group in together if group],
        apart=[
            (number[row_of[a]], number[row_of[b]])
            for a, b in apart
            if row_of[a] in number and row_of[b] in number
        ],
    )
    joined = [[hosts[row] for row in group] for group in groups]
    _seat(guests, joined, chance, window.rule.cut, {(row_of[a], row_of[b]) for a, b in apart})
    return [[int(part[row]) for row in sorted(group)] for group in joined]


def _seat(
    guests: Sequence[int],
    groups: list[list[int]],
    chance: Floats,
    cut: float,
    apart: set[tuple[int, int]],
) -> None:
    """Let each guest join the group it most likely belongs to; guests never meet guests."""
    hosts = [list(group) for group in groups]
    for guest in guests:
        means = [
            -1.0
            if any((guest, row) in apart or (row, guest) in apart for row in group)
            else float(chance[guest, group].mean())
            for group in hosts
        ]
        nearest = int(np.argmax(means)) if means else -1
        if nearest >= 0 and means[nearest] >= cut:
            groups[nearest].append(guest)
        else:
            groups.append([guest])


def _matrix(part: Places, pairs: Pairs) -> Floats:
    """(n, n) chances between the articles of the part; 0 where a pair was not worth a look."""
    inside = np.isin(pairs.first, part) & np.isin(pairs.second, part)
    first = np.searchsorted(part, pairs.first[inside])
    second = np.searchsorted(part, pairs.second[inside])
    chance = np.zeros((len(part), len(part)))
    chance[first, second] = chance[second, first] = pairs.chance[inside]
    return chance

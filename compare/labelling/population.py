"""What can be asked about one event: its pairs, groups and differences, in strata (pure).

The pairs are those of passages of different outlets, each of which belongs to one stratum:
`matched` by the system; `near`, of those that are not matched the likeliest; `other`, all the rest,
which the system never looked at or took for strangers. Where `near` ends decides only how precise
an estimate becomes, never what is estimated.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from compare.terms import Rarity, count_words, stack, weigh

Places = npt.NDArray[np.int64]

MATCHED, NEAR, OTHER = "matched", "near", "other"
SILENT = "none"
"""The stratum of matched pairs in which no difference was found; the others are named by kinds."""

_PARTNERS = 4
"""Likeliest passages of each other outlet that are near a passage. In the labelled events of
alignment/dev.json an eighth of all pairs are, and four fifths of those that people matched."""
_FLOOR = 0.05
"""Cosine of the weighted words: below this nothing speaks for a match."""
_BLOCK = 512


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a passage stands."""

    passage_id: str
    article_id: str
    outlet: str
    position: int
    # in its article, from 0
    text: str
    # verbatim


@dataclass(frozen=True, kw_only=True, eq=False)
class Told:
    """One event as it is stored."""

    event_id: str
    spots: Sequence[Spot]
    # in the order of outlet, article and position
    clusters: Mapping[str, frozenset[str]]
    # cluster_id → passage ids
    differences: Mapping[tuple[str, str], tuple[str, ...]]
    # passage ids, the smaller first → kinds, the surest first


class Pairs:
    """The numbered pairs of passages of different outlets of one event."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        """spots: those of one outlet in a row."""
        self.place = {spot.passage_id: number for number, spot in enumerate(spots)}
        outlets = [spot.outlet for spot in spots]
        edges = [n for n, outlet in enumerate(outlets) if n == 0 or outlets[n - 1] != outlet]
        self.edges = [*edges, len(spots)]
        # where each outlet begins, and the end of the last
        self._ends = np.zeros(len(spots), np.int64)
        for begin, end in pairwise(self.edges):
            self._ends[begin:end] = end
        rows = len(spots) - self._ends
        self._starts = np.concatenate([[0], np.cumsum(rows)]).astype(np.int64)

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self._starts[-1])

    def numbers(self, first: Places, second: Places) -> Places:
        """(n,) the numbers of pairs of places; pairs of one outlet are left out."""
        low, high = np.minimum(first, second), np.maximum(first, second)
        across = high >= self._ends[low] if len(low) else np.zeros(0, bool)
        low, high = low[across], high[across]
        found: Places = np.unique(self._starts[low] + high - self._ends[low])
        return found

    def places(self, number: int) -> tuple[int, int]:
        """The two places of the pair with this number."""
        first = int(np.searchsorted(self._starts, number, side="right")) - 1
        return first, int(self._ends[first] + number - self._starts[first])


class Population:
    """The strata of one event."""

    def __init__(self, told: Told, *, nearest: bool) -> None:
        """nearest: whether pairs are to be drawn; if not, their strata need not be made."""
        self.told = told
        self.pairs = Pairs(told.spots)
        self.matched = self._matched()
        self._near = self._nearest() if nearest else np.zeros(0, np.int64)
        apart = np.union1d(self.matched, self._near)
        self._gaps: list[int] = (apart - np.arange(len(apart))).tolist()
        # how many other pairs stand before each of those
        self.shown = {
            pair: kinds for pair, kinds in sorted(told.differences.items()) if self._across(pair)
        }
        self._silent = np.setdiff1d(self.matched, self._numbers_of(list(self.shown)))

    def pair_strata(self) -> dict[str, int]:
        """Stratum → pairs in it."""
        return {
            MATCHED: len(self.matched),
            NEAR: len(self._near),
            OTHER: self.pairs.count - len(self.matched) - len(self._near),
        }

    def pair(self, stratum: str, rank: int) -> tuple[str, str]:
        """The passage ids of one pair of a stratum; rank: from 0."""
        if stratum == OTHER:
            return self._ids(rank + bisect_right(self._gaps, rank))
        held = self.matched if stratum == MATCHED else self._near
        return self._ids(int(held[rank]))

    def difference_strata(self) -> dict[str, list[tuple[str, str]]]:
        """Kind → pairs with a difference, the surest of that kind."""
        strata: dict[str, list[tuple[str, str]]] = {}
        for pair, kinds in self.shown.items():
            strata.setdefault(kinds[0], []).append(pair)
        return strata

    @property
    def silent(self) -> int:
        """Matched pairs without a difference."""
        return len(self._silent)

    def silent_pair(self, rank: int) -> tuple[str, str]:
        return self._ids(int(self._silent[rank]))

    def _ids(self, number: int) -> tuple[str, str]:
        first, second = self.pairs.places(number)
        return self.told.spots[first].passage_id, self.told.spots[second].passage_id

    def _across(self, pair: tuple[str, str]) -> bool:
        place, spots = self.pairs.place, self.told.spots
        return all(one in place for one in pair) and (
            spots[place[pair[0]]].outlet != spots[place[pair[1]]].outlet
        )

    def _numbers_of(self, pairs: Sequence[tuple[str, str]]) -> Places:
        places = np.array(
            [[self.pairs.place[one] for one in pair] for pair in pairs], np.int64
        ).reshape(-1, 2)
        return self.pairs.numbers(places[:, 0], places[:, 1])

    def _matched(self) -> Places:
        found = [
            self._numbers_of(list(combinations(sorted(members), 2)))
            for members in self.told.clusters.values()
        ]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def _nearest(self) -> Places:
        """Of each passage the pairs with the likeliest passages of each other outlet.

        By the words alone, and in blocks: memory grows with the passages, not with their square.
        """
        counts = [count_words(spot.text) for spot in self.told.spots]
        if not counts:
            return np.zeros(0, np.int64)
        words = weigh(stack(counts), Rarity(counts))
        found = [np.zeros(0, np.int64)]
        for start in range(0, len(counts), _BLOCK):
            alike = (words[start : start + _BLOCK] @ words.T).toarray()
            # Rounded, so that noise in the last digit never decides who is whose best.
            alike = np.round(alike.astype(np.float64), 6)
            for begin, end in pairwise(self.pairs.edges):
                part = alike[:, begin:end]
                best = np.argsort(-part, axis=1, kind="stable")[:, :_PARTNERS]
                row = np.repeat(np.arange(len(part)), best.shape[1])
                column = best.ravel()
                kept = part[row, column] >= _FLOOR
                found.append(self.pairs.numbers(start + row[kept], begin + column[kept]))
        return np.setdiff1d(np.concatenate(found), self.matched)

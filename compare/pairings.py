"""Which passages are held against each other for differences (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from compare.alignment import Cluster, Matches
from compare.differences import Pairing, Telling


class Pairings:
    """The pairs of one event: those that stand in a cluster, and those that only may match.

    A pair that stands in several clusters is looked at in the largest of them alone, so that what
    is found is told once. And an account that holds the other's very words elsewhere says both:
    the two do not differ there.
    """

    def __init__(
        self, matches: Matches, tellings: Sequence[Telling], clusters: Sequence[Cluster]
    ) -> None:
        """tellings: of the passages of `matches`, in their order."""
        self._chances = matches.chances
        self._tellings = tellings
        self._clusters = len(clusters)
        place = {one.passage.passage_id: n for n, one in enumerate(tellings)}
        self._home: dict[tuple[int, int], int] = {}
        largest_first = sorted(range(len(clusters)), key=lambda n: -len(clusters[n].passages))
        for number in largest_first:
            places = sorted(place[passage.passage_id] for passage in clusters[number].passages)
            for pair in combinations(places, 2):
                self._home.setdefault(pair, number)
        self._said: dict[str, set[str]] = {}
        for one in tellings:
            self._said.setdefault(one.passage.article_id, set()).add(_plain(one.passage.text))

    def within(self) -> list[list[Pairing]]:
        """For each cluster its pairs of different outlets."""
        found: dict[int, list[Pairing]] = {}
        for (i, j), number in sorted(self._home.items()):
            if self._differ(i, j):
                chance = self._chances.get((i, j), 0.0)
                found.setdefault(number, []).append(self._pairing(i, j, chance, matched=True))
        return [found.get(number, []) for number in range(self._clusters)]

    def beyond(self, least: float) -> Iterator[Pairing]:
        """Pairs of different outlets that stand in no cluster together but may match.

        least: [0, 1], the chance from which they may.
        """
        for (i, j), chance in sorted(self._chances.items()):
            if chance >= least and (i, j) not in self._home and self._differ(i, j):
                yield self._pairing(i, j, chance, matched=False)

    def _differ(self, i: int, j: int) -> bool:
        one, other = self._tellings[i].passage, self._tellings[j].passage
        return (
            one.outlet != other.outlet
            and _plain(one.text) not in self._said[other.article_id]
            and _plain(other.text) not in self._said[one.article_id]
        )

    def _pairing(self, i: int, j: int, chance: float, *, matched: bool) -> Pairing:
        # By outlet: a difference reads the same whoever published first.
        first, second = sorted(
            (self._tellings[i], self._tellings[j]), key=lambda one: one.passage.outlet
        )
        return Pairing(first=first, second=second, chance=chance, matched=matched)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())

"""Some of many, each with the same chance, without keeping or counting them first (pure)."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Generic, TypeVar

Unit = TypeVar("Unit")

_ALMOST_ONE = 1 - 2**-53


class Reservoir(Generic[Unit]):
    """A simple random sample without replacement of all that is offered.

    Every set of `size` units is as likely as any other, so that each unit is in it with the
    probability size / seen. Algorithm L (Li 1994, "Reservoir-sampling algorithms of time complexity
    O(n(1 + log(N/n)))", ACM TOMS 20:4): units that are passed over are never made.
    """

    def __init__(self, size: int, random: Random) -> None:
        self.size = size
        self.seen = 0
        # units offered so far
        self.held: list[Unit] = []
        self._random = random
        self._weight = 1.0
        self._next = 0
        # the place, among all that are offered, of the next unit to be taken in

    def offer(self, count: int, make: Callable[[int], Unit]) -> None:
        """So many units more; make: place among these, from 0 → the unit."""
        place = 0
        while len(self.held) < self.size and place < count:
            self.held.append(make(place))
            place += 1
            if len(self.held) == self.size:
                self._next = self.seen + place - 1
                self._skip()
        while self.held and len(self.held) == self.size and self._next < self.seen + count:
            self.held[self._random.randrange(self.size)] = make(self._next - self.seen)
            self._skip()
        self.seen += count

    def some(self, number: int) -> list[Unit]:
        """So many of them by chance, or all where there are fewer."""
        return self._random.sample(self.held, min(number, len(self.held)))

    def _skip(self) -> None:
        self._weight *= math.exp(math.log(1 - self._random.random()) / self.size)
        gap = math.log(1 - self._random.random()) / math.log1p(-min(self._weight, _ALMOST_ONE))
        # Beyond any archive; a float that is infinite is no place.
        self._next += 1 + int(min(gap, 2.0**60))


def allocate(total: int, strata: dict[str, tuple[int, float]]) -> dict[str, int]:
    """How many of `total` to draw from each stratum: name → (units in it, share of the total).

    What a small stratum cannot give goes to the others, by their shares; shares need not sum to 1.
    """
    given = dict.fromkeys(strata, 0)
    left = min(total, sum(size for size, _ in strata.values()))
    while left:
        room = {name: share for name, (size, share) in strata.items() if given[name] < size}
        whole = sum(room.values())
        # The largest first, so that the last one of a rounding goes where it is missed most.
        for name in sorted(room, key=lambda name: (-room[name], name)):
            part = max(1, math.floor(left * room[name] / whole))
            taken = min(part, strata[name][0] - given[name], total - sum(given.values()))
            given[name] += taken
        left = min(total, sum(size for size, _ in strata.values())) - sum(given.values())
    return given

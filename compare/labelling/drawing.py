"""Which units people are asked about: stratified, by chance, each with a known probability.

One pass over the events; only what was drawn is kept. Each stratum has a chance of its own, made
of the seed and its name, so that asking for more groups draws the same pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

from compare.labelling.population import MATCHED, NEAR, OTHER, SILENT, Population
from compare.labelling.reservoir import Reservoir, allocate
from compare.labelling.tasks import CLUSTERS, DIFFERENCES, PAIRS

GROUPS = "groups"
"""The one stratum of clusters."""
_SHARES = {MATCHED: 0.4, NEAR: 0.3, OTHER: 0.3}
"""Of the pairs. Matched ones say how many are right; those of the other two, what was missed. They
need many, because each stands for thousands."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One unit that was drawn."""

    event_id: str
    stratum: str
    unit: tuple[str, ...]
    # the ids of two passages, or of a cluster
    kinds: tuple[str, ...] = ()
    # of difference, as the system says


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What was drawn for one task."""

    drawn: tuple[Drawn, ...]
    sizes: Mapping[str, int]
    # stratum → units in it, drawn or not

    def held(self, stratum: str) -> int:
        """Units that were drawn from a stratum."""
        return sum(one.stratum == stratum for one in self.drawn)


@dataclass(kw_only=True)
class Lots:
    """Draws while it is shown one event after the other."""

    wanted: Mapping[str, int]
    # task → rows
    seed: int
    _held: dict[tuple[str, str], Reservoir[Drawn]] = field(default_factory=dict)

    def chance(self, *named: str) -> Random:
        """A chance of its own for each name; seeded by text, which Python hashes the same way on
        every machine."""
        return Random("/".join((str(self.seed), *named)))

    def show(self, population: Population) -> None:
        """Offer everything of one event."""
        if self.wanted.get(PAIRS):
            for stratum, count in population.pair_strata().items():
                self._lot(PAIRS, stratum).offer(count, partial(_pair, population, stratum))
        if self.wanted.get(CLUSTERS):
            groups = population.told.clusters
            self._lot(CLUSTERS, GROUPS).offer(len(groups), partial(_group, population))
        if self.wanted.get(DIFFERENCES):
            silent = self._lot(DIFFERENCES, SILENT)
            silent.offer(population.silent, partial(_silent, population))
            for kind, pairs in sorted(population.difference_strata().items()):
                lot = self._lot(DIFFERENCES, kind)
                lot.offer(len(pairs), partial(_differing, population, kind, pairs))

    def sample(self, task: str) -> Sample:
        """What was drawn for a task, of all that was shown."""
        lots = {stratum: lot for (name, stratum), lot in self._held.items() if name == task}
        shares = {stratum: _share(stratum, lots) for stratum in sorted(lots)}
        numbers = allocate(
            self.wanted.get(task, 0),
            {stratum: (lots[stratum].seen, share) for stratum, share in shares.items()},
        )
        return Sample(
            drawn=tuple(
                one for stratum in sorted(lots) for one in lots[stratum].some(numbers[stratum])
            ),
            sizes={stratum: lots[stratum].seen for stratum in sorted(lots)},
        )

    def _lot(self, task: str, stratum: str) -> Reservoir[Drawn]:
        key = (task, stratum)
        if key not in self._held:
            self._held[key] = Reservoir(self.wanted[task], self.chance(*key))
        return self._held[key]


def _pair(population: Population, stratum: str, rank: int) -> Drawn:
    unit = population.pair(stratum, rank)
    return Drawn(event_id=population.told.event_id, stratum=stratum, unit=unit)


def _group(population: Population, rank: int) -> Drawn:
    unit = (list(population.told.clusters)[rank],)
    return Drawn(event_id=population.told.event_id, stratum=GROUPS, unit=unit)


def _silent(population: Population, rank: int) -> Drawn:
    unit = population.silent_pair(rank)
    return Drawn(event_id=population.told.event_id, stratum=SILENT, unit=unit)


def _differing(
    population: Population, kind: str, pairs: Sequence[tuple[str, str]], rank: int
) -> Drawn:
    return Drawn(
        event_id=population.told.event_id,
        stratum=kind,
        unit=pairs[rank],
        kinds=population.shown[pairs[rank]],
    )


def _share(stratum: str, strata: Iterable[str]) -> float:
    """Half of the differences are pairs without one; each kind has the same part of the rest."""
    if stratum in _SHARES or stratum == GROUPS:
        return _SHARES.get(stratum, 1.0)
    return 0.5 if stratum == SILENT else 0.5 / max(1, sum(one != SILENT for one in strata))


def sizes(sample: Sample) -> dict[str, Any]:
    """Stratum → its size and how many were drawn, for the key."""
    return {
        stratum: {"size": size, "drawn": sample.held(stratum)}
        for stratum, size in sample.sizes.items()
    }

"""Events of the database held against events that people made: how far they agree (pure)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compare.labelling.estimates import FEWEST, Estimate
from compare.labelling.grouping import shares
from compare.labelling.scoring import Measure

_DRAWS = 2_000
_EDGES = (0.025, 0.975)
Sums = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A labelled article that stands in an event of the database."""

    article_id: str
    gold: str
    found: str
    # event_id


@dataclass(frozen=True, kw_only=True)
class Mixed:
    """A gold event in several events of the database, or the other way round."""

    name: str
    parts: Mapping[str, tuple[str, ...]]
    # name of the other grouping's event → article ids, the most first

    @property
    def pairs(self) -> int:
        """Pairs of articles that the two groupings place differently."""
        sizes = [len(part) for part in self.parts.values()]
        return (sum(sizes) ** 2 - sum(size * size for size in sizes)) // 2


@dataclass(frozen=True, kw_only=True)
class EventScore:
    """How far the two groupings agree."""

    measures: tuple[Measure, ...]
    gold: int
    # gold events
    found: int
    # events of the database that hold a labelled article
    exact: int
    # gold events whose labelled articles are, alone among those, one event of the database
    split: tuple[Mixed, ...]
    # gold events in several events of the database, those with most such pairs first
    joined: tuple[Mixed, ...]
    # events of the database that hold several gold events


def score_events(placed: Sequence[Placed]) -> EventScore:
    """The figures.

    The 95% intervals are those of a bootstrap over gold events (Efron 1979, "Bootstrap methods:
    another look at the jackknife"): whole events are drawn, since articles of one stand or fall
    together. They say how far other events of the kind might differ. The seed is fixed: the same
    articles give the same intervals. No figures below ten articles or two gold events.
    """
    gold = [one.gold for one in placed]
    found = [one.found for one in placed]
    each = shares(gold, found)
    names = {name: number for number, name in enumerate(dict.fromkeys(gold))}
    table = np.zeros((len(names), 6))
    for name, one in zip(gold, each, strict=True):
        table[names[name]] += (1, one.pure, one.whole, one.right, one.found, one.gold)
    split = _mixed(placed, lambda one: (one.gold, one.found))
    joined = _mixed(placed, lambda one: (one.found, one.gold))
    whole = Counter(gold)
    both = Counter(zip(gold, found, strict=True))
    inside = Counter(found)
    return EventScore(
        measures=_measures(table),
        gold=len(names),
        found=len(inside),
        exact=sum(n == whole[g] == inside[f] for (g, f), n in both.items()),
        split=split,
        joined=joined,
    )


def _mixed(
    placed: Sequence[Placed], names: Callable[[Placed], tuple[str, str]]
) -> tuple[Mixed, ...]:
    parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in placed:
        name, other = names(one)
        parts[name][other].append(one.article_id)
    mixed = [
        Mixed(
            name=name,
            parts={
                other: tuple(ids)
                for other, ids in sorted(own.items(), key=lambda part: (-len(part[1]), part[0]))
            },
        )
        for name, own in parts.items()
        if len(own) > 1
    ]
    return tuple(sorted(mixed, key=lambda one: (-one.pairs, one.name)))


def _ratio(above: Sums, below: Sums) -> Sums:
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient: Sums = above / below
    return quotient


def _harmonic(first: Sums, second: Sums) -> Sums:
    return _ratio(2 * first * second, first + second)


_SHARES: Mapping[str, tuple[str, Callable[[Sums], Sums]]] = {
    "bcubed_precision": ("BCubed precision", lambda sums: _ratio(sums[1], sums[0])),
    "bcubed_recall": ("BCubed recall", lambda sums: _ratio(sums[2], sums[0])),
    "bcubed_f1": (
        "BCubed F1",
        lambda sums: _harmonic(_ratio(sums[1], sums[0]), _ratio(sums[2], sums[0])),
    ),
    "pairs_precision": ("precision of pairs", lambda sums: _ratio(sums[3], sums[4])),
    "pairs_recall": ("recall of pairs", lambda sums: _ratio(sums[3], sums[5])),
    "pairs_f1": ("F1 of pairs", lambda sums: _ratio(2 * sums[3], sums[4] + sums[5])),
}
"""Name → label, and the share of the sums of `score_events`'s table over some gold events."""


def _measures(table: Sums) -> tuple[Measure, ...]:
    """table: (gold events, 6) sums over the articles of each."""
    articles_in = int(table[:, 0].sum())
    if articles_in < FEWEST or len(table) < 2:
        few = Estimate(
            value=None,
            judged=articles_in,
            why_not=f"too few articles: {articles_in} of {len(table)} gold events, and at least "
            f"{FEWEST} of two are needed",
        )
        return tuple(
            Measure(name=name, label=label, estimate=few) for name, (label, _) in _SHARES.items()
        )
    random = np.random.default_rng(0)
    even = np.full(len(table), 1 / len(table))
    # One draw at a time: all at once would be gigabytes for a hundred thousand events.
    drawn = np.array([random.multinomial(len(table), even) @ table for _ in range(_DRAWS)]).T
    return tuple(
        Measure(name=name, label=label, estimate=_estimate(table.sum(axis=0), drawn, share))
        for name, (label, share) in _SHARES.items()
    )


def _estimate(whole: Sums, drawn: Sums, share: Callable[[Sums], Sums]) -> Estimate:
    value = float(share(whole))
    judged = int(whole[0])
    if np.isnan(value):
        return Estimate(value=None, judged=judged, why_not="not defined: there are no such pairs")
    low, high = np.nanquantile(share(drawn), _EDGES)
    return Estimate(value=value, low=float(low), high=float(high), judged=judged)

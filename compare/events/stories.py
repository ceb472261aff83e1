"""Story lines: which earlier event an event develops (pure).

An event is a happening. What comes of it days later is another event that follows it, told by the
same evidence as within an event, with the days between them left out of the account.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from compare.events.rule import EVIDENCE, Floats
from compare.events.window import Window


@dataclass(frozen=True, kw_only=True, eq=False)
class Follows:
    """One event develops another."""

    event_id: str
    follows: str
    # the earlier event
    score: float
    # [0, 1]: mean chance over their pairs of articles, were these a day apart
    pair: tuple[int, int]
    # places of the two articles that tie them most, the later event's first
    evidence: Floats
    # (n_evidence,) of that pair


def find_follows(
    window: Window,
    events: Mapping[str, Collection[int]],
    asked: Collection[str],
    *,
    days: float,
    chance: float,
) -> list[Follows]:
    """For each event asked for, the earlier one that it develops, if any.

    events: event_id → places of its articles. The earlier event ended before the later one began,
    and at most so many days before.
    """
    event_of = {place: event_id for event_id, places in events.items() for place in places}
    places = np.array(
        sorted(place for event_id in asked for place in events[event_id]), dtype=np.int64
    )
    if not len(places):
        return []
    pairs = window.pairs(places, days=days)
    evidence = pairs.evidence.copy()
    evidence[:, EVIDENCE.index("days")] = 1.0
    across = window.two_languages(pairs.first, pairs.second)
    # Strangers have no chance at any distance.
    chances = np.where(pairs.chance > 0, window.rule.probability(evidence, across), 0.0)
    began = {e: window.profiles[min(group)].lead.published for e, group in events.items()}
    ended = {e: window.profiles[max(group)].lead.published for e, group in events.items()}
    total: dict[tuple[str, str], float] = {}
    best: dict[tuple[str, str], int] = {}
    # the row of the pair that ties them most
    for row, (a, b, one) in enumerate(
        zip(pairs.first.tolist(), pairs.second.tolist(), chances.tolist(), strict=True)
    ):
        early, late = min(a, b), max(a, b)
        earlier, later = event_of.get(early), event_of.get(late)
        if earlier is None or later is None or later not in asked or ended[earlier] >= began[later]:
            continue
        key = (later, earlier)
        total[key] = total.get(key, 0.0) + one
        if key not in best or one > chances[best[key]]:
            best[key] = row
    found: dict[str, Follows] = {}
    # Of two that it develops alike, the later one.
    for later, earlier in sorted(total, key=lambda key: (ended[key[1]], key), reverse=True):
        score = round(total[later, earlier] / (len(events[later]) * len(events[earlier])), 4)
        known = found.get(later)
        if score >= chance and (known is None or score > known.score):
            row = best[later, earlier]
            ends = int(pairs.first[row]), int(pairs.second[row])
            found[later] = Follows(
                event_id=later,
                follows=earlier,
                score=score,
                pair=(max(ends), min(ends)),
                evidence=pairs.evidence[row],
            )
    return list(found.values())

"""Passages of one event → clusters of matching passages (pure).

A cluster is a set of passages that all match each other, so that matches do not chain (A like B, B
like C, A unlike C). A passage that packs two facts stands in two clusters: in a quarter of the
labelled passages that match anything, people saw more than one. Each match stands in some cluster,
so nothing that was found is lost to the grouping.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from compare.matching.candidates import Places
from compare.matching.evidence import Gathered
from compare.matching.rule import Rule
from compare.passages import Passage

Chances = Mapping[tuple[int, int], float]


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Passages of at least two outlets that report the same specific piece of information."""

    passages: tuple[Passage, ...]
    # in the order of outlet and text
    cohesion: float
    # [0, 1]: mean chance that two of its passages of different outlets match
    representative: Passage
    # the medoid: the passage closest to all the others
    place: float
    # [0, 1]: where in the story it stands, from the beginning of the articles to their end


@dataclass(frozen=True, kw_only=True)
class Matches:
    """How likely passages of one event tell the same thing."""

    passages: tuple[Passage, ...]
    chances: Chances
    # (i, j) → [0, 1], i < j, of different articles; only from the rule's lowest cut
    repeats: frozenset[tuple[int, int]]
    # (i, j), i < j, of one article that says a thing twice


def match_passages(gathered: Gathered, rule: Rule) -> Matches:
    """Memory grows with the pairs that are worth a look, not with all."""
    evidence = gathered.evidence
    chance = rule.chances(evidence, gathered.article)
    kept = np.flatnonzero(chance >= min(rule.floor * rule.cut, rule.related))
    linked = np.union1d(evidence.first[kept], evidence.second[kept])
    return Matches(
        passages=tuple(gathered.passages),
        chances={(int(evidence.first[n]), int(evidence.second[n])): float(chance[n]) for n in kept},
        repeats=_repeats(gathered, linked, rule.itself),
    )


def find_clusters(matches: Matches, rule: Rule) -> list[Cluster]:
    """Clusters in the order of the story."""
    passages = matches.passages
    partners = _partners(matches, rule.floor * rule.cut)
    covered: set[tuple[int, int]] = set()
    groups: list[list[int]] = []
    for _, (i, j) in sorted((-chance, pair) for pair, chance in matches.chances.items()):
        if matches.chances[i, j] < rule.cut:
            break
        if (i, j) in covered or passages[i].outlet == passages[j].outlet:
            continue
        group = _grown(i, j, partners)
        groups.append(group)
        covered.update((a, b) for n, a in enumerate(group) for b in group[n + 1 :])
    lengths: dict[str, int] = {}
    for passage in passages:
        lengths[passage.article_id] = max(lengths.get(passage.article_id, 0), passage.position + 1)
    clusters = [_cluster(group, matches, lengths) for group in groups]
    return sorted(
        clusters,
        key=lambda c: (c.place, c.representative.passage_id, [p.passage_id for p in c.passages]),
    )


def _repeats(gathered: Gathered, linked: Places, itself: float) -> frozenset[tuple[int, int]]:
    firsts: list[Places] = []
    seconds: list[Places] = []
    article = gathered.article[linked]
    for number in np.unique(article):
        own = linked[article == number]
        one, other = np.triu_indices(len(own), k=1)
        firsts.append(own[one])
        seconds.append(own[other])
    if not firsts:
        return frozenset()
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    same = gathered.alike(first, second) >= itself
    return frozenset(zip(first[same].tolist(), second[same].tolist(), strict=True))


def _partners(matches: Matches, floor: float) -> dict[int, dict[int, float]]:
    """Passage → with whom it may stand in one cluster, and how likely they match; a repetition in
    its own article has no chance of its own and counts for nothing (NaN)."""
    partners: dict[int, dict[int, float]] = {}
    pairs = {pair: chance for pair, chance in matches.chances.items() if chance >= floor}
    for (i, j), chance in {**pairs, **dict.fromkeys(matches.repeats, np.nan)}.items():
        partners.setdefault(i, {})[j] = chance
        partners.setdefault(j, {})[i] = chance
    return partners


def _grown(i: int, j: int, partners: Mapping[int, Mapping[int, float]]) -> list[int]:
    """The pair with all that match both, and each other: the likeliest first."""
    group = [i, j]
    open_to = {
        one: [chance, partners[j][one]] for one, chance in partners[i].items() if one in partners[j]
    }
    while open_to:
        best = max(open_to, key=lambda one: (float(np.nanmean(open_to[one])), -one))
        group.append(best)
        open_to = {
            one: [*known, partners[best][one]]
            for one, known in open_to.items()
            if one in partners[best]
        }
    return sorted(group)


def _cluster(group: Sequence[int], matches: Matches, lengths: Mapping[str, int]) -> Cluster:
    passages = matches.passages
    members = sorted(group, key=lambda i: (passages[i].outlet, i))
    chances = {
        (a, b): matches.chances[a, b]
        for n, a in enumerate(sorted(group))
        for b in sorted(group)[n + 1 :]
        if (a, b) in matches.chances
    }
    across = [
        chance for (a, b), chance in chances.items() if passages[a].outlet != passages[b].outlet
    ]
    closeness = dict.fromkeys(members, 0.0)
    for (a, b), chance in chances.items():
        closeness[a] += chance
        closeness[b] += chance
    places = [passages[i].position / lengths[passages[i].article_id] for i in members]
    return Cluster(
        passages=tuple(passages[i] for i in members),
        cohesion=round(float(np.mean(across)), 4),
        representative=passages[max(members, key=lambda i: (closeness[i], -i))],
        place=float(np.median(places)),
    )

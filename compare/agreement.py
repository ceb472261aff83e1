"""How far each two outlets tell the same of one event (pure).

The measure is Jaccard's coefficient (P. Jaccard, "The distribution of the flora in the alpine
zone", New Phytologist 11, 1912): of the pieces of information that either reports, the share that
both do. A piece is a cluster, or a passage that stands in none: of two outlets alone every cluster
is shared, and only what each has to itself tells them apart. It says what both tell, not that they
tell it alike: where they differ is counted beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

Pair = tuple[str, str]


class Carried(Protocol):
    """An article, as far as its text's origin goes."""

    @property
    def article_id(self) -> str:
        """Its id."""

    @property
    def outlet(self) -> str:
        """Whose article."""

    @property
    def source(self) -> str | None:
        """article_id of the one whose text it carries; None unless a copy."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Two outlets, and what both tell."""

    outlet: str
    other: str
    # outlet < other
    shared: int
    # clusters that both report
    either: int
    # clusters that at least one of them reports, and their passages that stand in none
    matched: int
    passages: int
    # of the outlet: those that stand in a cluster with one of the other's, and all
    other_matched: int
    other_passages: int
    # the same of the other
    parted: int
    # shared clusters in which a difference between the two was found
    copied: bool
    # one carries the other's text, or both carry a third's: not independent of each other
    complete: bool
    # whether both were captured whole; else they may agree more than could be seen

    @property
    def jaccard(self) -> float | None:
        """shared / either, [0, 1]; None where neither has a passage."""
        return self.shared / self.either if self.either else None

    @property
    def matched_share(self) -> float | None:
        """Of the outlet's passages, the share that the other has too, [0, 1]."""
        return self.matched / self.passages if self.passages else None

    @property
    def other_matched_share(self) -> float | None:
        """Of the other's passages, the share that the outlet has too, [0, 1]."""
        return self.other_matched / self.other_passages if self.other_passages else None


def agreements(
    articles: Sequence[Carried],
    whole: Collection[str],
    outlet_of: Mapping[str, str],
    clusters: Mapping[str, Collection[str]],
    parted: Iterable[tuple[str, frozenset[str]]] = (),
) -> tuple[Agreement, ...]:
    """Every two outlets of the articles, by their names.

    whole: outlets captured whole; outlet_of: passage_id → outlet; clusters: cluster_id →
    passage_ids; parted: of every difference, its cluster_id and the passage_ids that differ.
    """
    outlets = sorted({article.outlet for article in articles})
    told: Counter[str] = Counter()
    both: Counter[Pair] = Counter()
    matched: dict[Pair, set[str]] = {}
    for ids in clusters.values():
        having: dict[str, list[str]] = {}
        for name in ids:
            having.setdefault(outlet_of[name], []).append(name)
        told.update(having.keys())
        for pair in combinations(sorted(having), 2):
            both[pair] += 1
            matched.setdefault(pair, set()).update(having[pair[0]])
            matched.setdefault(pair[::-1], set()).update(having[pair[1]])
    passages = Counter(outlet_of.values())
    clustered = set[str]().union(*clusters.values())
    alone = Counter(outlet for name, outlet in outlet_of.items() if name not in clustered)
    apart = _parted(outlet_of, clusters, parted)
    related = _related(articles)
    return tuple(
        Agreement(
            outlet=one,
            other=other,
            shared=both[one, other],
            either=told[one] + told[other] - both[one, other] + alone[one] + alone[other],
            matched=len(matched.get((one, other), ())),
            passages=passages[one],
            other_matched=len(matched.get((other, one), ())),
            other_passages=passages[other],
            parted=apart[one, other],
            copied=(one, other) in related,
            complete=one in whole and other in whole,
        )
        for one, other in combinations(outlets, 2)
    )


def _parted(
    outlet_of: Mapping[str, str],
    clusters: Mapping[str, Collection[str]],
    parted: Iterable[tuple[str, frozenset[str]]],
) -> Counter[Pair]:
    """Pair of outlets → clusters in which the two differ."""
    found: dict[str, set[Pair]] = {}
    for cluster_id, ids in parted:
        if cluster_id in clusters:
            pairs = combinations(sorted({outlet_of[p] for p in ids if p in outlet_of}), 2)
            found.setdefault(cluster_id, set()).update(pairs)
    return Counter(pair for pairs in found.values() for pair in pairs)


def _related(articles: Sequence[Carried]) -> set[Pair]:
    """Pairs of outlets with articles that carry one text."""
    families: dict[str, set[str]] = {}
    known = {article.article_id: article.outlet for article in articles}
    for article in articles:
        if article.source is not None:
            family = families.setdefault(article.source, set())
            family.add(article.outlet)
            family.update(known[s] for s in (article.source,) if s in known)
    return {pair for family in families.values() for pair in combinations(sorted(family), 2)}

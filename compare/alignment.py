"""Passages of one event → clusters of matching passages (pure).

Two passages of different outlets are proposed as a match when their score, a weighted sum of the
embedding cosine and the TF-IDF cosine, is high enough and each is among the other's best partners
in its article. Clusters grow from the best pair downwards, and two clusters join only when all
their passages agree: matches do not chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from compare.encoder import Vectors
from compare.passages import Passage
from compare.settings import Settings

_BLOCK = 1024


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Passages of at least two outlets that report the same specific piece of information."""

    passages: tuple[Passage, ...]
    # in the order of outlet and text
    cohesion: float
    # [0, 1]: mean score of its pairs of different outlets, 1 at most
    representative: Passage
    # the medoid: the passage closest to all the others
    place: float
    # [0, 1]: where in the story it stands, from the beginning of the articles to their end


Scores = dict[tuple[int, int], float]


def pair_scores(
    passages: Sequence[Passage], vectors: Vectors, terms: csr_matrix, settings: Settings
) -> Scores:
    """Score of each pair (i < j) that reaches the floor; memory grows with the pairs kept.

    vectors: (n_passages, dim) float32, unit norm; terms: (n_passages, n_terms), unit norm.
    """
    scores: Scores = {}
    for start in range(0, len(passages), _BLOCK):
        rows = slice(start, start + _BLOCK)
        block = settings.passage_dense * (vectors[rows] @ vectors.T)
        block += settings.passage_terms * (terms[rows] @ terms.T).toarray()
        first, second = np.nonzero(block >= settings.cluster_floor)
        for i, j in zip(first, second, strict=True):
            if i + start < j:
                # Rounded, so that noise in the last digit never decides who is whose best.
                scores[int(i + start), int(j)] = round(float(block[i, j]), 6)
    return scores


def find_clusters(passages: Sequence[Passage], scores: Scores, settings: Settings) -> list[Cluster]:
    """Clusters in the order of the story."""
    outlets = [passage.outlet for passage in passages]
    proposals = sorted(
        (-score, pair)
        for pair, score in _best_partners(passages, scores, settings.partner_share).items()
        if score >= settings.passage_similarity and outlets[pair[0]] != outlets[pair[1]]
    )
    home: dict[int, list[int]] = {}
    for _, (i, j) in proposals:
        left, right = home.get(i, [i]), home.get(j, [j])
        if left is right:
            continue
        if all((min(a, b), max(a, b)) in scores for a in left for b in right):
            merged = left + right
            home.update(dict.fromkeys(merged, merged))
    groups = {id(group): sorted(group) for group in home.values()}.values()
    lengths: dict[str, int] = {}
    for passage in passages:
        lengths[passage.article_id] = max(lengths.get(passage.article_id, 0), passage.position + 1)
    clusters = [_cluster(group, passages, scores, lengths) for group in groups]
    return sorted(clusters, key=lambda cluster: (cluster.place, cluster.representative.passage_id))


def _best_partners(passages: Sequence[Passage], scores: Scores, share: float) -> Scores:
    """The pairs that score at least this share of the best score of each in the other's article."""
    best: dict[tuple[int, str], float] = {}
    for (i, j), score in scores.items():
        for one, other in ((i, j), (j, i)):
            key = (one, passages[other].article_id)
            best[key] = max(best.get(key, 0.0), score)
    return {
        (i, j): score
        for (i, j), score in scores.items()
        if score >= share * max(best[i, passages[j].article_id], best[j, passages[i].article_id])
    }


def _cluster(
    group: Sequence[int], passages: Sequence[Passage], scores: Scores, lengths: dict[str, int]
) -> Cluster:
    members = sorted(group, key=lambda i: (passages[i].outlet, passages[i].position))
    across = [
        scores[min(a, b), max(a, b)]
        for n, a in enumerate(members)
        for b in members[n + 1 :]
        if passages[a].outlet != passages[b].outlet
    ]
    closeness = {a: sum(scores[min(a, b), max(a, b)] for b in members if b != a) for a in members}
    places = [passages[i].position / lengths[passages[i].article_id] for i in members]
    return Cluster(
        passages=tuple(passages[i] for i in members),
        cohesion=round(min(1.0, float(np.mean(across))), 4),
        representative=passages[max(members, key=lambda i: (closeness[i], -i))],
        place=float(np.median(places)),
    )

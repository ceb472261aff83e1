"""The accounts of one event, compared (pure but for the encoder it is given)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from compare.alignment import Cluster, find_clusters, pair_scores
from compare.differences import Finding, find_differences
from compare.encoder import Vectors
from compare.identity import keep_ids
from compare.passages import Passage, passages_of
from compare.settings import Settings
from compare.syndication import Candidate, Copy, find_copies, independent_outlets
from compare.terms import Terms


@dataclass(frozen=True, kw_only=True)
class Captured:
    """An article's current revision, as the comparison sees it."""

    article_id: str
    outlet: str
    title: str
    published: datetime
    # UTC; when first seen, where the page gives no date
    language: str | None
    revision: int
    text_hash: str


@dataclass(frozen=True, kw_only=True)
class ComparedCluster:
    """A cluster under its lasting id, with the differences between its passages."""

    cluster_id: str
    cluster: Cluster
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """What the outlets' accounts of one event share and where they differ."""

    independent_outlets: int
    copies: tuple[Copy, ...]
    passages: tuple[Passage, ...]
    # of every article; none where there is only one outlet
    clusters: tuple[ComparedCluster, ...]
    # in the order of the story


def compare_accounts(
    event_id: str,
    articles: Sequence[Captured],
    texts: Mapping[str, str],
    old_clusters: Mapping[str, frozenset[str]],
    settings: Settings,
    encode: Callable[[Sequence[str]], Vectors],
) -> Accounts:
    """Compare the articles of one event.

    texts: article_id → text; old_clusters: cluster_id → passage ids of the last comparison, whose
    ids are kept. Passages are encoded only where there are two outlets to compare.
    """
    candidates = [
        Candidate(
            article_id=article.article_id,
            outlet=article.outlet,
            published=article.published,
            text=texts[article.article_id],
        )
        for article in articles
    ]
    copies = find_copies(
        candidates, words=settings.shingle_words, containment=settings.copy_containment
    )
    passages: list[Passage] = []
    clusters: tuple[ComparedCluster, ...] = ()
    if len({article.outlet for article in articles}) > 1:
        passages = [
            passage
            for article in articles
            for passage in passages_of(
                article_id=article.article_id,
                outlet=article.outlet,
                revision=article.revision,
                text=texts[article.article_id],
                language=article.language,
            )
        ]
        clusters = _clusters(event_id, passages, old_clusters, settings, encode)
    return Accounts(
        independent_outlets=independent_outlets(candidates, copies),
        copies=copies,
        passages=tuple(passages),
        clusters=clusters,
    )


def _clusters(
    event_id: str,
    passages: Sequence[Passage],
    old_clusters: Mapping[str, frozenset[str]],
    settings: Settings,
    encode: Callable[[Sequence[str]], Vectors],
) -> tuple[ComparedCluster, ...]:
    texts = [passage.text for passage in passages]
    if not texts:
        return ()
    scores = pair_scores(passages, encode(texts), Terms(texts).matrix, settings)
    found = find_clusters(passages, scores, settings)
    members = [frozenset(p.passage_id for p in cluster.passages) for cluster in found]
    ids, _ = keep_ids(members, old_clusters, "c", event_id)
    return tuple(
        ComparedCluster(
            cluster_id=cluster_id,
            cluster=cluster,
            findings=tuple(
                find_differences(cluster.passages, least_confidence=settings.least_confidence)
            ),
        )
        for cluster_id, cluster in zip(ids, found, strict=True)
    )

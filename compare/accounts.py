"""The accounts of one event, compared (pure but for the encoder it is given)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from compare.alignment import Cluster, find_clusters, pair_scores
from compare.differences import Finding, Pairing, Telling, find_differences
from compare.encoder import Vectors
from compare.identity import keep_ids
from compare.passages import Passage, passages_of
from compare.settings import Settings
from compare.syndication import Candidate, Copy, find_copies, independent_outlets, voices
from compare.terms import Terms
from crawler.article import Mark
from crawler.urls import registered_domain


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
    url: str | None = None
    # canonical; None for imported text without an address
    section: str | None = None
    # the outlet's own
    dated: bool = True
    # whether the page gave the date
    links: tuple[str, ...] = ()
    # addresses that the text links to
    marks: tuple[Mark, ...] = ()
    # signs on the page that its text is somebody else's


@dataclass(frozen=True, kw_only=True)
class ComparedCluster:
    """A cluster under its lasting id, with the differences between its passages."""

    cluster_id: str
    cluster: Cluster
    findings: tuple[Finding, ...]
    independent_outlets: int
    # copies of one family speak with one voice


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
    candidates = [_candidate(article, texts[article.article_id]) for article in articles]
    copies = find_copies(candidates, settings)
    voice_of = voices(candidates, copies)
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
        found = _clusters(passages, settings, encode)
        told = _told(passages, articles, texts)
        clusters = _compared(event_id, found, told, candidates, voice_of, old_clusters, settings)
    return Accounts(
        independent_outlets=independent_outlets(candidates, voice_of),
        copies=copies,
        passages=tuple(passages),
        clusters=clusters,
    )


def _candidate(article: Captured, text: str) -> Candidate:
    return Candidate(
        article_id=article.article_id,
        outlet=article.outlet,
        published=article.published,
        text=text,
        marks=article.marks,
        domain=registered_domain(article.url) if article.url else None,
    )


def _told(
    passages: Sequence[Passage], articles: Sequence[Captured], texts: Mapping[str, str]
) -> dict[str, Telling]:
    """passage_id → the passage where it stands."""
    by_id = {article.article_id: article for article in articles}
    return {
        passage.passage_id: Telling(
            passage=passage,
            text=texts[passage.article_id],
            published=by_id[passage.article_id].published,
            language=by_id[passage.article_id].language,
        )
        for passage in passages
    }


def _pairings(cluster: Cluster, told: Mapping[str, Telling]) -> Iterator[Pairing]:
    for first, second in combinations(cluster.passages, 2):
        if first.outlet != second.outlet:
            yield Pairing(
                first=told[first.passage_id],
                second=told[second.passage_id],
                chance=cluster.cohesion,
                matched=True,
            )


def _clusters(
    passages: Sequence[Passage],
    settings: Settings,
    encode: Callable[[Sequence[str]], Vectors],
) -> Sequence[Cluster]:
    texts = [passage.text for passage in passages]
    if not texts:
        return ()
    scores = pair_scores(passages, encode(texts), Terms(texts).matrix, settings)
    return find_clusters(passages, scores, settings)


def _compared(
    event_id: str,
    found: Sequence[Cluster],
    told: Mapping[str, Telling],
    candidates: Sequence[Candidate],
    voice_of: Mapping[str, str],
    old_clusters: Mapping[str, frozenset[str]],
    settings: Settings,
) -> tuple[ComparedCluster, ...]:
    members = [frozenset(p.passage_id for p in cluster.passages) for cluster in found]
    ids, _ = keep_ids(members, old_clusters, "c", event_id)
    by_id = {candidate.article_id: candidate for candidate in candidates}
    return tuple(
        ComparedCluster(
            cluster_id=cluster_id,
            cluster=cluster,
            findings=tuple(
                find_differences(
                    _pairings(cluster, told), least_confidence=settings.least_confidence
                )
            ),
            independent_outlets=independent_outlets(
                [by_id[passage.article_id] for passage in cluster.passages], voice_of
            ),
        )
        for cluster_id, cluster in zip(ids, found, strict=True)
    )

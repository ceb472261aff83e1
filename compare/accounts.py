"""The accounts of one event, compared (pure but for the encoder it is given)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from compare.alignment import Cluster, find_clusters, match_passages
from compare.differences import Finding, Telling, find_differences
from compare.encoder import Vectors
from compare.identity import keep_ids
from compare.matching.evidence import Gathered
from compare.naming import Account as NamingAccount
from compare.naming import Row, naming_grid
from compare.pairings import Pairings
from compare.passages import Passage, passages_of
from compare.quotations import Account as QuotingAccount
from compare.quotations import Listed, list_quotations
from compare.settings import Settings
from compare.syndication import Candidate, Copy, find_copies, independent_outlets, voices
from crawler.article import Mark
from crawler.urls import registered_domain

Encode = Callable[[Sequence[str], Sequence[str | None]], tuple[Vectors, list[Vectors]]]
"""Texts and their languages → (n_texts, dim) vectors, and of each text those of its words."""


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
    beyond: tuple[Finding, ...] = ()
    # differences between passages that stand in no cluster together
    quotations: tuple[Listed, ...] = ()
    # those that several outlets carry first; none where there is only one outlet
    names: tuple[Row, ...] = ()
    # what the outlets call the people and bodies that two of them name, the most named first

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All differences, a cluster's where the cluster stands."""
        within = (finding for cluster in self.clusters for finding in cluster.findings)
        return (*within, *self.beyond)


def compare_accounts(
    event_id: str,
    articles: Sequence[Captured],
    texts: Mapping[str, str],
    old_clusters: Mapping[str, frozenset[str]],
    settings: Settings,
    encode: Encode,
) -> Accounts:
    """Compare the articles of one event.

    texts: article_id → text; old_clusters: cluster_id → passage ids of the last comparison, whose
    ids are kept; encode: passages and their languages → their vectors and those of their words.
    Passages are encoded only where there are two outlets to compare.
    """
    candidates = [_candidate(article, texts[article.article_id]) for article in articles]
    copies = find_copies(candidates, settings)
    voice_of = voices(candidates, copies)
    tellings: list[Telling] = []
    clusters: tuple[ComparedCluster, ...] = ()
    beyond: tuple[Finding, ...] = ()
    several = len({article.outlet for article in articles}) > 1
    if several:
        tellings = [
            telling
            for article in articles
            for telling in _tellings(article, texts[article.article_id])
        ]
    if tellings:
        matches = match_passages(_gathered(tellings, encode), settings.passage_rule)
        found = find_clusters(matches, settings.passage_rule)
        pairings = Pairings(matches, tellings, found)
        least = settings.least_confidence
        findings = [find_differences(pairs, least_confidence=least) for pairs in pairings.within()]
        clusters = _compared(event_id, found, findings, candidates, voice_of, old_clusters)
        related = pairings.beyond(settings.passage_rule.related)
        beyond = tuple(find_differences(related, least_confidence=least))
    return Accounts(
        independent_outlets=independent_outlets(candidates, voice_of),
        copies=copies,
        passages=tuple(telling.passage for telling in tellings),
        clusters=clusters,
        beyond=beyond,
        quotations=_quotations(articles, texts) if several else (),
        names=_names(articles, texts) if several else (),
    )


def _quotations(articles: Sequence[Captured], texts: Mapping[str, str]) -> tuple[Listed, ...]:
    return list_quotations(
        QuotingAccount(
            article_id=article.article_id,
            outlet=article.outlet,
            published=article.published,
            text=texts[article.article_id],
            language=article.language,
        )
        for article in articles
    )


def _names(articles: Sequence[Captured], texts: Mapping[str, str]) -> tuple[Row, ...]:
    return naming_grid(
        NamingAccount(
            article_id=article.article_id,
            outlet=article.outlet,
            text=texts[article.article_id],
            language=article.language,
        )
        for article in articles
    )


def _tellings(article: Captured, text: str) -> list[Telling]:
    passages = passages_of(
        article_id=article.article_id,
        outlet=article.outlet,
        revision=article.revision,
        text=text,
        language=article.language,
    )
    return [
        Telling(passage=passage, text=text, published=article.published, language=article.language)
        for passage in passages
    ]


def _gathered(tellings: Sequence[Telling], encode: Encode) -> Gathered:
    passages = [telling.passage for telling in tellings]
    languages = [telling.language for telling in tellings]
    vectors, words = encode([passage.text for passage in passages], languages)
    return Gathered(passages, vectors, languages, words)


def _candidate(article: Captured, text: str) -> Candidate:
    return Candidate(
        article_id=article.article_id,
        outlet=article.outlet,
        published=article.published,
        text=text,
        marks=article.marks,
        domain=registered_domain(article.url) if article.url else None,
    )


def _compared(
    event_id: str,
    found: Sequence[Cluster],
    findings: Sequence[Sequence[Finding]],
    candidates: Sequence[Candidate],
    voice_of: Mapping[str, str],
    old_clusters: Mapping[str, frozenset[str]],
) -> tuple[ComparedCluster, ...]:
    members = [frozenset(p.passage_id for p in cluster.passages) for cluster in found]
    ids, _ = keep_ids(members, old_clusters, "c", event_id)
    by_id = {candidate.article_id: candidate for candidate in candidates}
    return tuple(
        ComparedCluster(
            cluster_id=cluster_id,
            cluster=cluster,
            findings=tuple(own),
            independent_outlets=independent_outlets(
                [by_id[passage.article_id] for passage in cluster.passages], voice_of
            ),
        )
        for cluster_id, cluster, own in zip(ids, found, findings, strict=True)
    )

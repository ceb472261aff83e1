"""The order of things.

    articles ── title and lead ──▶ vectors, terms ──▶ events ──▶ ids kept from the last run
                                                        │
          for each event that changed and has two outlets or more
                                                        ▼
    texts ──▶ passages ──▶ vectors, terms ──▶ clusters ──▶ differences
      └─────▶ shingles ──▶ copies ──▶ independent outlets
                                                        │
                             one transaction ◀──────────┘

Vectors are stored as they are made; all else in one transaction at the end, so that a comparison
that is killed leaves the previous one whole and loses no vectors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.engine import Connection, Engine

from compare.accounts import Accounts, Captured, compare_accounts
from compare.comparison import Comparison
from compare.digests import is_digest
from compare.encoder import Encoder
from compare.errors import CompareError
from compare.events import Lead, Membership, find_events
from compare.identity import keep_ids
from compare.results import (
    Event,
    captured,
    store_events,
    stored_clusters,
    stored_fingerprints,
    stored_members,
    stored_revisions,
    texts_of,
)
from compare.settings import Settings
from compare.terms import STOP_WORDS, Terms
from compare.vectors import VectorCache
from crawler.article import identifier
from crawler.database import reading, writing
from crawler.progress import Progress, Silent


def compare(
    engine: Engine,
    encoder: Encoder,
    settings: Settings | None = None,
    *,
    everything: bool = False,
    progress: Progress | None = None,
) -> Comparison:
    """Find events, clusters and differences for what is new; `everything` starts over.

    Ids are kept also when starting over.
    """
    settings = settings or Settings()
    progress = progress or Silent()
    cache = VectorCache(engine, encoder)
    # One stamp for settings and model: a change of either makes every stored event outdated.
    stamp = identifier("f", settings.fingerprint, encoder.name)
    with reading(engine) as connection:
        articles = captured(connection)
        seen = stored_revisions(connection)
        old_members = stored_members(connection)
        old_prints = stored_fingerprints(connection)
        new = sum(seen.get(article.article_id) != article.revision for article in articles)
        leads = _leads(connection, articles, settings.lead_characters)
    vectors = cache.encode([lead.text for lead in leads], progress.step("reading", len(leads)))
    terms = Terms([lead.text for lead in leads], longest=1, stop_words=STOP_WORDS)
    groups = find_events(
        leads, vectors, terms, days=settings.event_days, similarity=settings.event_similarity
    )
    ids, redirected = keep_ids(
        [frozenset(member.article_id for member in group) for group in groups], old_members, "e"
    )
    by_id = {article.article_id: article for article in articles}
    todo: list[tuple[str, str, list[Membership]]] = []
    for event_id, group in zip(ids, groups, strict=True):
        fingerprint = _fingerprint(stamp, [by_id[member.article_id] for member in group])
        if everything or old_prints.get(event_id) != fingerprint:
            todo.append((event_id, fingerprint, group))
    taken_in: dict[str, list[str]] = {}
    for old_id, heir in redirected.items():
        taken_in.setdefault(heir, []).append(old_id)
    tell = progress.step("comparing", len(todo))
    changed: list[Event] = []
    for event_id, fingerprint, group in todo:
        members = [by_id[member.article_id] for member in group]
        with reading(engine) as connection:
            texts = texts_of(connection, {a.article_id: a.revision for a in members})
            # An event that took in another goes on with the ids of both.
            old_clusters = stored_clusters(connection, [event_id, *taken_in.get(event_id, ())])
        accounts = compare_accounts(event_id, members, texts, old_clusters, settings, cache.encode)
        changed.append(_event(event_id, fingerprint, group, members, accounts))
        tell(1)
    vanished = sorted(set(old_prints) - set(ids))
    with writing(engine) as connection:
        if stored_fingerprints(connection) != old_prints:
            raise CompareError(
                "the comparison",
                "another one was stored while this one ran, so nothing of this one is kept",
                "run 'parallax compare' again",
            )
        store_events(connection, changed, vanished, redirected)
    compared = [cluster for event in changed for cluster in event.accounts.clusters]
    kinds = Counter(finding.kind for cluster in compared for finding in cluster.findings)
    outlets_of = [len({by_id[member.article_id].outlet for member in group}) for group in groups]
    return Comparison(
        new_articles=new,
        events=len(groups),
        shared_events=sum(count > 1 for count in outlets_of),
        changed_events=len(changed),
        clusters=len(compared),
        differences=dict(sorted(kinds.items())),
        copies=sum(len(event.accounts.copies) for event in changed),
    )


def _fingerprint(stamp: str, members: Sequence[Captured]) -> str:
    """Changes with whatever of the articles the comparison depends on."""
    states = sorted(
        f"{a.article_id}@{a.revision} {a.published.isoformat()} {a.language}" for a in members
    )
    return identifier("f", stamp, *states)


def _leads(connection: Connection, articles: Sequence[Captured], characters: int) -> list[Lead]:
    revisions = {article.article_id: article.revision for article in articles}
    texts = texts_of(connection, revisions, characters=characters)
    return [
        Lead(
            article_id=article.article_id,
            outlet=article.outlet,
            published=article.published,
            text=f"{article.title}\n{texts[article.article_id]}",
            alone=is_digest(article.title),
        )
        for article in articles
    ]


def _event(
    event_id: str,
    fingerprint: str,
    group: Sequence[Membership],
    members: Sequence[Captured],
    accounts: Accounts,
) -> Event:
    # The most central headline stands for the event, named as that outlet's.
    titled = {article.article_id for article in members if article.title}
    central = max(group, key=lambda m: (m.article_id in titled, m.score, m.article_id))
    return Event(
        event_id=event_id,
        title=next(a.title for a in members if a.article_id == central.article_id),
        title_article_id=central.article_id,
        first_published=min(article.published for article in members),
        last_published=max(article.published for article in members),
        memberships=tuple(group),
        revisions={article.article_id: article.revision for article in members},
        outlets=len({article.outlet for article in members}),
        fingerprint=fingerprint,
        accounts=accounts,
    )

"""The order of things.

    what arrived, some days at a time
      ──▶ articles of these days ──▶ headlines and openings ──▶ vectors ─┐
                                └──▶ words, quotations, links ───────────┴─▶ evidence ──▶ events
                                                                                            │
          ids kept from the last run ◀──────────────────────────────────────────────────────┤
          story lines ◀─────────────────────────────────────────────────────────────────────┤
          for each event that changed and has two outlets or more                           │
                                                        ┌───────────────────────────────────┘
                                                        ▼
    texts ──▶ passages ──▶ vectors, terms ──▶ clusters ──▶ differences
      └─────▶ shingles ──▶ copies ──▶ independent outlets
                                                        │
               one transaction for these days ◀─────────┘

Vectors are stored as they are made, all else in one transaction for each stretch of days, so that
a comparison that is killed loses at most the stretch it was in and leaves no event half compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.engine import Engine

from compare.accounts import Accounts, Captured, compare_accounts
from compare.comparison import Comparison, Tally
from compare.corrections.storage import pending, settle
from compare.encoder import Encoder
from compare.errors import CompareError
from compare.events.finding import Found, explain, find_events
from compare.events.lead import Lead, Membership
from compare.identity import keep_ids
from compare.nearby import Arrival, arrivals, deserted, fingerprints, texts_of
from compare.profiles import ProfileStore
from compare.results import (
    Event,
    former_ids,
    in_use,
    store_events,
    store_follows,
    stored_clusters,
    totals,
)
from compare.settings import Settings
from compare.shelf import Shelf, Stretch
from compare.storylines import ends, rows, story_lines
from compare.vectors import VectorCache
from crawler.article import identifier
from crawler.database import reading, writing
from crawler.progress import Progress, Silent

_AT_ONCE = 500
"""Arrivals taken up together, at most; fewer where they lie further apart than a few days."""

_KEPT_DAYS = 45
"""How long profiles are kept: longer than what arrives usually looks back."""


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
    run = _Run(engine, VectorCache(engine, encoder), settings)
    # One stamp for settings and model: a change of either makes every stored event outdated.
    run.stamp = identifier("f", settings.fingerprint, encoder.name)
    with reading(engine) as connection:
        decided = pending(connection)
        arrived = arrivals(
            connection,
            run.stamp,
            also={article for named in decided.values() for article in named},
            everything=everything,
        )
        empty = deserted(connection)
    tell = (progress or Silent()).step("comparing", len(arrived))
    for part in _stretches(arrived, timedelta(days=2 * settings.event_days)):
        run.take_up(part, everything=everything)
        tell(len(part))
    if arrived:
        run.profiles.forget(arrived[-1].published - timedelta(days=_KEPT_DAYS))
    if empty or decided:
        with writing(engine) as connection:
            store_events(connection, [], sorted(empty), {})
            settle(connection, decided)
    with reading(engine) as connection:
        events, shared = totals(connection)
    return run.tally.comparison(
        new_articles=sum(arrival.new for arrival in arrived), events=events, shared_events=shared
    )


def _stretches(arrived: Sequence[Arrival], longest: timedelta) -> Iterator[list[Arrival]]:
    """Arrivals in order of time, cut where they grow too many or lie too far apart."""
    part: list[Arrival] = []
    for arrival in arrived:
        too_far = bool(part) and arrival.published - part[0].published > longest
        if len(part) == _AT_ONCE or too_far:
            yield part
            part = []
        part.append(arrival)
    if part:
        yield part


class _Run:
    """One comparison: what it keeps from one stretch to the next."""

    def __init__(self, engine: Engine, cache: VectorCache, settings: Settings) -> None:
        self.engine, self.cache, self.settings = engine, cache, settings
        self.stamp = ""
        self.profiles = ProfileStore(engine, cache, characters=settings.lead_characters)
        self.shelf = Shelf(engine, self.profiles, settings)
        self.tally = Tally()
        self.placed: set[str] = set()
        # articles that an earlier stretch of this run has grouped already

    def take_up(self, part: Sequence[Arrival], *, everything: bool) -> None:
        """Group these arrivals and all that they touch, compare what changed, and store it."""
        todo = [arrival.article_id for arrival in part if arrival.article_id not in self.placed]
        if not todo:
            return
        stretch = self.shelf.stretch(part[0].published, part[-1].published, todo)
        found = find_events(stretch.window, todo, stretch.events, stretch.said)
        with reading(self.engine) as connection:
            before = fingerprints(connection, found.touched)
            ids, redirected = keep_ids(
                found.groups,
                {event_id: stretch.events[event_id] for event_id in found.touched},
                "e",
                former=former_ids(connection, found.touched),
                used=lambda event_id: in_use(connection, event_id),
            )
        groups = dict(zip(ids, found.groups, strict=True))
        heirs: dict[str, list[str]] = {}
        for old_id, heir in redirected.items():
            heirs.setdefault(heir, []).append(old_id)
        changed = [
            self._compared(event_id, group, fingerprint, found, stretch, heirs.get(event_id, []))
            for event_id, group in groups.items()
            for fingerprint in [self._fingerprint(group, stretch)]
            # What an earlier stretch of this run has compared is as new as it can be.
            if before.get(event_id) != fingerprint or (everything and not self._fresh(group))
        ]
        vanished = sorted(found.touched - set(ids))
        standing = {e: group for e, group in stretch.events.items() if e not in found.touched}
        lines = story_lines(
            stretch.window, standing | groups, {event.event_id for event in changed}, self.settings
        )
        told = rows(lines, stretch.window, self._leads(stretch, ends(lines, stretch.window)))
        with writing(self.engine) as connection:
            if fingerprints(connection, found.touched) != before:
                raise CompareError(
                    "the comparison",
                    "another one stored the same events while this one ran, so this part of it "
                    "is not kept",
                    "run 'parallax compare' again",
                )
            store_events(connection, changed, vanished, redirected)
            store_follows(connection, lines.asked, told)
        self.placed.update(article_id for group in found.groups for article_id in group)
        self.tally.add(changed, vanished)

    def _fresh(self, group: frozenset[str]) -> bool:
        return group <= self.placed

    def _fingerprint(self, group: frozenset[str], stretch: Stretch) -> str:
        """Changes with whatever the comparison of these articles depends on."""
        said = stretch.said.by_article
        states = [
            f"{a.article_id}@{a.revision} {a.published.isoformat()} {a.language} {said.get(one)}"
            for one in sorted(group)
            for a in [stretch.articles[one]]
        ]
        return identifier("f", self.stamp, *states)

    def _compared(
        self,
        event_id: str,
        group: frozenset[str],
        fingerprint: str,
        found: Found,
        stretch: Stretch,
        taken_in: Sequence[str],
    ) -> Event:
        members = [stretch.articles[article_id] for article_id in sorted(group)]
        with reading(self.engine) as connection:
            texts = texts_of(connection, {a.article_id: a.revision for a in members})
            # An event that took in another goes on with the ids of both.
            old_clusters = stored_clusters(connection, [event_id, *taken_in])
        accounts = compare_accounts(
            event_id, members, texts, old_clusters, self.settings, self.cache.encode_passages
        )
        return _event(
            event_id,
            explain(group, found, stretch.window, self._leads(stretch, group), stretch.said),
            members,
            accounts,
            fingerprint,
            self.stamp,
        )

    def _leads(self, stretch: Stretch, article_ids: Collection[str]) -> dict[str, Lead]:
        """With their texts, which the window does not keep."""
        window = stretch.window
        leads = self.profiles.leads([stretch.articles[one] for one in sorted(article_ids)])
        return {
            one: replace(window.profiles[window.place[one]].lead, text=lead.text)
            for one, lead in leads.items()
        }


def _event(
    event_id: str,
    group: Sequence[Membership],
    members: Sequence[Captured],
    accounts: Accounts,
    fingerprint: str,
    stamp: str,
) -> Event:
    # The most central headline stands for the event, named as that outlet's.
    titled = {article.article_id for article in members if article.title}
    central = max(
        group, key=lambda m: (m.article_id in titled, m.standing == "full", m.score, m.article_id)
    )
    return Event(
        event_id=event_id,
        title=next(a.title for a in members if a.article_id == central.article_id),
        title_article_id=central.article_id,
        first_published=min(article.published for article in members),
        last_published=max(article.published for article in members),
        memberships=tuple(group),
        articles={article.article_id: article for article in members},
        outlets=len({article.outlet for article in members}),
        fingerprint=fingerprint,
        stamp=stamp,
        accounts=accounts,
    )

"""Articles near in time, ready to be grouped.

Only the days around what arrives are held: memory is bounded by the window, not by the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection, Engine

from compare.accounts import Captured
from compare.corrections import constraints_of
from compare.corrections.storage import touching
from compare.events.finding import Said
from compare.events.profile import Profile
from compare.events.window import CROWD, Window
from compare.nearby import between, events_of, latest_before, members, named, recently_shared
from compare.profiles import ProfileStore
from compare.settings import Settings
from crawler.database import reading

_BACKGROUND = 1000
"""Articles: where the days hold fewer, so many earlier ones help to tell what is rare."""
_NEAR = 2
"""Windows to either side: what is near to what is near to an arrival is looked at as well."""
_BACK = 1 + CROWD
"""Windows back, in which the crowd of what is near to an arrival stands."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Stretch:
    """The articles of some days, and the events in which they stand."""

    articles: Mapping[str, Captured]
    events: Mapping[str, frozenset[str]]
    # event_id → its articles, of every event that has one here; each whole
    window: Window
    said: Said
    # what a person said about these articles


class Shelf:
    """Reads stretches of time; what one shares with the next is read once."""

    def __init__(self, engine: Engine, store: ProfileStore, settings: Settings) -> None:
        self._engine, self._store, self._settings = engine, store, settings
        self._held: dict[tuple[str, int, datetime], Profile] = {}

    def stretch(self, first: datetime, last: datetime, also: Iterable[str] = ()) -> Stretch:
        """What may bear on articles between these times; `also`: articles to hold in any case."""
        with reading(self._engine) as connection:
            found = self._near(connection, first, last)
            found |= _by_id(named(connection, set(also) - set(found)))
            said, named_there = self._said(connection, found)
            found |= _by_id(named(connection, named_there - set(found)))
            events = members(connection, events_of(connection, found))
            # An event is taken whole, also where it began before these days.
            rest = {a for group in events.values() for a in group} - set(found)
            found |= _by_id(named(connection, rest))
        self._hold(found)
        return Stretch(
            articles=found,
            # An article whose text is gone stands in its event no more.
            events={
                event_id: frozenset(group & found.keys()) for event_id, group in events.items()
            },
            window=Window(
                list(self._held.values()),
                self._settings.event_rule,
                days=self._settings.event_days,
            ),
            said=said,
        )

    def _said(
        self, connection: Connection, articles: Mapping[str, Captured]
    ) -> tuple[Said, set[str]]:
        """What a person said about these articles, and every article that was named with them."""
        corrections = touching(connection, articles.keys())
        constraints = constraints_of(corrections)
        said = Said(
            together=tuple(block for block in constraints.blocks if len(block) > 1),
            apart=tuple(
                (min(constraints.blocks[one]), min(constraints.blocks[other]))
                for one, other in sorted(constraints.apart)
            ),
            by_article={article: ids[0] for article, ids in constraints.by_article.items()},
        )
        return said, {article for one in corrections for article in one.named}

    def _near(self, connection: Connection, first: datetime, last: datetime) -> dict[str, Captured]:
        window = timedelta(days=self._settings.event_days)
        begin = first - _BACK * window
        found = _by_id(between(connection, begin, last + _NEAR * window))
        if len(found) < _BACKGROUND:
            found |= _by_id(latest_before(connection, begin, _BACKGROUND - len(found)))
        # What an event may follow lies further back; what one outlet alone had is not looked for.
        back = first - timedelta(days=self._settings.follow_days)
        return found | _by_id(recently_shared(connection, back, begin))

    def _hold(self, articles: Mapping[str, Captured]) -> None:
        wanted = {(a.article_id, a.revision, a.published): a for a in articles.values()}
        self._held = {key: self._held[key] for key in wanted.keys() & self._held.keys()}
        missing = [article for key, article in wanted.items() if key not in self._held]
        for profile, article in zip(self._store.profiles(missing), missing, strict=True):
            self._held[article.article_id, article.revision, article.published] = profile


def _by_id(articles: Iterable[Captured]) -> dict[str, Captured]:
    return {article.article_id: article for article in articles}

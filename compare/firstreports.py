"""Who reported something first, as far as the pages' own dates can tell (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol


class Published(Protocol):
    """An article, as far as its time goes."""

    @property
    def outlet(self) -> str:
        """Whose article."""

    @property
    def published(self) -> datetime:
        """UTC; of no meaning where it is not dated."""

    @property
    def dated(self) -> bool:
        """Whether the page gives the date."""


@dataclass(frozen=True, kw_only=True)
class FirstReport:
    """The outlet that reported something first."""

    outlets: tuple[str, ...]
    # several that cannot be told apart in time, by name; empty where no page gives a date
    published: datetime | None
    # UTC, the earliest publication; midnight where its page gives only a day
    undated: tuple[str, ...]
    # outlets that report it on pages without a date alone: they may have been earlier

    @property
    def sure(self) -> bool:
        """Whether one outlet was first and no other may have been."""
        return len(self.outlets) == 1 and not self.undated


UNKNOWN = FirstReport(outlets=(), published=None, undated=())
"""Of what no article is known to report."""


def first_report(articles: Iterable[Published]) -> FirstReport:
    """The first of these articles, which report the same.

    A page that gives only a day is stored as its midnight. It may be of any hour of that day, so
    it ties with whatever came out on it, instead of being first every time.
    """
    spans: dict[str, tuple[datetime, datetime]] = {}
    undated: set[str] = set()
    for article in articles:
        if not article.dated:
            undated.add(article.outlet)
            continue
        span = (article.published, _latest(article.published))
        known = spans.get(article.outlet, span)
        spans[article.outlet] = (min(span[0], known[0]), min(span[1], known[1]))
    if not spans:
        return FirstReport(outlets=(), published=None, undated=tuple(sorted(undated)))
    limit = min(latest for _, latest in spans.values())
    return FirstReport(
        outlets=tuple(sorted(name for name, (soonest, _) in spans.items() if soonest <= limit)),
        published=min(soonest for soonest, _ in spans.values()),
        undated=tuple(sorted(undated - spans.keys())),
    )


def _latest(published: datetime) -> datetime:
    if published.time() != time():
        return published
    # Within the day: a day more would leave the calendar where an import gives its last one.
    return published + timedelta(hours=23, minutes=59, seconds=59)

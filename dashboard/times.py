"""When the articles of one event were published and revised, and how far that is known (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from compare.shown.wording import when
from dashboard.queries.accounts import Member
from dashboard.queries.timeline import Met, Step
from dashboard.timescale import Span

_DAY = timedelta(days=1)
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Times:
    """What is known of each article's time beside what every page of the event shows."""

    met: Mapping[str, Met]
    # article_id → when it was captured first
    revised: Mapping[str, Sequence[Step]]
    # article_id → its revisions after the first, in their order

    def steps(self, member: Member) -> Sequence[Step]:
        """An article's revisions after the first."""
        return self.revised.get(member.article_id, ())

    def published(self, member: Member) -> Span:
        """When it came out, as far as that is known: a moment, or the whole of a day; without a
        date on its page the moment at which it was first captured.
        """
        if not member.dated:
            met = self.met.get(member.article_id)
            moment = met.first_seen if met else member.published
            return moment, moment
        if not day_only(member.published):
            return member.published, member.published
        return member.published, min(member.published, _LAST - _DAY) + _DAY


def by_article(steps: Sequence[Step]) -> dict[str, list[Step]]:
    """article_id → its revisions, in their order."""
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.article_id, []).append(step)
    return found


def day_only(moment: datetime) -> bool:
    """Whether only a day is known: a page that gives no time is stored as its midnight."""
    return moment.time() == time()


def published_words(moment: datetime, *, dated: bool, zoned: bool = True) -> str:
    """When a page says that it was published, and how far that goes."""
    if not dated:
        return "no date on the page"
    if day_only(moment):
        return f"{when(moment)}, no time given"
    return when(moment) if zoned else f"{when(moment)} (no time zone given, UTC assumed)"

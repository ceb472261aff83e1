"""What an outlet announces, and which of it a crawl looks at (pure).

How much of a source is looked at:

- A **feed** or **section page** is the outlet's own choice of what is current: all of it, whatever
  its dates, up to `MOST_ENTRIES`; of a longer one the newest.
- A **sitemap** may list an archive of decades. Of a news sitemap the same holds as of a feed. Of
  a plain one only what is dated within `RECENT` days, and of what bears no date the first and the
  last `UNDATED_ENDS`: new pages are added at one of the two ends, and a window that does not move
  never walks through the archive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from crawler.article import StatedDate

MOST_ENTRIES = 1_000
"""Entries of one source that a crawl looks at."""
RECENT = timedelta(days=3)
"""How old an entry of a plain sitemap may be."""
UNDATED_ENDS = 100
"""Entries without a date that are looked at, at either end of a plain sitemap."""

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=2)
"""Scheduled and mis-zoned entries lie a little in the future; beyond this a date is wrong."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One article as its outlet announces it."""

    url: str
    # canonical
    title: str = ""
    summary: str = ""
    # plain text
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    # UTC
    updated: datetime | None = None
    # UTC; changes when the outlet says that the article changed
    guid: str = ""
    # the outlet's own lasting name of the article; "" when it gives none
    stated: Mapping[str, StatedDate] = field(default_factory=dict)
    # "published" and "updated", where given → as they were written
    hearsay: bool = False
    # whether somebody else than the outlet says all this (a list): it never outweighs the page


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What one source says at one moment."""

    entries: tuple[Entry, ...] = ()
    # in the source's order
    children: tuple[str, ...] = ()
    # addresses of further sitemaps, when it is an index of them; the most promising first
    pause: timedelta | None = None
    # how long it asks to be left alone (a feed's ttl); None when it does not say
    archive: bool = False
    # whether it may list all that the outlet ever published: a plain sitemap


def worth_a_look(announcement: Announcement, now: datetime) -> tuple[Entry, ...]:
    """The entries that a crawl considers, by the rules above, each address once.

    Dates that cannot be (before 1990, or more than two days after `now`) are taken off: such an
    entry counts as undated. A guid that several addresses of one source share names none of them
    and is taken off as well.
    """
    shared = _shared_guids(announcement.entries)
    first: dict[str, Entry] = {}
    for entry in announcement.entries:
        first.setdefault(
            entry.url,
            replace(
                entry,
                published=_believed(entry.published, now),
                updated=_believed(entry.updated, now),
                guid="" if entry.guid in shared else entry.guid,
            ),
        )
    entries = list(first.values())
    if announcement.archive:
        entries = _current(entries, now)
    if len(entries) <= MOST_ENTRIES:
        return tuple(entries)
    # A stable sort: undated ones keep the source's order, behind the dated.
    oldest = datetime.min.replace(tzinfo=UTC)
    entries.sort(key=lambda entry: _date(entry) or oldest, reverse=True)
    return tuple(entries[:MOST_ENTRIES])


def _current(entries: Sequence[Entry], now: datetime) -> list[Entry]:
    undated = [entry.url for entry in entries if _date(entry) is None]
    ends = {*undated[:UNDATED_ENDS], *undated[-UNDATED_ENDS:]}
    return [
        entry
        for entry in entries
        if entry.url in ends or ((date := _date(entry)) is not None and date >= now - RECENT)
    ]


def _date(entry: Entry) -> datetime | None:
    dates = [date for date in (entry.published, entry.updated) if date is not None]
    return max(dates, default=None)


def _believed(date: datetime | None, now: datetime) -> datetime | None:
    return date if date is not None and _EARLIEST <= date <= now + _AHEAD else None


def _shared_guids(entries: Sequence[Entry]) -> set[str]:
    owner: dict[str, str] = {}
    return {
        entry.guid
        for entry in entries
        if entry.guid and owner.setdefault(entry.guid, entry.url) != entry.url
    }

"""When to fetch a page again (pure).

Captured pages are looked at again at the ages of `RECHECKS`, and whenever the outlet says that they
changed. Pages that could not be captured are tried again by `next_try`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.sources.entries import Entry

RECHECKS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7))
"""Ages at which a stored article is looked at again: most corrections come in the first day."""

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""HTTP answers that may be another the next time."""
_PASSING_KINDS = frozenset(
    {"timeout", "host not found", "connection refused", "network", "extraction error"}
    | {"cut off", "robots.txt unreadable"}
    | {f"http {status}" for status in PASSING}
)
_PASSING_WAIT = timedelta(minutes=30)
_LONGEST_PASSING = timedelta(hours=24)
_SETTLED_WAITS = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(days=7),
)
_LASTING_WAIT = timedelta(days=30)
_LASTING_KINDS = frozenset({"http 410", "another site"})


@dataclass(frozen=True, kw_only=True)
class Validators:
    """What HTTP needs to ask "has it changed?"."""

    etag: str | None = None
    last_modified: str | None = None

    def renewed(self, newer: Validators) -> Validators:
        """These after an answer "not modified", which may bring new ones or leave them out."""
        return Validators(
            etag=newer.etag or self.etag,
            last_modified=newer.last_modified or self.last_modified,
        )


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is already stored of an address."""

    article_id: str
    announced: datetime | None
    # UTC; when the outlet's feed last said that it changed
    first_seen: datetime
    # UTC
    last_seen: datetime
    # UTC; when the page was last fetched
    validators: Validators


def should_fetch(entry: Entry, known: Known | None, now: datetime) -> bool:
    """New pages, pages that the outlet says it changed, and pages due for a second look."""
    if known is None:
        return True
    if entry.updated is not None and entry.updated != known.announced:
        return True
    return is_due(known, now)


def is_due(known: Known, now: datetime) -> bool:
    """Whether a recheck age has passed since the page was last looked at."""
    return any(known.last_seen < known.first_seen + age <= now for age in RECHECKS)


@dataclass(frozen=True, kw_only=True)
class Failed:
    """What is remembered of a page that could not be captured."""

    last_failed: datetime
    # UTC
    times: int
    # in a row
    next_try: datetime | None
    # UTC; None means whenever it is announced


def passes(kind: str) -> bool:
    """Whether a failure of this kind lies in the moment (a timeout), not in the page (a 404)."""
    return kind in _PASSING_KINDS


def next_try(kind: str, times: int, now: datetime) -> datetime | None:
    """Not before when to fetch a page that has now failed `times` times in a row; None: any time.

    What lies in the moment is tried again in the very next crawl, then after 30 minutes, an hour,
    two, up to a day. What lies in the page (404, consent page, bot check, robots.txt, no text) is
    tried again after an hour, 6 hours, a day, then weekly; what says that it will stay (410) or
    leads to another site, after 30 days.
    """
    if kind in _LASTING_KINDS:
        return now + _LASTING_WAIT
    if not passes(kind):
        return now + _SETTLED_WAITS[min(times, len(_SETTLED_WAITS)) - 1]
    if times <= 1:
        return None
    return now + min(_PASSING_WAIT * (1 << min(times - 2, 20)), _LONGEST_PASSING)


def may_retry(entry: Entry, failed: Failed | None, now: datetime) -> bool:
    """Whether a page that failed may be fetched again: its time has come, or it was changed."""
    if failed is None or failed.next_try is None or failed.next_try <= now:
        return True
    return entry.updated is not None and entry.updated > failed.last_failed

"""When to fetch a page again (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.feeds import Entry

RECHECKS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7))
"""Ages at which a stored article is looked at again: most corrections come in the first day."""


@dataclass(frozen=True, kw_only=True)
class Validators:
    """What HTTP needs to ask "has it changed?"."""

    etag: str | None = None
    last_modified: str | None = None


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

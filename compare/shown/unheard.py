"""Why an outlet could not be fully heard, in words (pure)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from compare.shown.wording import day

_WORDS = {
    "silent": "nothing new was captured",
    "incomplete": "captures are incomplete",
    "blocked": "pages were refused",
    "robots": "robots.txt forbids reading it",
    "failing": "its feeds and sitemaps could not be read",
    "gone": "its feeds and sitemaps are gone",
    "source gone": "one of its feeds and sitemaps is gone",
}


def lapse_words(kind: str, since: date, until: date | None = None) -> str:
    """captures are incomplete since 3 Oct 2025; nothing new was captured, 3 Oct 2025 – …"""
    what = _WORDS.get(kind, kind)
    if until is None:
        return f"{what} since {_day(since)}"
    if until == since:
        return f"{what} on {_day(since)}"
    return f"{what} from {_day(since)} to {_day(until)}"


def _day(value: date) -> str:
    return day(datetime.combine(value, time(), UTC))

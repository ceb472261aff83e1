"""Old pages that appear again: they do not report what happens now (pure).

Outlets bring evergreen pages out anew under a new date, and a crawl's first look at an outlet meets
old ones without any. Such a page must not join a fresh event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from compare.firstpublished import first_published, from_archive
from compare.urldates import url_date

OLD_DAYS = 7
"""An address or a note has to be this much older than the page's date: stories are updated for a
few days, and the day in an address is local."""
_SAME = 0.7
"""Of the shorter text's runs of words that stand in the other: corrected, cut, but the same."""
_RUN = 5
_FEWEST_WORDS = 30
"""With fewer, two texts say too little to be called the same."""
_MOST_WORDS = 400
"""Of the beginning: enough to tell, whatever the length."""


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """An article that the same outlet published under the same headline before."""

    published: datetime
    # UTC; when first seen, where the page gives no date
    text: str
    # or its beginning: as much is compared as both have


def stale(
    *,
    url: str | None,
    published: datetime,
    title: str,
    text: str,
    earlier: Sequence[Earlier] = (),
    days: int = OLD_DAYS,
) -> str | None:
    """Why a page is an old one come again, in words for readers; None for a fresh one.

    published: UTC, the time that the page would be grouped by; text: whole, or its beginning (a
    note on its first publication may then be missed at its end). earlier: articles of the same
    outlet with the same headline, older than an event lasts; days: how much older than `published`
    an address or a note has to be.
    """
    limit = published.date() - timedelta(days=days)
    named = url_date(url) if url else None
    if named and named < limit:
        return f"an old page: its address says {named.isoformat()}"
    said = first_published(text)
    if said and said < limit:
        return f"an old page: first published {_day(said)}, it says"
    if from_archive(title):
        return "an old page: from the archive, its headline says"
    before = (one for one in earlier if one.published < published)
    again = next((one for one in before if _same(one.text, text)), None)
    if again:
        return f"an old page: the same words as on {again.published.date().isoformat()}"
    return None


def _day(day: date) -> str:
    return f"in {day.year}" if (day.month, day.day) == (12, 31) else day.isoformat()


def _same(one: str, other: str) -> bool:
    first, second = one.casefold().split(), other.casefold().split()
    length = min(len(first), len(second), _MOST_WORDS)
    if length < _FEWEST_WORDS:
        return False
    # Corrections shift words: of the longer one a little more is looked at.
    reach = length + length // 5
    runs, others = _runs(first[:reach]), _runs(second[:reach])
    return len(runs & others) >= _SAME * min(len(runs), len(others))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}

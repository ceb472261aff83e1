"""Dates as outlets write them → aware UTC datetimes (pure)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from dateutil import parser as dateutil_parser

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=2)
"""Scheduled and mis-zoned pages lie a little in the future; beyond this a date is wrong."""

_ZONES = {
    "EST": -5 * 3600,
    "EDT": -4 * 3600,
    "ET": -5 * 3600,
    "CST": -6 * 3600,
    "CDT": -5 * 3600,
    "CT": -6 * 3600,
    "MST": -7 * 3600,
    "MDT": -6 * 3600,
    "PST": -8 * 3600,
    "PDT": -7 * 3600,
    "PT": -8 * 3600,
    "BST": 3600,
    "IST": 19800,
    "CET": 3600,
    "CEST": 7200,
    "UTC": 0,
    "GMT": 0,
}

_EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$", re.ASCII)
"""Seconds or milliseconds since 1970: from 2001 to 2033."""


def parse_date(raw: str | None, *, now: datetime | None = None) -> datetime | None:
    """ISO 8601, RFC 822 and what newsrooms print; None when there is no believable date in it.

    A date without a zone is taken as UTC. Dates before 1990, and after `now` (if given) by more
    than two days, are not believed.
    """
    text = (raw or "").strip()
    if not text or len(text) > 100:
        return None
    try:
        if _EPOCH.match(text):
            seconds = int(text[:10])
            return parse_date(datetime.fromtimestamp(seconds, UTC).isoformat(), now=now)
        found: datetime = dateutil_parser.parse(text, tzinfos=_zone, default=datetime(1, 1, 1))  # noqa: DTZ001
        if found.year == 1:  # no year was given
            return None
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        utc = aware.astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None
    if utc < _EARLIEST or (now is not None and utc > now + _AHEAD):
        return None
    return utc


def _zone(name: str | None, offset: int | None) -> int | None:
    """Seconds east of UTC; None where the name says nothing."""
    return offset if offset is not None else _ZONES.get(name or "")

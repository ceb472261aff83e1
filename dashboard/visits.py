"""When a reader was last here, as their own browser remembers it (pure).

There are no accounts, so the browser keeps two times in a cookie: when the last visit ended, and
when this one was last active. The labels then stay as they are during a visit, through reloads and
in several tabs, and move on with the next one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

AWAY = timedelta(minutes=30)
"""Who does nothing for so long has gone; what they do next is a new visit."""
_TIMES = re.compile(r"(\d{1,11})\.(\d{1,11})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What the browser remembers."""

    previous: datetime | None
    # UTC, when the visit before this one ended; None on the first
    latest: datetime
    # UTC, when the reader last did something

    @property
    def cookie(self) -> str:
        """As it is kept: digits and a point."""
        before = int(self.previous.timestamp()) if self.previous else 0
        return f"{before}.{int(self.latest.timestamp())}"


def read_visit(cookie: str) -> Visit | None:
    """What a cookie says; None when it says nothing that can be meant."""
    found = _TIMES.fullmatch(cookie)
    if found is None:
        return None
    before, latest = (datetime.fromtimestamp(int(part), UTC) for part in found.groups())
    return Visit(previous=before if before.timestamp() else None, latest=latest)


def went_on(visit: Visit | None, now: datetime) -> Visit:
    """The visit, now that the reader does something; times of tomorrow are not believed."""
    if visit is None or visit.latest > now + AWAY:
        return Visit(previous=None, latest=now)
    gone = now - visit.latest > AWAY
    return Visit(previous=visit.latest if gone else visit.previous, latest=now)


def cookie_name(database: str) -> str:
    """One for each database: cookies are shared by all ports of a machine."""
    return f"parallax-visit-{sha256(database.encode()).hexdigest()[:8]}"


def read_moment(written: str) -> datetime | None:
    """A time in a URL, in UTC unless it says otherwise; None when it is none."""
    try:
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None

"""When the next run begins (pure)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=7)
_SPAN = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


def parse_every(text: str) -> timedelta:
    """ "15m", "1h30m", "90s", "1d" as a span between one minute and seven days.

    Raises ValueError with a sentence for anything else.
    """
    match = _SPAN.fullmatch(text.strip().lower())
    if match is None or not any(match.groups()):
        raise ValueError(f"'{text}' is not a span of time; write it like 15m, 1h30m or 90s")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    try:
        span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        span = timedelta.max
    if not SHORTEST <= span <= LONGEST:
        raise ValueError(f"'{text}' is out of range; give one minute (1m) to seven days (7d)")
    return span


def next_run(last_start: datetime | None, now: datetime, every: timedelta) -> datetime:
    """When the next run begins: `every` after the last one began, or at once when that is past.

    However many runs were missed (a slow run, a laptop that slept), one makes up for all of them.
    A last start in the future is a clock that was set back: the wait is never longer than `every`.
    """
    if last_start is None:
        return now
    return min(max(last_start + every, now), now + every)

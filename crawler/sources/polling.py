"""When to ask a source again (pure).

**While all is well** a source is asked about as often as it brings something new. Each answer gives
an estimate of the mean time between two articles: the time since the last asking over the number
of entries that were new. The pause moves half of the way (on a logarithmic scale) towards it when
there was something new, and grows by half when there was nothing, always between `SHORTEST` and
`LONGEST`. A source that publishes every minute thus comes down to the shortest pause and is asked
in every crawl, one that publishes hourly settles near an hour, one that falls silent for the night
is asked ever more rarely and is caught up with after two or three answers in the morning. A new
source begins with `FIRST`.

**What the source says** about itself is a lower bound: Cache-Control's max-age, a feed's ttl or
update period, up to `LONGEST_ASKED`.

**While asking fails** the pause doubles with every failure in a row, from `FIRST_BACKOFF` to
`LONGEST_BACKOFF`, give or take a fifth, so that sources that failed together (our own network was
down) do not come back together. The jitter is made from address and count, and so can be tested.

**Holds** are what an outlet asks for with 429 or 503 and Retry-After: every crawl keeps them. The
pauses above are kept by crawls of a schedule only (`CrawlPlan.due_only`): a person who starts one
by hand wants it to ask.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from crawler.article import content_hash

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=6)
FIRST = timedelta(minutes=10)
"""Pause after the first answer of a source, when nothing is known of its habits."""
GROWTH = 1.5
LONGEST_ASKED = timedelta(days=1)
"""A source that asks for more than this, by ttl or max-age, gets this."""
FIRST_BACKOFF = timedelta(minutes=5)
LONGEST_BACKOFF = timedelta(hours=24)
JITTER = 0.2
LONGEST_HOLD = timedelta(hours=24)
"""A site that asks to wait longer is asked again after this."""
USUAL_HOLD = timedelta(minutes=15)
"""After "too many requests" that does not say how long to wait."""
_SLACK = 0.1
"""Part of a pause that may be missing: a schedule of 15 minutes is to meet pauses of 15 minutes."""


def next_pause(
    pause: timedelta | None,
    *,
    new: int,
    elapsed: timedelta | None,
) -> timedelta:
    """The pause after an answer.

    pause: the one before, None for a new source; new: entries that were not known before; elapsed:
    since the last answer, None when there was none.
    """
    if pause is None or elapsed is None:
        found = FIRST
    elif new > 0:
        mean = min(max(elapsed / new, SHORTEST), LONGEST)
        found = SHORTEST * math.sqrt((mean / SHORTEST) * (pause / SHORTEST))
    else:
        found = pause * GROWTH
    return min(max(found, SHORTEST), LONGEST)


def floor(asked: timedelta | None) -> timedelta:
    """What a source's own wish for a pause is honoured with."""
    return min(max(asked or timedelta(0), timedelta(0)), LONGEST_ASKED)


def backoff(url: str, streak: int) -> timedelta:
    """How long to leave a source alone that failed `streak` times in a row (from 1)."""
    # The power is bounded first: years of failure would not fit a timedelta.
    length = min(FIRST_BACKOFF * (1 << min(max(streak, 1) - 1, 20)), LONGEST_BACKOFF)
    share = int(content_hash(f"{url}\n{streak}")[:8], 16) / 0xFFFFFFFF  # [0, 1]
    return min(length * (1 - JITTER + 2 * JITTER * share), LONGEST_BACKOFF)


def is_due(next_poll: datetime | None, pause: timedelta | None, now: datetime) -> bool:
    """Whether a crawl of a schedule asks the source."""
    return next_poll is None or next_poll - _SLACK * (pause or timedelta(0)) <= now


def hold_until(wish: timedelta | None, now: datetime) -> datetime:
    """Until when nothing is asked of an outlet that said "too many requests" or "later"."""
    length = USUAL_HOLD if wish is None else min(max(wish, timedelta(0)), LONGEST_HOLD)
    return now + length

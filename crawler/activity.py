"""What crawling each outlet gave, day by day: its normal, and what departs from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.article import COMPLETE, Article
from crawler.tables import activity

Outcome = Literal["added", "revised", "unchanged", "failed"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One page that was asked for, and what came of it."""

    outlet: str
    outcome: Outcome
    article: Article | None = None
    # what was captured, where something was
    kind: str = ""
    # of the failure, where it failed

    def counts(self) -> Counter[str]:
        """What it adds to its outlet's day: column → number."""
        counts = Counter({"requests": 1})
        if self.outcome != "failed":
            counts[self.outcome] += 1
        if self.article is not None and self.outcome in ("added", "revised"):
            counts["complete"] += self.article.completeness >= COMPLETE
            counts["locked"] += self.article.access == "locked"
        return counts


def note_activity(connection: Connection, now: datetime, pages: Sequence[Asked]) -> None:
    """Count pages that were asked for: a few statements for each outlet among them."""
    day = now.astimezone(UTC).date()
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        counts[page.outlet] += page.counts()
        if page.outcome == "failed":
            kinds[page.outlet][page.kind] += 1
    for outlet, more in counts.items():
        values = {"of_outlet": outlet, "of_day": day, **{_more(one): more[one] for one in _COUNTS}}
        if connection.execute(_ADD, values).rowcount == 0:
            connection.execute(
                activity.insert(),
                {
                    "outlet": outlet,
                    "day": day,
                    "failures": {},
                    **{one: more[one] for one in _COUNTS},
                },
            )
    for outlet, failed in kinds.items():
        before = connection.execute(
            sa.select(activity.c.failures).where(_key(outlet, day))
        ).scalar_one()
        together = Counter(before) + failed
        connection.execute(
            activity.update().where(_key(outlet, day)).values(failures=dict(together))
        )


def requests_on(connection: Connection, outlet: str, now: datetime) -> int:
    """Pages asked of the outlet so far on this day (UTC)."""
    day = now.astimezone(UTC).date()
    query = sa.select(activity.c.requests).where(_key(outlet, day))
    return connection.execute(query).scalar() or 0


def _key(outlet: str, day: date) -> sa.ColumnElement[bool]:
    return (activity.c.outlet == outlet) & (activity.c.day == day)


def _more(column: str) -> str:
    return f"more_{column}"


_COUNTS = ("requests", "added", "revised", "unchanged", "complete", "locked")
# Made once: building a statement takes longer than running it.
_ADD = (
    activity.update()
    .where(activity.c.outlet == sa.bindparam("of_outlet"), activity.c.day == sa.bindparam("of_day"))
    .values({one: activity.c[one] + sa.bindparam(_more(one)) for one in _COUNTS})
)

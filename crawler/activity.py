"""What crawling each outlet gave, day by day: its normal, and what departs from it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.article import COMPLETE, Article
from crawler.tables import activity

Outcome = Literal["added", "revised", "unchanged", "failed"]


def note_activity(
    connection: Connection,
    outlet: str,
    now: datetime,
    outcome: Outcome,
    article: Article | None = None,
    kind: str = "",
) -> None:
    """Count one page that was asked for.

    article: what was captured, where something was; kind: of the failure, where it failed.
    """
    day = now.astimezone(UTC).date()
    row = connection.execute(sa.select(activity).where(_key(outlet, day))).first()
    if row is None:
        connection.execute(
            activity.insert().values(
                outlet=outlet,
                day=day,
                failures={},
                **dict.fromkeys(_COUNTS, 0),
            )
        )
    new = article is not None and outcome in ("added", "revised")
    values: dict[str, Any] = {
        "requests": activity.c.requests + 1,
        "complete": activity.c.complete
        + int(article is not None and new and article.completeness >= COMPLETE),
        "locked": activity.c.locked
        + int(article is not None and new and article.access == "locked"),
    }
    if outcome == "failed":
        failures = dict(row.failures) if row else {}
        values["failures"] = {**failures, kind: failures.get(kind, 0) + 1}
    else:
        values[outcome] = activity.c[outcome] + 1
    connection.execute(activity.update().where(_key(outlet, day)).values(values))


_COUNTS = ("requests", "added", "revised", "unchanged", "complete", "locked")


def requests_on(connection: Connection, outlet: str, now: datetime) -> int:
    """Pages asked of the outlet so far on this day (UTC)."""
    day = now.astimezone(UTC).date()
    query = sa.select(activity.c.requests).where(_key(outlet, day))
    return connection.execute(query).scalar() or 0


def _key(outlet: str, day: date) -> sa.ColumnElement[bool]:
    return (activity.c.outlet == outlet) & (activity.c.day == day)

"""The days of each outlet as its normal is judged from them."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.health.flags import Day
from crawler.runs import days_read
from crawler.tables import activity


def days_of(connection: Connection, since: date, until: date) -> dict[str, list[Day]]:
    """Outlet → its crawled days from its first one on, in order, also those that gave nothing.

    A day counts as crawled when any outlet was heard on it, or a crawl read any source.
    """
    rows = connection.execute(
        sa.select(activity)
        .where(activity.c.day >= since, activity.c.day <= until)
        .order_by(activity.c.day)
    )
    known: dict[str, dict[date, Day]] = {}
    crawled: set[date] = set()
    for row in rows:
        known.setdefault(row.outlet, {})[row.day] = Day(
            day=row.day,
            requests=row.requests,
            added=row.added,
            revised=row.revised,
            complete=row.complete,
            locked=row.locked,
            failures=row.failures,
        )
        if row.added + row.revised + row.unchanged:
            crawled.add(row.day)
    crawled |= days_read(connection, since, until, crawled)
    return {
        outlet: [
            found.get(day) or Day(day=day)
            for day in sorted(crawled | set(found))
            if day >= min(found)
        ]
        for outlet, found in known.items()
    }

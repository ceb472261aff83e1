"""Announced pages that could not be captured: counted and told, never stored as articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.database import batches
from crawler.schedule import Failed, next_try, passes
from crawler.tables import failures

_TRIED_FOR = timedelta(days=7)
"""For so long a page that fails in passing is tried again though nothing announces it any more."""


def store_failure(
    connection: Connection,
    *,
    url: str,
    outlet: str,
    kind: str,
    detail: str,
    now: datetime,
    not_before: datetime | None = None,
) -> None:
    """Note that an announced page could not be captured, why, and when to try it again.

    not_before: when the server said that it may be asked again (UTC), if it said so.
    """
    times = connection.execute(sa.select(failures.c.times).where(_key(outlet, url))).scalar()
    count = (times or 0) + 1
    waits = [moment for moment in (next_try(kind, count, now), not_before) if moment is not None]
    values: dict[str, Any] = {
        "kind": kind,
        "detail": detail,
        "last_failed": now,
        "times": count,
        "next_try": max(waits, default=None),
    }
    if times is None:
        connection.execute(
            failures.insert().values(outlet=outlet, url=url, first_failed=now, **values)
        )
    else:
        connection.execute(failures.update().where(_key(outlet, url)).values(values))


def clear_failure(connection: Connection, outlet: str, url: str) -> None:
    """The page was captured after all."""
    connection.execute(_CLEAR, {"of_outlet": outlet, "of_url": url})


# Made once, because it runs for every page that is captured.
_CLEAR = failures.delete().where(
    failures.c.outlet == sa.bindparam("of_outlet"), failures.c.url == sa.bindparam("of_url")
)


def failed_before(connection: Connection, outlet: str, urls: Sequence[str]) -> dict[str, Failed]:
    """Those of the addresses whose capture failed when last tried."""
    found: dict[str, Failed] = {}
    for chunk in batches(urls):
        rows = connection.execute(
            sa.select(failures).where(failures.c.outlet == outlet, failures.c.url.in_(chunk))
        )
        for row in rows:
            found[row.url] = Failed(
                last_failed=row.last_failed, times=row.times, next_try=row.next_try
            )
    return found


def to_retry(connection: Connection, outlet: str, now: datetime) -> tuple[str, ...]:
    """Addresses that failed in passing, more than once, and whose next try has come.

    After the first failure the page's source is read whole again, so that it is met there; later
    ones need not hold up the source.
    """
    rows = connection.execute(
        sa.select(failures.c.url, failures.c.kind)
        .where(
            failures.c.outlet == outlet,
            failures.c.next_try <= now,
            failures.c.first_failed >= now - _TRIED_FOR,
        )
        .order_by(failures.c.next_try, failures.c.url)
    )
    return tuple(row.url for row in rows if passes(row.kind))


def _key(outlet: str, url: str) -> sa.ColumnElement[bool]:
    return (failures.c.outlet == outlet) & (failures.c.url == url)

"""Announced pages that could not be captured: counted and told, never stored as articles."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.tables import failures


def store_failure(
    connection: Connection, *, url: str, outlet: str, kind: str, detail: str, now: datetime
) -> None:
    """Note that an announced page could not be captured, and why."""
    times = connection.execute(sa.select(failures.c.times).where(_key(outlet, url))).scalar()
    values: dict[str, Any] = {
        "kind": kind,
        "detail": detail,
        "last_failed": now,
        "times": (times or 0) + 1,
    }
    if times is None:
        connection.execute(
            failures.insert().values(outlet=outlet, url=url, first_failed=now, **values)
        )
    else:
        connection.execute(failures.update().where(_key(outlet, url)).values(values))


def clear_failure(connection: Connection, outlet: str, url: str) -> None:
    """The page was captured after all."""
    connection.execute(failures.delete().where(_key(outlet, url)))


def failed_before(connection: Connection, outlet: str) -> set[str]:
    """The outlet's addresses whose capture failed when last tried."""
    rows = connection.execute(sa.select(failures.c.url).where(failures.c.outlet == outlet))
    return {row.url for row in rows}


def _key(outlet: str, url: str) -> sa.ColumnElement[bool]:
    return (failures.c.outlet == outlet) & (failures.c.url == url)

"""What is known of each source: how to ask it again politely, and how asking last went."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.schedule import Validators
from crawler.tables import sources


def source_validators(connection: Connection, outlet: str, url: str) -> Validators:
    """What the source gave us last time, to ask only for what changed."""
    row = connection.execute(sa.select(sources).where(_key(outlet, url))).first()
    if row is None:
        return Validators()
    return Validators(etag=row.etag, last_modified=row.last_modified)


def store_source(
    connection: Connection,
    *,
    url: str,
    outlet: str,
    kind: str,
    now: datetime,
    problem: str | None = None,
    entries: int | None = None,
    validators: Validators | None = None,
) -> None:
    """Note how asking a source went; `entries` and `validators` None leave what was there."""
    values: dict[str, Any] = {"kind": kind, "checked": now, "problem": problem}
    if problem is None:
        values["succeeded"] = now
    if entries is not None:
        values["entries"] = entries
    if validators is not None:
        values.update(asdict(validators))
    changed = connection.execute(sources.update().where(_key(outlet, url)).values(values))
    if changed.rowcount == 0:
        connection.execute(sources.insert().values(outlet=outlet, url=url, **values))


def _key(outlet: str, url: str) -> sa.ColumnElement[bool]:
    return (sources.c.outlet == outlet) & (sources.c.url == url)

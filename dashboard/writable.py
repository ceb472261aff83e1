"""Whether the database that the pages show can be written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.frozen import frozen_path


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK)


def unwritable(
    connection: Connection, may_write: Callable[[Path], bool] = _may_write
) -> str | None:
    """Why corrections cannot be stored, in a sentence; None when they can be, as far as that can
    be told without writing."""
    if frozen_path(connection):
        return "This is a snapshot, which is never changed: no event can be corrected."
    database = connection.engine.url.database
    if connection.dialect.name == "postgresql":
        privilege = sa.func.has_table_privilege("corrections", "insert")
        allowed = connection.execute(sa.select(privilege & ~sa.func.pg_is_in_recovery())).scalar()
        return None if allowed else "This database may only be read: no event can be corrected."
    if connection.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    file = Path(database)
    # Beside it SQLite keeps its log.
    if may_write(file) and may_write(file.absolute().parent):
        return None
    return f"The file {file.name} may only be read: no event can be corrected."

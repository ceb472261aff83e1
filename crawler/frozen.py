"""Frozen databases: a whole state in a SQLite file that nothing changes again.

Such a file says so itself, in the field of SQLite's header that is meant for the program a file
belongs to: it is known for what it is under any name, on any machine, and before it is opened.
It is opened read-only and without locks, so that it can lie on a medium that cannot be written.
What makes such files is compare/snapshots/.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from crawler.errors import DatabaseError

APPLICATION_ID = 0x5061_7278
"""The mark in the header of a frozen file."""
_FROZEN = "frozen"
"""The execution option of an engine that holds the path of the file."""

snapshot = sa.Table(
    "snapshot",
    # Not of the schema: only frozen files have it, and no migration knows of it.
    sa.MetaData(),
    sa.Column("name", sa.Text, primary_key=True),
    # UTC, as ISO 8601 with a Z
    sa.Column("made", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    # the version that froze it
    sa.Column("parallax", sa.Text, nullable=False),
    # the migration at which the schema stood
    sa.Column("schema", sa.Text, nullable=False),
    # table → rows
    sa.Column("counts", sa.JSON, nullable=False),
    comment="what a frozen file is; one row",
)


def is_frozen(path: Path) -> bool:
    """Whether this is a frozen file; False for one that is not there or cannot be read.

    SQLite is asked, and not the file: closing a file that was opened without SQLite lets go of
    every lock that this process holds on it, also those of a writer in another thread
    (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    if not path.is_file():
        return False
    try:
        # A frozen file is never locked, so that there is nothing to wait for.
        with closing(sqlite3.connect(_address(path), uri=True, timeout=0)) as connection:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error:
        return False
    return bool(mark == APPLICATION_ID)


def frozen_engine(url: sa.URL, path: Path, content: Path | None = None) -> Engine:
    """An engine that reads the frozen file at `path` and can write nothing.

    content: the file that is read in its place, a copy of it under a newer schema.
    """
    address = f"{_address(content or path)}&immutable=1"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    return sa.create_engine(url, creator=connect, execution_options={_FROZEN: str(path.absolute())})


def _address(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


def frozen_path(engine: Engine | Connection) -> Path | None:
    """The frozen file that is read; None for a database that is not frozen."""
    path: Any = engine.get_execution_options().get(_FROZEN)
    return Path(path) if path else None


def refuse_frozen(engine: Engine) -> None:
    """Raise DatabaseError when this is a frozen file: called before anything is written."""
    path = frozen_path(engine)
    if path is not None:
        raise DatabaseError(
            str(path),
            "is a snapshot, which is never changed",
            "give --db the database that it was made of, or another",
        )


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """What a frozen file says of itself."""

    name: str
    made: datetime
    # UTC
    note: str
    # in its maker's words; empty where none was given


def frozen_state(connection: Connection) -> Frozen | None:
    """What the file that is read says of itself; None for a database that is not frozen."""
    if frozen_path(connection) is None:
        return None
    row = connection.execute(sa.select(snapshot)).one()
    return Frozen(name=row.name, made=datetime.fromisoformat(row.made), note=row.note)


def as_of(connection: Connection, clock: datetime) -> datetime:
    """The moment for which the database speaks: when it was frozen, else the clock (UTC).

    An outlet is silent or late as of then, however long afterwards that is read.
    """
    state = frozen_state(connection)
    return clock if state is None else state.made


def made_by(connection: Connection) -> str:
    """The version of Parallax that froze this file."""
    return str(connection.execute(sa.select(snapshot.c.parallax)).scalar())


def working_copy(path: Path) -> Path:
    """A copy in a temporary folder of its own, which may be written; the caller removes it.

    Raises DatabaseError when there is no room for it.
    """
    folder = tempfile.mkdtemp(prefix="parallax-")
    copy = Path(folder) / path.name
    try:
        shutil.copyfile(path, copy)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise DatabaseError(
            str(path),
            "is of an older Parallax, and is read from a copy for which there is no room in "
            f"{tempfile.gettempdir()} ({error.strerror or error})",
            "free some space, or name another folder in TMPDIR",
        ) from error
    return copy

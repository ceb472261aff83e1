"""Rows kept on the disk until a document can be written of them, so that memory stays bounded.

A document (a graph, a page, a feed) needs rows of several tables side by side. They wait in a
SQLite file beside the export's own files, which is gone before the export is whole.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from compare.export.columns import Table
from compare.export.format import Row, iso

Columns = Mapping[Table, Sequence[str]]
"""Table → the columns that are kept, its first one among them."""
Kept = Mapping[str, Any]
"""Column → value of a row that was kept, times aware."""


class Spool:
    """Rows by table, by id and by event; a Writer of the rows that a document is made of."""

    def __init__(self, connection: sqlite3.Connection, kept: Columns) -> None:
        self._connection = connection
        self._columns = {table.name: tuple(columns) for table, columns in kept.items()}
        self._keys = {table.name: table.names[0] for table in kept}
        self._times = {
            table.name: frozenset(c.name for c in table.columns if c.type == "time")
            for table in kept
        }
        for name in self._columns:
            connection.execute(
                f"CREATE TABLE {name} (place INTEGER PRIMARY KEY, id TEXT, event TEXT, row TEXT)"
            )
            connection.execute(f"CREATE INDEX {name}_id ON {name} (id)")
            connection.execute(f"CREATE INDEX {name}_event ON {name} (event)")

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Keep the next rows of a table."""
        key, columns = self._keys[table.name], self._columns[table.name]
        self._connection.executemany(
            f"INSERT INTO {table.name} (id, event, row) VALUES (?, ?, ?)",
            (
                (row[key], row.get("event_id"), _packed({name: row[name] for name in columns}))
                for row in rows
            ),
        )

    def count(self, table: Table) -> int:
        """How many rows of a table there are."""
        found: int = self._connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
        return found

    def all(self, table: Table) -> Iterator[Kept]:
        """A table's rows in the order in which they came."""
        yield from self._read(table, "ORDER BY place")

    def find(self, table: Table, key: str | None) -> Kept | None:
        """The row of this id, if there is one."""
        return next(self._read(table, "WHERE id = ? LIMIT 1", key), None)

    def of_event(self, table: Table, event_id: str) -> Iterator[Kept]:
        """The rows of one event in the order in which they came."""
        yield from self._read(table, "WHERE event = ? ORDER BY place", event_id)

    def _read(self, table: Table, which: str, *values: str | None) -> Iterator[Kept]:
        times = self._times[table.name]
        found = self._connection.execute(f"SELECT row FROM {table.name} {which}", values)
        for (packed,) in found:
            row = json.loads(packed)
            for name in times & row.keys():
                if row[name] is not None:
                    row[name] = datetime.fromisoformat(row[name])
            yield row


@contextmanager
def spooled(folder: Path, name: str, kept: Columns) -> Iterator[Spool]:
    """A spool in this folder, gone at the end; a full disk is an OSError as for any other file."""
    path = folder / f".{name}.spool"
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # Scratch: nothing of it is needed after a crash.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            yield Spool(connection, kept)
    except sqlite3.OperationalError as error:
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error), str(path)) from error
    finally:
        path.unlink(missing_ok=True)


def _packed(row: Mapping[str, Any]) -> str:
    return json.dumps(row, default=_time)


def _time(value: object) -> str:
    if isinstance(value, datetime):
        return iso(value)
    raise TypeError(f"no JSON for {value!r}")

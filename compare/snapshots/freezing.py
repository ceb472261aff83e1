"""Freezing a state: copied from one transaction, whole or not at all.

database ─ one transaction ─→ copying.copy_state ─→ .NAME.partial-…
                                                     │ hashed, read-only, on the disk
NAME.json, then NAME.db   ←──────────────────────────┘
"""

from __future__ import annotations

import errno
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from compare.errors import SnapshotError
from compare.export.folder import flush
from compare.export.format import iso
from compare.export.manifest import installed
from compare.snapshots.copying import copy_state
from compare.snapshots.naming import check_name
from compare.snapshots.place import (
    database_file,
    leftovers,
    partial_file,
    record_file,
    taken,
)
from compare.snapshots.record import Snapshot, sha256_of
from crawler.database import open_database, reading, translating
from crawler.errors import DatabaseError
from crawler.frozen import APPLICATION_ID, frozen_path, snapshot
from crawler.lock import locked_file
from crawler.progress import Progress, Silent

_READ_ONLY = 0o444


def _now() -> datetime:
    return datetime.now(UTC)


def freeze(
    engine: Engine,
    name: str,
    folder: Path,
    *,
    note: str = "",
    progress: Progress | None = None,
    clock: Callable[[], datetime] = _now,
) -> Snapshot:
    """Freeze the state of a database as folder/NAME.db; crawls and comparisons may go on.

    folder: is made when it is not there. Raises SnapshotError for a name that cannot be or is
    taken, a database that is a snapshot itself, and a folder that cannot be written; then nothing
    is left there. Raises BusyError while another run freezes into the same folder.
    """
    check_name(name)
    own = frozen_path(engine)
    if own is not None:
        raise SnapshotError(str(own), "is a snapshot itself", "copy its two files as they are")
    with _place(folder, name), locked_file(folder, "snapshot"):
        for path in leftovers(folder):
            path.unlink()
        found = taken(folder, name)
        if found is not None:
            raise SnapshotError(
                str(database_file(folder, found)),
                "is there already and never replaced",
                "choose another name; 'parallax snapshots' lists those there are",
            )
        return _write(engine, name, folder, note, progress or Silent(), clock)


def _write(
    engine: Engine,
    name: str,
    folder: Path,
    note: str,
    progress: Progress,
    clock: Callable[[], datetime],
) -> Snapshot:
    partial = partial_file(folder, name, secrets.token_hex(6))
    record = partial.with_name(f"{partial.name}.json")
    shown = database_file(folder, name)
    try:
        told = _copy(engine, partial, {"name": name, "note": note}, progress, clock)
        made = Snapshot(**told, sha256=sha256_of(partial), bytes=partial.stat().st_size)
        record.write_text(made.document(), encoding="utf-8", newline="")
        for path in (partial, record):
            flush(path)
            path.chmod(_READ_ONLY)
        record.replace(record_file(folder, name))
        partial.rename(shown)
        flush(folder)
    except DatabaseError as error:
        if str(partial) not in error.resource:
            raise
        raise SnapshotError(str(shown), error.problem, error.mend) from error
    finally:
        for path in (partial, record):
            path.unlink(missing_ok=True)
        for ending in ("-journal", "-wal", "-shm"):
            Path(f"{partial}{ending}").unlink(missing_ok=True)
        if not shown.exists():
            record_file(folder, name).unlink(missing_ok=True)
    return made


def _copy(
    engine: Engine,
    path: Path,
    told: dict[str, Any],
    progress: Progress,
    clock: Callable[[], datetime],
) -> dict[str, Any]:
    """Write the database to a path; what it says of itself."""
    target = open_database(str(path))
    try:
        # Nothing needs to come back after a power cut: what is not whole is thrown away. And a
        # file that keeps a log beside it could not be opened where nothing can be written.
        sa.event.listen(target, "connect", _without_log)
        target.dispose()
        with translating(target), target.begin() as writer, reading(engine) as source:
            schema = _schema(source)  # from here on the transaction sees one state
            made = iso(clock())
            counts = copy_state(source, writer, progress)
            told = {**told, "made": made, "parallax": installed("parallax-news")}
            told |= {"schema": schema, "counts": counts}
            snapshot.create(writer)
            writer.execute(snapshot.insert().values(told))
            writer.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        target.dispose()
    return told


def _schema(source: Connection) -> str:
    found = source.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()
    return str(found)


def _without_log(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=DELETE", "journal_mode=OFF", "synchronous=OFF"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    # The state is as it is; whether it holds together was checked when it was written.
    connection.execute("PRAGMA foreign_keys=OFF")


@contextmanager
def _place(folder: Path, name: str) -> Iterator[None]:
    """The folder, made when it is not there, and gone again when nothing came of it."""
    new = False
    try:
        if not folder.exists():
            folder.mkdir()
            new = True
        yield
    except OSError as error:
        raise _explained(folder, name, error) from error
    finally:
        if new:
            with suppress(OSError):
                folder.rmdir()  # only if it is empty


def _explained(folder: Path, name: str, error: OSError) -> SnapshotError:
    """The system's error as one sentence with its mend."""
    if isinstance(error, FileNotFoundError):
        return SnapshotError(
            str(folder), f"the folder {folder.absolute().parent} does not exist", "make it first"
        )
    if isinstance(error, NotADirectoryError):
        return SnapshotError(str(folder), "is a file", "give the name of a folder to --to")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        problem, mend = "the disk is full", "free some space and run again"
    else:
        problem = f"cannot be written ({error.strerror or error})"
        mend = "check the folder's permissions, or name another with --to"
    return SnapshotError(str(database_file(folder, name)), f"{problem}; nothing was frozen", mend)

"""One at a time: a lock beside the database that a crash sets free.

For a SQLite file, a lock on the file `<database>.<kind>.lock`; the kernel gives it back when its
process ends, however it ends, and the empty file stays behind. For PostgreSQL, an advisory lock
that lives as long as its connection. The only module that imports filelock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.engine import Engine

from crawler.article import content_hash
from crawler.errors import BusyError, DatabaseError
from crawler.frozen import refuse_frozen


@contextmanager
def one_at_a_time(engine: Engine, kind: str) -> Iterator[None]:
    """Hold the database's lock for runs of this kind ("crawl", "compare", "watch").

    Raises BusyError at once when another process holds it, and DatabaseError when the lock file
    cannot be written, or the database is a frozen file. Databases of another make, or in memory,
    are not locked.
    """
    refuse_frozen(engine)
    backend, database = engine.url.get_backend_name(), engine.url.database
    if backend == "postgresql":
        with _advisory(engine, kind):
            yield
    elif backend == "sqlite" and database and database != ":memory:":
        with locked_file(Path(database), kind):
            yield
    else:
        yield


@contextmanager
def locked_file(database: Path, kind: str) -> Iterator[None]:
    """Hold the lock of this kind that lies beside a file or folder; raises as one_at_a_time."""
    # One name however the database was named: through a link, or from another folder.
    path = Path(f"{database.resolve()}.{kind}.lock")
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise _busy(str(database), kind) from error
    except OSError as error:
        raise DatabaseError(
            str(path),
            f"cannot be written ({error.strerror or error})",
            "check the folder's permissions or give --db another file",
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _advisory(engine: Engine, kind: str) -> Iterator[None]:
    # A signed 64-bit number of our own; advisory locks are those of one database already.
    key = int(content_hash(f"parallax {kind}")[:15], 16)
    with engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.execute(sa.select(sa.func.pg_try_advisory_lock(key))).scalar():
            raise _busy(engine.url.render_as_string(hide_password=True), kind)
        try:
            yield
        finally:
            # A server that went away meanwhile has let go of it already.
            with suppress(sa.exc.DBAPIError):
                connection.execute(sa.select(sa.func.pg_advisory_unlock(key)))


def _busy(database: str, kind: str) -> BusyError:
    return BusyError(
        database,
        f"another '{kind}' is at work on it",
        "wait until that one has ended; 'parallax status' tells of it",
    )

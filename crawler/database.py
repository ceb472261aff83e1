"""The one database: opening it, upgrading it, and transactions.

Everything is kept in one database named by a SQLAlchemy URL. Plain file names mean SQLite, in WAL
mode, so that the crawler writes while the dashboard reads. Opening an older file upgrades it;
one written by a newer Parallax is left alone. A frozen file (frozen.py) is only ever read: one of
an older schema from a temporary copy that is upgraded.
"""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.types import TypeDecorator

from crawler.errors import DatabaseError
from crawler.frozen import (
    frozen_engine,
    frozen_path,
    is_frozen,
    made_by,
    refuse_frozen,
    working_copy,
)

metadata = sa.MetaData()
"""Every table of Parallax: the crawler's (archive.py) and the comparison's (compare/results.py)."""

DEFAULT_DATABASE = "parallax.db"
_STATEMENT = 500
"""Values in one statement: databases bound how many they take."""
Value = TypeVar("Value")
_BUSY_SECONDS = 60


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC datetimes out; naive ones are a bug and are refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime cannot be stored: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def database_url(name: str) -> sa.URL:
    """What the user gave: a URL as it is, else the path of a SQLite file.

    A path is never parsed: "?" and "%" are letters of it like any other. Raises ArgumentError and
    ValueError for what is no URL.
    """
    return make_url(name) if "://" in name else sa.URL.create("sqlite", database=name)


def open_database(name: str, *, must_exist: bool = False) -> Engine:
    """Open (and create or upgrade) the database.

    Raises DatabaseError when it cannot be opened, is damaged, or is newer than this program;
    with `must_exist`, also when there is no such file yet. A frozen file is opened for reading
    alone.
    """
    engine, name = _connect(name, must_exist)
    try:
        if frozen_path(engine):
            return _thawed(engine, name)
        _upgrade(engine, name)
    except sa.exc.DatabaseError as error:
        engine.dispose()
        raise explain(name, error) from error
    return engine


def open_unchanged(name: str) -> Engine | None:
    """Open the database for reading alone; None when there is none yet, or an empty one.

    Raises DatabaseError as open_database does, and for one that would have to be upgraded first.
    """
    url = _url(name)
    path = url.database if url.get_backend_name() == "sqlite" else None
    if path and path != ":memory:" and not Path(path).exists():
        return None
    engine, name = _connect(name, False)
    try:
        if frozen_path(engine):
            return _thawed(engine, name)
        current = _is_current(engine, name)
    except sa.exc.DatabaseError as error:
        engine.dispose()
        raise explain(name, error) from error
    if current is False:
        engine.dispose()
        raise DatabaseError(
            name,
            "was written by an older Parallax and would have to be upgraded first",
            "upgrade it ('parallax status' does), or try with a copy",
        )
    if current is None:
        engine.dispose()
        return None
    return engine


def _url(name: str) -> sa.URL:
    try:
        return database_url(name)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise _unusable(name, error) from error


def _unusable(name: str, error: Exception) -> DatabaseError:
    return DatabaseError(
        name.rpartition("@")[2],  # without a password
        f"is not a database URL this program can use ({error})",
        "give a file name or a SQLAlchemy URL to --db",
    )


def _connect(name: str, must_exist: bool) -> tuple[Engine, str]:
    """The engine, and what the database is called in errors."""
    url = _url(name)
    file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    try:
        if file is not None and is_frozen(file):
            engine = frozen_engine(url, file)
        else:
            engine = sa.create_engine(url, connect_args=_connect_args(url))
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ImportError, ValueError) as error:
        raise _unusable(name, error) from error
    name = name if "://" not in name else url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite":
        _check_file(name, url.database, must_exist)
        _configure_sqlite(engine)
    return engine, name


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database throughout."""
    with translating(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            # Otherwise each statement would see the latest state; SQLite keeps one by itself.
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write: committed whole at the end, or not at all.

    Raises DatabaseError for a frozen file.
    """
    refuse_frozen(engine)
    with translating(engine), engine.connect() as connection:
        # Taking SQLite's write lock at once avoids the deadlock of two readers turning writers.
        connection = connection.execution_options(sqlite_begin="IMMEDIATE")
        with connection.begin():
            yield connection


def batches(values: Sequence[Value], size: int = _STATEMENT) -> Iterator[Sequence[Value]]:
    """The values in order, at most so many at a time."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


@contextmanager
def translating(engine: Engine) -> Iterator[None]:
    """Turn the driver's errors (disk full, damaged file, locked) into one sentence."""
    try:
        yield
    except sa.exc.IntegrityError:
        raise
    except sa.exc.DatabaseError as error:
        raise explain(engine.url.render_as_string(hide_password=True), error) from error


def explain(name: str, error: sa.exc.DatabaseError) -> DatabaseError:
    """The driver's error as one sentence with its mend."""
    cause = str(error.orig)
    if "malformed" in cause or "not a database" in cause or "disk image" in cause:
        return DatabaseError(
            name,
            f"is damaged or not a Parallax database ({cause})",
            "restore a copy, or give --db another file",
        )
    if "no such module: fts5" in cause:
        return DatabaseError(
            name,
            "has a full-text index that this Python's SQLite, built without FTS5, cannot write",
            "use a Python whose SQLite has FTS5",
        )
    if "locked" in cause:
        return DatabaseError(
            name, "is being written by another program", "try again when that one has finished"
        )
    if "readonly" in cause or "unable to open" in cause:
        return DatabaseError(
            name,
            f"cannot be written ({cause})",
            "check the folder's permissions or give --db another file",
        )
    if "full" in cause:
        return DatabaseError(
            name,
            "the disk is full; nothing already stored is lost",
            "free some space and run again",
        )
    if "disk I/O" in cause:
        return DatabaseError(
            name,
            f"could not be written ({cause}); nothing already stored is lost",
            "see whether the disk is full, over quota or failing, and run again",
        )
    return DatabaseError(name, cause.strip().splitlines()[0] if cause.strip() else repr(error))


def _connect_args(url: sa.URL) -> dict[str, Any]:
    # "sqlite:///parallax.db?timeout=5" waits less.
    if url.get_backend_name() != "sqlite" or "timeout" in url.query:
        return {}
    return {"timeout": _BUSY_SECONDS}


def _check_file(name: str, database: str | None, must_exist: bool) -> None:
    if not database or database == ":memory:":
        return
    path = Path(database)
    if path.is_dir():
        raise DatabaseError(name, "is a folder", "give --db the name of a file")
    if not path.exists():
        if must_exist:
            raise DatabaseError(
                name,
                "there is no such database yet",
                "run 'parallax crawl' or 'parallax import' first, or name yours with --db",
            )
        if not path.absolute().parent.is_dir():
            raise DatabaseError(
                name,
                f"the folder {path.absolute().parent} does not exist",
                "make it first, or give --db another file",
            )


def _configure_sqlite(engine: Engine) -> None:
    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        # We emit BEGIN ourselves: the driver's own habit breaks transactional DDL and snapshots.
        connection.isolation_level = None
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "")
        connection.exec_driver_sql(f"BEGIN {mode}")


def _write_ahead(engine: Engine) -> None:
    """Readers do not wait for the writer. The file remembers it; a foreign one is not touched."""
    pragma = "PRAGMA journal_mode=WAL"
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(pragma)
    except engine.dialect.loaded_dbapi.Error as error:
        raise sa.exc.DatabaseError(pragma, None, error) from error
    finally:
        raw.close()


def _alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _head(connection: Connection) -> str | None:
    return ScriptDirectory.from_config(_alembic_config(connection)).get_current_head()


def _stored_version(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _is_current(engine: Engine, name: str) -> bool | None:
    """Whether the schema is this program's: False for an older one, None for an empty database."""
    with engine.connect() as connection:
        connection = connection.execution_options(sqlite_begin="")
        with connection.begin():
            script = ScriptDirectory.from_config(_alembic_config(connection))
            head = _head(connection)
            stored = _stored_version(connection)
            known = {revision.revision for revision in script.walk_revisions()}
            foreign = stored is None and bool(sa.inspect(connection).get_table_names())
            needed = made_by(connection) if frozen_path(engine) and stored not in known else ""
    if stored == head:
        return True
    if foreign:
        raise DatabaseError(name, "is a database of some other program", "give --db another file")
    if stored is not None and stored not in known:
        raise DatabaseError(
            name,
            f"was written by a newer Parallax (schema {stored})",
            f"read it with Parallax {needed} or a later one"
            if needed
            else "upgrade Parallax, or give --db another file",
        )
    return None if stored is None else False


def _upgrade(engine: Engine, name: str) -> None:
    if _is_current(engine, name):
        return
    if engine.dialect.name == "sqlite":
        _write_ahead(engine)
    _migrate(engine)


def _migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        connection = connection.execution_options(sqlite_begin="EXCLUSIVE")
        with connection.begin():
            # Another process may have upgraded while this one waited for the lock.
            if _stored_version(connection) != _head(connection):
                command.upgrade(_alembic_config(connection), "head")


def _thawed(engine: Engine, name: str) -> Engine:
    """An engine on a frozen file under this program's schema; the file stays as it is."""
    if _is_current(engine, name):
        return engine
    path = frozen_path(engine)
    assert path is not None
    engine.dispose()
    copy = working_copy(path)
    upgrading = sa.create_engine(sa.URL.create("sqlite", database=str(copy)))
    try:
        _configure_sqlite(upgrading)
        _migrate(upgrading)
    except BaseException:
        shutil.rmtree(copy.parent, ignore_errors=True)
        raise
    finally:
        upgrading.dispose()
    reader = frozen_engine(engine.url, path, copy)
    _configure_sqlite(reader)
    # When nobody reads any more, at the latest at the end of the program.
    weakref.finalize(reader, shutil.rmtree, copy.parent, ignore_errors=True)
    return reader

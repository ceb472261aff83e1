"""Opening, upgrading and locking the database."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import compare.tables  # noqa: F401 - its tables belong to the schema
from crawler.database import metadata, open_database, reading, writing
from crawler.errors import DatabaseError
from crawler.frozen import is_frozen
from crawler.tables import outlets, runs
from parallax import main


def test_a_new_file_has_the_whole_schema(database: str) -> None:
    engine = open_database(database)
    with reading(engine) as connection:
        # The full-text index is no table that SQLAlchemy could declare, and has tables of its own.
        declared = {
            "compare_type": True,
            "include_name": lambda name, *_: not str(name).startswith("article_words"),
        }
        context = MigrationContext.configure(connection, opts=declared)
        assert compare_metadata(context, metadata) == []
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        assert mode == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_opening_again_changes_nothing(database: str) -> None:
    with writing(open_database(database)) as connection:
        connection.execute(outlets.insert().values(name="The Packet"))
    before = Path(database).read_bytes()
    engine = open_database(database)
    with reading(engine) as connection:
        assert connection.execute(sa.select(outlets.c.name)).scalars().all() == ["The Packet"]
    engine.dispose()
    assert Path(database).read_bytes()[:100] == before[:100]


def test_an_empty_file_is_made_a_database(database: str) -> None:
    Path(database).touch()
    engine = open_database(database)
    with reading(engine) as connection:
        assert sa.inspect(connection).has_table("articles")


def test_processes_that_open_a_new_file_at_once_all_succeed(database: str) -> None:
    code = "import sys; from crawler.database import open_database; open_database(sys.argv[1])"
    opening = [subprocess.Popen([sys.executable, "-c", code, database]) for _ in range(3)]
    assert [process.wait() for process in opening] == [0, 0, 0]
    with closing(sqlite3.connect(database)) as connection:
        assert len(connection.execute("SELECT * FROM alembic_version").fetchall()) == 1


def damaged(path: Path) -> str:
    path.write_bytes(b"This is no database. " * 500)
    return str(path)


def torn(path: Path) -> str:
    open_database(str(path)).dispose()
    whole = path.read_bytes()
    path.write_bytes(whole[:5000] + os.urandom(len(whole) - 5000))
    return str(path)


def newer(path: Path) -> str:
    open_database(str(path)).dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    return str(path)


def foreign(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.commit()
    return str(path)


def under_a_file(path: Path) -> str:
    path.touch()
    return str(path / "parallax.db")


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (damaged, "damaged or not a Parallax database"),
        (torn, "damaged or not a Parallax database"),
        (newer, r"newer Parallax \(schema 9999\)"),
        (foreign, "some other program"),
        (under_a_file, "does not exist"),
        (lambda path: str(path.parent), "is a folder"),
        (lambda path: str(path.parent / "none" / "x.db"), "folder .*none does not exist"),
        (lambda path: "/proc/parallax.db", "cannot be written"),
        (lambda path: "nonsense://x", "not a database URL"),
        (lambda path: "sqlite://x:y:z", "not a database URL"),
        (lambda path: "postgresql+psycopg://u@h:port/x", "not a database URL"),
    ],
)
def test_what_cannot_be_opened_is_one_sentence(
    make: Callable[[Path], str], problem: str, tmp_path: Path
) -> None:
    name = make(tmp_path / "it.db")
    with pytest.raises(DatabaseError, match=problem) as caught:
        open_database(name)
    assert len(str(caught.value).splitlines()) == 1
    assert str(caught.value).endswith(".")


def test_a_foreign_database_is_left_as_it_was(tmp_path: Path) -> None:
    name = foreign(tmp_path / "it.db")
    before = Path(name).read_bytes()
    with pytest.raises(DatabaseError):
        open_database(name)
    assert Path(name).read_bytes() == before


def test_none_is_made_where_one_must_exist(database: str) -> None:
    with pytest.raises(DatabaseError, match="no such database yet"):
        open_database(database, must_exist=True)
    assert not Path(database).exists()


def test_a_password_is_not_printed() -> None:
    with pytest.raises(DatabaseError) as caught:
        open_database("nonsense://user:secret@host/x")
    assert "secret" not in str(caught.value)


def test_a_locked_database_is_one_sentence(database: str) -> None:
    first = open_database(database)
    second = open_database(f"sqlite:///{database}?timeout=0.05")
    with (
        writing(first),
        pytest.raises(DatabaseError, match="being written by another program"),
        writing(second),
    ):
        pass
    # Reading goes on while another writes.
    with writing(first), reading(second) as connection:
        assert connection.execute(sa.select(outlets)).all() == []


def test_writing_is_whole_or_not_at_all(database: str) -> None:
    engine = open_database(database)

    def broken() -> None:
        with writing(engine) as connection:
            connection.execute(outlets.insert().values(name="The Packet"))
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError):
        broken()
    with reading(engine) as connection:
        assert connection.execute(sa.select(outlets)).all() == []


def test_times_come_back_aware_and_in_utc(database: str) -> None:
    engine = open_database(database)
    moment = datetime(2025, 10, 4, 8, 30, tzinfo=timezone(timedelta(hours=-4)))
    with writing(engine) as connection:
        connection.execute(
            runs.insert().values(kind="crawl", started=moment, outcome="done", counts={})
        )
        read = connection.execute(sa.select(runs.c.started)).scalar_one()
        assert read == moment
        assert read.tzinfo is UTC
        assert connection.execute(sa.select(runs.c.finished)).scalar_one() is None


def test_naive_times_are_refused(database: str) -> None:
    naive = datetime(2025, 10, 4)  # noqa: DTZ001
    with (
        pytest.raises(sa.exc.StatementError, match="naive"),
        writing(open_database(database)) as connection,
    ):
        connection.execute(
            runs.insert().values(kind="crawl", started=naive, outcome="done", counts={})
        )


def test_opening_it_again_lets_go_of_no_lock(tmp_path: Path) -> None:
    """What reads a database's file without SQLite frees the locks of the whole process on it."""
    path = tmp_path / "it.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("CREATE TABLE held (one)")
        writer.execute("BEGIN IMMEDIATE")
        assert not is_frozen(path)
        other = f"import sqlite3; sqlite3.connect({str(path)!r}, 0).execute('BEGIN IMMEDIATE')"
        found = subprocess.run(
            [sys.executable, "-c", other], capture_output=True, text=True, check=False, timeout=60
        )
        assert "locked" in found.stderr


def test_a_path_is_never_parsed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What would be a query, a fragment or an escape in a URL is a letter of a file's name."""
    folder = tmp_path / "a?b #1 %20"
    folder.mkdir()
    database = str(folder / "my ?timeout=1&y#2%41.db")
    lines = folder / "articles.jsonl"
    lines.write_text('{"outlet": "A", "text": "It rained.", "url": "https://a.example/1"}\n')
    assert main(["--db", database, "import", str(lines)]) == 0
    assert main(["--db", database, "snapshot", "one"]) == 0
    assert main(["--db", database, "export", str(folder / "out"), "--snapshot", "one"]) == 0
    assert main(["--db", f"{database}.snapshots/one.db", "status"]) == 0
    assert "Exported 1 articles" in capsys.readouterr().out
    names = {path.name.split("%41.db")[0] for path in folder.iterdir()}
    assert names == {"my ?timeout=1&y#2", "articles.jsonl", "out"}

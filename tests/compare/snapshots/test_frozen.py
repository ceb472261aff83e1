"""A frozen file is never written, under no version and by no command."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

import crawler.migrations
from compare.snapshots.record import Snapshot, sha256_of
from crawler.database import open_database, open_unchanged, reading, writing
from crawler.errors import DatabaseError
from crawler.frozen import APPLICATION_ID, snapshot
from crawler.tables import articles

Run = Callable[..., int]
OUTLETS = """
[[outlet]]
name = "A"
domain = "a.example"
country = "GB"
owner = "A"
language = "en"
feeds = ["https://a.example/feed"]
"""
OLD = """
INSERT INTO outlets (name) VALUES ('The Packet');
INSERT INTO articles (article_id, outlet, url, authors, published, first_seen, last_seen,
    access, completeness, completeness_reasons, origins, revision)
  VALUES ('a1', 'The Packet', 'https://packet.example/1', '["Ana"]', '2025-10-03 12:00:00.000000',
    '2025-10-04 12:00:00.000000', '2025-10-04 12:00:00.000000', 'free', 1.0, '[]', '{}', 1);
INSERT INTO revisions (article_id, revision, title, text, text_hash, words, seen)
  VALUES ('a1', 1, 'Ferry adrift', 'The ferry drifted.', 'h', 3, '2025-10-04 12:00:00.000000');
"""


@pytest.fixture
def frozen(run: Run, database: str) -> Path:
    assert run("snapshot", "first") == 0
    return Path(f"{database}.snapshots/first.db")


def freeze_under(schema: str, path: Path, *, known: bool = True) -> Path:
    """A frozen file as a Parallax of that schema left it."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(crawler.migrations.__path__[0]))
        config.attributes["connection"] = connection
        command.upgrade(config, schema if known else "head")
        snapshot.create(connection)
        told = {
            "name": path.stem,
            "made": "2025-10-05T00:00:00Z",
            "note": "",
            "parallax": "0.0.1" if known else "9.8.7",
            "schema": schema,
            "counts": {},
        }
        connection.execute(snapshot.insert().values(told))
    engine.dispose()
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(OLD if known else f"UPDATE alembic_version SET version_num = '{schema}'")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.commit()
    record = Snapshot(**told, sha256=sha256_of(path), bytes=path.stat().st_size)
    path.with_suffix(".json").write_text(record.document(), encoding="utf-8")
    path.chmod(0o444)
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare"],
        ["crawl", "--outlets", "OUTLETS"],
        ["watch", "--once", "--outlets", "OUTLETS"],
        ["import", "LINES"],
        ["events", "pin", "EVENT", "--later"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_commands_that_write_refuse_in_a_sentence(
    run: Run,
    frozen: Path,
    arguments: list[str],
    archive: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "outlets.toml").write_text(OUTLETS)
    line = {"outlet": "A", "url": "https://a.example/1", "title": "A", "text": "A text."}
    (tmp_path / "lines.jsonl").write_text(json.dumps(line))
    names = {
        "OUTLETS": str(tmp_path / "outlets.toml"),
        "LINES": str(tmp_path / "lines.jsonl"),
        "EVENT": min(archive.events()),
    }
    before = frozen.read_bytes()
    there = sorted(frozen.parent.iterdir())
    assert run(*(names.get(one, one) for one in arguments), db=frozen) == 1
    error = capsys.readouterr().err
    assert f"{frozen}: is a snapshot, which is never changed; give --db the database" in error
    assert frozen.read_bytes() == before
    assert sorted(frozen.parent.iterdir()) == there


def test_commands_that_read_take_it_as_a_database(
    run: Run, frozen: Path, archive: Any, capsys: pytest.CaptureFixture[str], exported: Any
) -> None:
    by_name = exported("--snapshot", "first")
    by_file = exported(db=frozen)
    by_path = exported("--snapshot", str(frozen))
    assert by_name == by_file == by_path
    capsys.readouterr()
    assert run("events", "show", min(archive.events()), db=frozen) == 0
    shown = capsys.readouterr().out
    assert run("events", "show", min(archive.events())) == 0
    assert capsys.readouterr().out == shown
    assert run("status", "--runs", db=frozen) in (0, 1)


def test_it_is_read_where_nothing_can_be_written_and_under_any_name(
    frozen: Path, tmp_path: Path
) -> None:
    odd = tmp_path / "50% of #1 ä"
    odd.mkdir()
    moved = Path(shutil.copy(frozen, odd / "deposit.sqlite"))
    moved.chmod(0o444)
    odd.chmod(0o555)
    try:
        with reading(open_database(str(moved))) as connection:
            assert connection.execute(sa.select(sa.func.count(articles.c.url))).scalar() == 4
        assert [path.name for path in odd.iterdir()] == ["deposit.sqlite"]
    finally:
        odd.chmod(0o755)


def test_no_connection_can_write_it(frozen: Path) -> None:
    engine = open_database(str(frozen))
    with pytest.raises(DatabaseError, match="is a snapshot"), writing(engine):
        pytest.fail("it let a writer in")
    with (
        engine.connect() as connection,
        pytest.raises(sa.exc.OperationalError, match="readonly"),
    ):
        connection.execute(articles.delete())
    frozen.chmod(0o644)  # somebody's hand
    with (
        open_database(str(frozen)).connect() as connection,
        pytest.raises(sa.exc.OperationalError, match="readonly"),
    ):
        connection.execute(articles.delete())


def test_one_of_an_earlier_schema_is_read_from_a_copy(
    tmp_path: Path, exported: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen = freeze_under("0001", tmp_path / "old.db")
    before = frozen.read_bytes()
    found = exported("--snapshot", str(frozen))
    [article] = [json.loads(line) for line in found["articles.jsonl"].splitlines()]
    assert (article["title"], article["text"]) == ("Ferry adrift", "The ferry drifted.")
    assert found["manifest.json"]["snapshot"] == {
        "name": "old",
        "made": "2025-10-05T00:00:00Z",
        "sha256": sha256_of(frozen),
    }
    assert exported(db=frozen) == found
    assert open_unchanged(str(frozen)) is not None
    with pytest.raises(DatabaseError, match="is a snapshot"), writing(open_database(str(frozen))):
        pytest.fail("it let a writer in")
    assert frozen.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob("old*")) == ["old.db", "old.json"]


def test_the_copy_goes_with_the_program(tmp_path: Path) -> None:
    frozen = freeze_under("0003", tmp_path / "old.db")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    code = (
        "import os, sys; from crawler.database import open_database;"
        "engine = open_database(sys.argv[1]); engine.connect(); print(os.listdir(sys.argv[2]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(frozen), str(temporary)],
        env={"TMPDIR": str(temporary), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "parallax-" in done.stdout
    assert list(temporary.iterdir()) == []


def test_one_of_a_later_schema_says_who_reads_it(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen = freeze_under("9999", tmp_path / "new.db", known=False)
    assert run("export", str(tmp_path / "out"), "--snapshot", str(frozen)) == 1
    assert capsys.readouterr().err == (
        f"parallax: {frozen}: was written by a newer Parallax (schema 9999); "
        "read it with Parallax 9.8.7 or a later one.\n"
    )


def test_a_damaged_one_is_told(frozen: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    content = bytearray(frozen.read_bytes())
    frozen.unlink()
    frozen.write_bytes(content[: len(content) // 2])
    assert run("export", f"{frozen}.out", db=frozen) == 1
    assert capsys.readouterr().err.count("\n") == 1

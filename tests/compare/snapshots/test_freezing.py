"""A state is frozen whole, at one moment, or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from compare.snapshots.freezing import freeze
from compare.tables import vectors
from crawler.errors import BusyError

if TYPE_CHECKING:
    from tests.compare.conftest import Desk

Exported = Callable[..., dict[str, Any]]

FREEZER = """
import sys, time
from pathlib import Path
from compare.snapshots.freezing import freeze
from crawler.database import open_database

class Stuck:
    def step(self, name, total):
        if name == "freezing revisions":
            print("under way", flush=True)
            time.sleep(60)
        return lambda more: None

freeze(open_database(sys.argv[1]), "first", Path(sys.argv[2]), progress=Stuck())
"""
LATER = ("The ferry had 300 passengers aboard when its engine failed.", "So it went on.")
SMALL_DISK = """
import resource, sys
import parallax
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
sys.exit(parallax.main(sys.argv[1:]))
"""


class Meanwhile:
    """Progress that has somebody write between two tables."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self.write = write

    def step(self, name: str, total: int | None) -> Callable[[int], None]:
        self.write(name.rpartition(" ")[2])
        return lambda more: None


def folder_of(database: str) -> Path:
    return Path(f"{database}.snapshots")


def test_an_export_of_it_is_that_of_the_archive(
    archive: Desk, exported: Exported, run: Callable[..., int], database: str
) -> None:
    before = exported()
    assert run("snapshot", "first") == 0
    frozen = exported("--snapshot", "first")
    assert before["manifest.json"].pop("snapshot") is None
    cited = frozen["manifest.json"].pop("snapshot")
    assert frozen == before
    file = folder_of(database) / "first.db"
    assert cited["name"] == "first"
    assert cited["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()


def test_what_comes_later_does_not_reach_it(
    archive: Desk, exported: Exported, run: Callable[..., int], tmp_path: Path
) -> None:
    assert run("snapshot", "first") == 0
    before = exported("--snapshot", "first")
    fire, ferry = sorted(archive.events())
    archive.store("Beacon", "ferry", *LATER, title="Ferry", hours=5)
    archive.store("Wire", "ferry", "The ferry was found on Saturday.", title="Found", hours=2)
    line = {
        "outlet": "Late",
        "url": "https://late.example/1",
        "title": "Late",
        "text": "Late. " * 9,
    }
    (tmp_path / "late.jsonl").write_text(json.dumps(line))
    assert run("import", str(tmp_path / "late.jsonl")) == 0
    assert run("events", "merge", fire, ferry, "--later", "--note", "one day") == 0
    archive.compare(everything=True)
    assert set(archive.events()) != {fire, ferry}
    assert exported()["articles.jsonl"] != before["articles.jsonl"]
    assert exported("--snapshot", "first") == before


def test_it_holds_the_state_of_one_moment_while_others_write(
    archive: Desk, exported: Exported, database: str
) -> None:
    before = exported()
    tables = []

    def write(table: str) -> None:
        tables.append(table)
        archive.store("Beacon", f"fire-{table}", "A late report of the fire.", title=table)
        archive.store("Wire", "fire", f"Another text, as of {table}.", title="Changed", hours=1)

    freeze(archive.engine, "busy", folder_of(database), progress=Meanwhile(write))
    assert {"articles", "revisions", "differences"} <= set(tables)
    frozen = exported("--snapshot", "busy")
    for found in (before, frozen):
        del found["manifest.json"]["snapshot"]
    assert frozen == before


def test_a_killed_run_leaves_nothing_that_counts(
    archive: Desk, run: Callable[..., int], database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(database)
    with subprocess.Popen(
        [sys.executable, "-c", FREEZER, database, str(folder)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "under way\n"
        with pytest.raises(BusyError, match="another 'snapshot' is at work"):
            freeze(archive.engine, "second", folder)
        child.kill()
    left = os.listdir(folder)
    assert left
    assert run("snapshots") == 0
    assert "No snapshots yet" in capsys.readouterr().out
    assert run("export", f"{folder}.out", "--snapshot", "first") == 1
    assert "there is no such snapshot" in capsys.readouterr().err
    assert run("snapshot", "first") == 0
    assert sorted(os.listdir(folder)) == ["first.db", "first.json"]


def test_a_record_whose_database_never_came_is_replaced(
    run: Callable[..., int], database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The run was killed between the two."""
    assert run("snapshot", "first") == 0
    file = folder_of(database) / "first.db"
    file.unlink()
    capsys.readouterr()
    assert run("snapshots", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run("snapshot", "first", "--note", "again") == 0
    assert run("export", f"{database}.out", "--snapshot", "first") == 0


def test_a_full_disk_is_told_and_leaves_nothing(archive: Desk, database: str) -> None:
    folder = folder_of(database)
    before = archive.dump()
    done = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, "--db", database, "snapshot", "first"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"parallax: {folder / 'first.db'}: ")
    assert "disk" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not folder.exists()
    assert archive.dump() == before


def test_what_no_reader_needs_stays_behind(
    archive: Desk, run: Callable[..., int], database: str, open_desk: Callable[[str], Desk]
) -> None:
    """Vectors are most of a database; every other value is carried as it is stored."""
    assert run("snapshot", "first") == 0
    frozen = open_desk("parallax.db.snapshots/first")
    kept = ("vectors", "profiles", "searchable")
    assert frozen.dump(without=kept) == archive.dump(without=kept)
    assert archive.rows(vectors)
    assert frozen.rows(vectors) == []
    query = "SELECT typeof(dates), typeof(marks), typeof(published) FROM articles ORDER BY 1, 2, 3"
    words = "SELECT count(*) FROM article_words WHERE article_words MATCH 'ferry'"
    for asked in (query, words):
        with frozen.engine.connect() as left, archive.engine.connect() as right:
            assert left.exec_driver_sql(asked).all() == right.exec_driver_sql(asked).all()

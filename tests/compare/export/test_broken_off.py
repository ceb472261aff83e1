"""Exports that are killed or run out of disk: what was there stays, and nothing half is whole."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from compare.errors import ExportError
from compare.export import Selection, export
from compare.export.columns import Table
from compare.export.comma import CommaSeparated
from compare.export.exporting import write_tables
from compare.export.folder import whole_folder
from compare.export.format import Row, Writer
from compare.export.selection import find
from compare.export.verifying import verify
from crawler.database import reading
from crawler.progress import Silent

KILLS_ITSELF = """
import os, sys
from pathlib import Path
from compare.export import Selection, export
from crawler.database import open_database

database, folder, number = sys.argv[1:]

class Progress:
    def step(self, name, total):
        if name == "exporting differences":
            os.kill(os.getpid(), int(number))
        return lambda more: None

export(open_database(database), Path(folder), ["jsonl", "csv"], Selection(), progress=Progress())
"""


def killed(shelf: Any, out: Path, number: int) -> None:
    arguments = [str(shelf.engine.url.database), str(out), str(number)]
    done = subprocess.run([sys.executable, "-c", KILLS_ITSELF, *arguments], check=False)
    assert done.returncode == -number


def partial(out: Path) -> Path:
    (found,) = [path for path in out.parent.iterdir() if path != out]
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_killed_export_is_never_taken_for_whole(shelf: Any, out: Path, number: int) -> None:
    killed(shelf, out, number)
    left = partial(out)
    assert (left / "articles.jsonl").exists()
    assert not (left / "manifest.json").exists()
    assert "broken off" in verify(left).faults[0]
    assert f"is not there; {left.name} beside it" in verify(out).faults[0]
    # Somebody gives it another name: still no export.
    renamed = left.rename(left.with_name("mine"))
    assert verify(renamed).faults == [
        f"{renamed}: has no manifest.json, which is written last: it is no whole export."
    ]
    with pytest.raises(ExportError, match="is no earlier export"):
        export(shelf.engine, renamed, ["csv"], Selection())


def test_a_killed_export_leaves_the_earlier_one(shelf: Any, out: Path) -> None:
    export(shelf.engine, out, ["jsonl"], Selection())
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    killed(shelf, out, signal.SIGKILL)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert verify(out).whole
    export(shelf.engine, out, ["jsonl"], Selection())
    assert list(out.parent.iterdir()) == [out]
    assert verify(out).whole


class Full:
    """A format of whose files only the first rows find room on the disk."""

    name = "csv"
    meaning = CommaSeparated.meaning
    tabular = True
    reads: tuple[Table, ...] = ()
    newest = None

    def __init__(self, room: int) -> None:
        self._room = room

    @contextmanager
    def open(self, folder: Path, tables: Sequence[Table]) -> Iterator[Writer]:
        with CommaSeparated().open(folder, tables) as writer:
            yield _Cramped(writer, self._room)


class _Cramped:
    def __init__(self, writer: Writer, room: int) -> None:
        self._writer = writer
        self._room = room

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        if self._room == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._room -= 1
        self._writer.write(table, rows)


@pytest.mark.parametrize("room", range(4))
def test_a_disk_that_fills_up_in_the_middle(shelf: Any, out: Path, room: int) -> None:
    export(shelf.engine, out, ["jsonl"], Selection())
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(ExportError, match=r"the disk is full, so nothing was changed; free some"):
        export_cramped(shelf, out, room)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert list(out.parent.iterdir()) == [out]
    assert verify(out).whole


def export_cramped(shelf: Any, out: Path, room: int) -> None:
    with reading(shelf.engine) as connection, whole_folder(out, nothing) as folder:
        chosen = find(connection, Selection())
        write_tables(connection, chosen, folder, [Full(room)], Silent())


def nothing(folder: Path) -> None:
    """Anything may be replaced."""

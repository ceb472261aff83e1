"""Exports for the pages: a large one to a folder, in a process of its own; a small one as a zip.

One folder at a time is written for a database, whoever asks: pressing twice does nothing, and
who leaves the page finds it again later.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.engine import Engine

from compare.export import export
from dashboard.errors import DashboardError
from dashboard.exportchoice import Choice, size_words

_log = logging.getLogger(__name__)

SMALL = 20_000_000
"""Bytes, estimated: up to here an export is downloaded from the page."""
_TOO_LARGE = 3 * SMALL
"""Bytes that a download may have after all: it is held in memory while it is handed over."""

_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class State:
    """How the export stands that was asked for last."""

    started: datetime | None = None
    # UTC; None when none was asked for since the server began
    folder: str = ""
    # where it is written
    at_work: bool = False
    share: float = 0.0
    # [0, 1]: how much of it is written, as estimated
    table: str = ""
    # that is being written
    done: bool = False
    # it ended, and well
    said: str = ""
    # why it failed, once it has


class Exporting:
    """The export to a folder of one database, shared by everyone who has its pages open."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command = list(command)
        self._environment = dict(environment)
        self._lock = threading.Lock()
        self._state = State()
        self._child: subprocess.Popen[str] | None = None
        atexit.register(self.stop)

    @property
    def state(self) -> State:
        """As of now."""
        with self._lock:
            return self._state

    def start(self, choice: Choice, folder: Path, sizes: Mapping[str, float]) -> bool:
        """Begin, unless one is at work already; whether it was begun. sizes: table → bytes."""
        with self._lock:
            if self._state.at_work:
                return False
            begun = State(started=datetime.now(UTC), folder=str(folder), at_work=True)
            try:
                self._child = subprocess.Popen(
                    [*self._command, request(choice, folder)],
                    env=self._environment,
                    # Kept open: the child ends when it closes, which is to say with this process.
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                    errors="replace",
                )
            except OSError as error:
                self._state = replace(begun, at_work=False, said=str(error))
                return False
            self._state = begun
            follower = threading.Thread(
                target=self._follow, args=(self._child, sizes), name="export", daemon=True
            )
        follower.start()
        return True

    def stop(self) -> None:
        """End the one at work, if any; it leaves no folder behind."""
        with self._lock:
            child = self._child
        if child is not None and child.poll() is None:
            child.terminate()

    def _follow(self, child: subprocess.Popen[str], sizes: Mapping[str, float]) -> None:
        assert child.stdout is not None
        assert child.stderr is not None
        errors: list[str] = []
        # Read beside the other pipe: a full one would stop the child.
        reader = threading.Thread(target=lambda: errors.extend(child.stderr or ()), daemon=True)
        reader.start()
        for line in child.stdout:
            told = _progress(line)
            if told is not None:
                with self._lock:
                    self._state = replace(
                        self._state, table=told["table"], share=share(told, sizes)
                    )
        status = child.wait()
        reader.join()
        if child.stdin is not None:
            child.stdin.close()
        with self._lock:
            self._state = replace(
                self._state,
                at_work=False,
                done=status == 0,
                share=1.0 if status == 0 else self._state.share,
                said="" if status == 0 else _why(status, errors),
            )
        if status > 0:
            _log.error("an export failed (status %s):\n%s", status, "".join(errors).rstrip())


def exporting(database: str) -> Exporting:
    """For this database: a file name or a SQLAlchemy URL, which may hold a password and is
    therefore not put on the command line."""
    environment = {**os.environ, "PARALLAX_DB": database, "PYTHONIOENCODING": "utf-8"}
    return Exporting([sys.executable, "-P", "-m", "dashboard.exportchild"], environment)


def request(choice: Choice, folder: Path) -> str:
    """What the child is told."""
    return json.dumps(
        {
            "folder": str(folder),
            "formats": list(choice.formats),
            "tables": list(choice.tables),
            "events": list(choice.events),
            "since": None if choice.since is None else choice.since.isoformat(),
            "with_text": choice.with_text,
            "with_noarchive": choice.with_noarchive,
            "quotation_words": choice.quotation_words,
            "link_base": choice.link_base,
        }
    )


def share(told: Mapping[str, Any], sizes: Mapping[str, float]) -> float:
    """How much is written, [0, 1]: the tables before this one, and its part.

    sizes: table → bytes, in the order of writing.
    """
    before = 0.0
    for table, size in sizes.items():
        if table == told["table"]:
            part = told["done"] / told["total"] if told["total"] else 0.0
            return min(1.0, (before + size * part) / max(1.0, sum(sizes.values())))
        before += size
    return 0.0


def zipped(engine: Engine, choice: Choice, name: str) -> bytes:
    """The export as one zip, its files in a folder of this name. Raises DashboardError where it
    turns out far larger than a download may be, and ExportError as the export does."""
    with _ONE_AT_A_TIME, TemporaryDirectory(prefix="parallax-export-") as made:
        folder = Path(made) / "export"
        export(
            engine,
            folder,
            choice.formats,
            choice.selection,
            tables=choice.tables,
            link_base=choice.link_base,
        )
        files = sorted(folder.iterdir())
        size = sum(path.stat().st_size for path in files)
        if size > _TOO_LARGE:
            raise DashboardError(
                "export", f"has {size_words(size)}, far more than was estimated", "use the command"
            )
        packed = Path(made) / "export.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in files:
                archive.write(path, f"{name}/{path.name}")
        return packed.read_bytes()


def _progress(line: str) -> dict[str, Any] | None:
    """What a line of the child says; None for one that is not its progress."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) and {"table", "done", "total"} <= told.keys() else None


def _why(status: int, errors: Sequence[str]) -> str:
    if status < 0 or not "".join(errors).strip():
        return "It was stopped." if status in (1, -15) else f"It ended with status {status}."
    return [line for line in errors if line.strip()][-1].strip().removeprefix("parallax: ")

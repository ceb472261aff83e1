"""Exports for the pages: a large one to a folder, in a process of its own; a small one as a zip.

One folder at a time is written for a database, whoever asks. One that is stopped leaves nothing.
"""

from __future__ import annotations

import json
import sys
import threading
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.engine import Engine

from compare.export import export
from dashboard import childwork
from dashboard.childwork import ChildWork, surroundings
from dashboard.errors import DashboardError
from dashboard.exportchoice import Choice, size_words

SMALL = 20_000_000
"""Bytes, estimated: up to here an export is downloaded from the page."""
_TOO_LARGE = 3 * SMALL
"""Bytes that a download may have after all: it is held in memory while it is handed over."""

_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class State(childwork.State):
    """How the export stands that was asked for last."""

    folder: str = ""
    # where it is written
    share: float = 0.0
    # [0, 1]: how much of it was written, as estimated, when it last told
    table: str = ""
    # that is being written


class Exporting(ChildWork[State]):
    """The export to a folder of one database."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        super().__init__("an export", command, environment, State())

    def start(self, choice: Choice, folder: Path, sizes: Mapping[str, float]) -> bool:
        """Begin, unless one is at work already; whether it was begun. sizes: table → bytes."""

        def progress(state: State, line: str) -> State:
            told = _progress(line)
            if told is None:
                return state
            return replace(state, table=told["table"], share=share(told, sizes))

        return self.begin([request(choice, folder)], State(folder=str(folder)), progress)


def exporting(database: str) -> Exporting:
    """For this database."""
    command = [sys.executable, "-P", "-m", "dashboard.exportchild"]
    return Exporting(command, surroundings(database))


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

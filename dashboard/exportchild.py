"""Writes one export in a process of its own: python -m dashboard.exportchild REQUEST.

REQUEST is JSON, made by exportrun.py; the database's name stands in PARALLAX_DB. Says on standard
output how far it is, a JSON object a line, and on standard error what went wrong. It ends, and
leaves nothing behind, on SIGTERM and when its standard input closes: its parent is gone then.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from compare.export import Selection, export
from crawler.database import open_database
from crawler.errors import ParallaxError
from dashboard.errors import DashboardError

_PAUSE = 0.3
"""Seconds between two lines."""


class Lines:
    """Progress as JSON lines: the table, its rows and how many of them are written."""

    def __init__(self) -> None:
        self._told = 0.0

    def step(self, name: str, total: int | None) -> Callable[[int], None]:
        done = 0
        table = name.removeprefix("exporting ")
        self._tell(table, 0, total)

        def tell(more: int) -> None:
            nonlocal done
            done += more
            if time.monotonic() - self._told >= _PAUSE:
                self._tell(table, done, total)

        return tell

    def _tell(self, table: str, done: int, total: int | None) -> None:
        self._told = time.monotonic()
        print(json.dumps({"table": table, "done": done, "total": total}), flush=True)


def write(request: dict[str, Any], database: str) -> None:
    """Write the export into a folder that did not exist before."""
    target = Path(request["folder"])
    engine = open_database(database, must_exist=True)
    try:
        target.mkdir()
    except FileExistsError as error:
        raise DashboardError(str(target), "is there already", "choose another name") from error
    except OSError as error:
        raise DashboardError(
            str(target), f"cannot be made ({error.strerror or error})", "choose another folder"
        ) from error
    try:
        export(
            engine,
            target,
            request["formats"],
            Selection.parse(
                events=request["events"],
                since=request["since"],
                with_text=request["with_text"],
                with_noarchive=request["with_noarchive"],
                quotation_words=request["quotation_words"],
            ),
            tables=request["tables"],
            link_base=request["link_base"],
            progress=Lines(),
        )
    except BaseException:
        with suppress(OSError):
            target.rmdir()
        raise


def main(arguments: list[str]) -> int:
    """The exit status: 0, or 1 with a sentence on standard error."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()
    try:
        write(json.loads(arguments[0]), os.environ["PARALLAX_DB"])
    except ParallaxError as error:
        print(f"parallax: {error}", file=sys.stderr)
        return 1
    return 0


def _end_with_parent() -> None:
    # Not through sys.stdin, whose lock would hold up this process's own end.
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Runs `parallax compare` for the pages: one at a time, in a process of its own.

The lock that keeps two comparisons apart is the child's: what it says when another is at work,
from the terminal or a watch, is shown as it is.
"""

from __future__ import annotations

import atexit
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from compare.encoder import BUNDLED

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class State:
    """How the comparison stands that was asked for last."""

    started: datetime | None = None
    # UTC; None when none was asked for since the server began
    at_work: bool = False
    done: bool = False
    # it ended, and well
    said: str = ""
    # its last line, once it has ended


class Comparing:
    """The comparison of one database, shared by everyone who has its pages open."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command = list(command)
        self._environment = dict(environment)
        self._lock = threading.Lock()
        self._state = State()
        self._child: subprocess.Popen[str] | None = None
        # What it has not stored yet the next comparison makes again.
        atexit.register(self.stop)

    @property
    def state(self) -> State:
        """As of now."""
        with self._lock:
            return self._state

    def start(self, arguments: Sequence[str] = ()) -> bool:
        """Begin, unless one is at work already; whether it was begun."""
        with self._lock:
            if self._state.at_work:
                return False
            try:
                self._child = subprocess.Popen(
                    [*self._command, *arguments],
                    env=self._environment,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                    errors="replace",
                )
            except OSError as error:
                self._state = State(started=datetime.now(UTC), said=str(error))
                return False
            self._state = State(started=datetime.now(UTC), at_work=True)
            child = self._child
        threading.Thread(target=self._follow, args=(child,), name="compare", daemon=True).start()
        return True

    def stop(self) -> None:
        """End the one at work, if any."""
        with self._lock:
            child = self._child
        if child is not None and child.poll() is None:
            child.terminate()

    def _follow(self, child: subprocess.Popen[str]) -> None:
        out, err = child.communicate()
        done = child.returncode == 0
        if not done:
            # The page tells its last line; the operator's terminal all of it.
            _log.error("a comparison failed (status %s):\n%s", child.returncode, err.rstrip())
        said = _last_line(out if done else err) or f"it ended with status {child.returncode}."
        with self._lock:
            self._state = State(started=self._state.started, done=done, said=said)


def comparing(database: str) -> Comparing:
    """For this database: a file name or a SQLAlchemy URL, which may hold a password and is
    therefore not put on the command line."""
    environment = {**os.environ, "PARALLAX_DB": database, "PYTHONIOENCODING": "utf-8"}
    return Comparing([sys.executable, "-P", "-m", "parallax", "compare"], environment)


def model_arguments(recorded: str | None) -> list[str]:
    """The options that take the model of the last comparison again: another one would compare
    everything anew. recorded: the encoder's name, "model@hash"."""
    model = recorded.rpartition("@")[0] if recorded else os.environ.get("PARALLAX_MODEL", "")
    return ["--model", model or BUNDLED]


def _last_line(printed: str) -> str:
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    return lines[-1].removeprefix("parallax: ") if lines else ""

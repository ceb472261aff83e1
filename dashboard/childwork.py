"""A program of ours beside the server: one process at a time, followed to its end.

What the comparison and the exports that the pages start have in common. Whoever asks finds the
same one at work: pressing twice does nothing, and who leaves the page finds it again later. It
does not outlive the server.
"""

from __future__ import annotations

import atexit
import logging
import os
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Generic, TypeVar

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class State:
    """How the work stands that was asked for last."""

    started: datetime | None = None
    # UTC; None when none was asked for since the server began
    at_work: bool = False
    done: bool = False
    # it ended, and well
    said: str = ""
    # why it failed, in a sentence, once it has; else what it said itself, if that is kept


Shown = TypeVar("Shown", bound=State)


class ChildWork(Generic[Shown]):
    """Work on one database, shared by everyone who has its pages open."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], idle: Shown
    ) -> None:
        """name: of the work in the log, "an export"; idle: the state before any was asked for."""
        self._name = name
        self._command = list(command)
        self._environment = dict(environment)
        self._lock = threading.Lock()
        self._state = idle
        self._child: subprocess.Popen[str] | None = None
        self._stopped = False
        atexit.register(self.stop)

    @property
    def state(self) -> Shown:
        """As of now."""
        with self._lock:
            return self._state

    def begin(
        self, arguments: Sequence[str], begun: Shown, hear: Callable[[Shown, str], Shown]
    ) -> bool:
        """Begin, unless one is at work already; whether it was begun.

        begun: how it stands then; hear: how it stands after a line on standard output.
        """
        with self._lock:
            if self._state.at_work:
                return False
            begun = replace(begun, started=datetime.now(UTC))
            try:
                child = subprocess.Popen(
                    [*self._command, *arguments],
                    env=self._environment,
                    # Kept open: one that listens knows by its end that this process is gone.
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                    errors="replace",
                )
            except OSError as error:
                self._state = replace(begun, said=str(error))
                return False
            self._child, self._stopped = child, False
            self._state = replace(begun, at_work=True)
        threading.Thread(
            target=self._follow, args=(child, hear), name=self._name, daemon=True
        ).start()
        return True

    def stop(self) -> None:
        """End the one at work, if any."""
        with self._lock:
            child = self._child
            if child is not None and child.poll() is None:
                self._stopped = True
                child.terminate()

    def _follow(self, child: subprocess.Popen[str], hear: Callable[[Shown, str], Shown]) -> None:
        with child:
            errors: list[str] = []
            # Read beside the other pipe: a full one would stop the child.
            reader = threading.Thread(target=lambda: errors.extend(child.stderr or ()), daemon=True)
            reader.start()
            for line in child.stdout or ():
                with self._lock:
                    self._state = hear(self._state, line)
            status = child.wait()
            reader.join()
        with self._lock:
            stopped = self._stopped
            if status == 0:
                self._state = replace(self._state, at_work=False, done=True)
            else:
                said = "It was stopped." if stopped else _why(status, errors)
                self._state = replace(self._state, at_work=False, said=said)
        if status and not stopped:
            # The page tells the last line; the operator's terminal all of it.
            _log.error("%s failed (status %s):\n%s", self._name, status, "".join(errors).rstrip())


def surroundings(database: str) -> dict[str, str]:
    """The environment of a child that works on this database: a file name or a SQLAlchemy URL,
    which may hold a password and is therefore not put on the command line."""
    return {**os.environ, "PARALLAX_DB": database, "PYTHONIOENCODING": "utf-8"}


def _why(status: int, errors: Sequence[str]) -> str:
    told = [line.strip() for line in errors if line.strip()]
    # What was killed said its last line of something else.
    if status < 0 or not told:
        return f"It ended with status {status}."
    return told[-1].removeprefix("parallax: ")

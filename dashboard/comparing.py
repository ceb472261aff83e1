"""Runs `parallax compare` for the pages: one at a time, in a process of its own.

The lock that keeps two comparisons apart is the child's: what it says when another is at work,
from the terminal or a watch, is shown as it is. What one that is stopped has not stored yet, the
next makes again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace

from compare.encoder import BUNDLED
from dashboard.childwork import ChildWork, State, surroundings


class Comparing(ChildWork[State]):
    """The comparison of one database."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        super().__init__("a comparison", command, environment, State())

    def start(self, arguments: Sequence[str] = ()) -> bool:
        """Begin, unless one is at work already; whether it was begun."""
        return self.begin(arguments, State(), _last_line)


def comparing(database: str) -> Comparing:
    """For this database."""
    command = [sys.executable, "-P", "-m", "parallax", "compare"]
    return Comparing(command, surroundings(database))


def model_arguments(recorded: str | None) -> list[str]:
    """The options that take the model of the last comparison again: another one would compare
    everything anew. recorded: the encoder's name, "model@hash"."""
    model = recorded.rpartition("@")[0] if recorded else os.environ.get("PARALLAX_MODEL", "")
    return ["--model", model or BUNDLED]


def _last_line(state: State, line: str) -> State:
    return replace(state, said=line.strip() or state.said)

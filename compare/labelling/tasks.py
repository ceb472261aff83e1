"""What people are asked, and how their answers are read (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

PAIRS = "pairs"
CLUSTERS = "clusters"
DIFFERENCES = "differences"

LETTERS = "ABCDEFGH"
"""Of the passages of a group, as many as are shown at most."""

UNSURE = frozenset({"unsure", "?", "don't know", "dont know", "unknown", "unclear"})
_NONE = frozenset({"none", "all belong", "0", "nobody", "no one"})
_YES = dict.fromkeys(("yes", "y", "1", "true", "right", "same", "correct"), 1.0)
_NO = dict.fromkeys(("no", "n", "0", "false", "wrong", "different", "incorrect"), 0.0)
_SOMEWHAT = dict.fromkeys(("arguable", "a", "partly", "maybe", "0.5", "0,5", "1/2"), 0.5)
_WHOLE = re.compile(r"([01])[.,]0+")
"""As some spreadsheets write a whole number."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One kind of question, with a sheet of its own."""

    name: str
    # of its sheet too: NAME.csv
    units: str
    # what a row asks about, in the plural
    question: str
    allowed: str
    # the answers, as the column's header and complaints name them
    values: Mapping[str, float]
    # word → 1 (yes) to 0 (no); empty where letters are asked for
    level: Literal["nominal", "ordinal"]
    # of measurement, for the agreement
    extra: tuple[str, ...] = ()
    # further columns that may be filled in

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


TASKS: Mapping[str, Task] = MappingProxyType(
    {
        PAIRS: Task(
            name=PAIRS,
            units="pairs of passages",
            question="Do both passages tell a reader the same specific piece of information?",
            allowed="yes, no or unsure",
            values=MappingProxyType({**_YES, **_NO}),
            level="nominal",
        ),
        CLUSTERS: Task(
            name=CLUSTERS,
            units="groups of passages",
            question="Which passages do not tell the piece of information that the others share?",
            allowed="none, letters such as B or A D, or unsure",
            values=MappingProxyType({}),
            level="nominal",
        ),
        DIFFERENCES: Task(
            name=DIFFERENCES,
            units="pairs of passages",
            question="Do the two accounts differ in what they tell of one and the same thing?",
            allowed="yes, arguable, no or unsure",
            values=MappingProxyType({**_YES, **_NO, **_SOMEWHAT}),
            level="ordinal",
            extra=("kind",),
        ),
    }
)


def plain(cell: str) -> str:
    """A cell as it is compared: small letters, no space or apostrophe around, one space within."""
    return " ".join(cell.replace("\u2019", "'").split()).casefold().strip("' .\"")


def is_blank(cell: str) -> bool:
    """Whether nothing was answered."""
    return plain(cell) == ""


def read_value(task: Task, cell: str) -> float | None:
    """1 (yes) to 0 (no), or None for unsure; raises ValueError for any other word."""
    word = plain(cell)
    # Of "?" nothing is stripped, and "unsure" is a word.
    if word in UNSURE:
        return None
    whole = _WHOLE.fullmatch(word)
    word = whole[1] if whole else word
    if word not in task.values:
        raise ValueError(_complaint(task, cell))
    return task.values[word]


def read_letters(task: Task, cell: str, shown: str) -> frozenset[str] | None:
    """The letters that were named, none for `none`, or None for unsure.

    shown: the letters of this row, such as ABC. Raises ValueError for anything else.
    """
    word = plain(cell)
    if word in UNSURE:
        return None
    if word in _NONE:
        return frozenset()
    letters = re.sub(r"[\s,;/+&.]|\band\b", "", word).upper()
    if not letters or set(letters) - set(shown):
        raise ValueError(f"{_complaint(task, cell)}; this row has the passages {' '.join(shown)}")
    return frozenset(letters)


def _complaint(task: Task, cell: str) -> str:
    shown = " ".join(cell.split())
    return f"{shown[:40] + '…' if len(shown) > 40 else shown!r} is none of {task.allowed}"

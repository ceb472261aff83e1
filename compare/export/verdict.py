"""What was found out about an export's folder (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_MOST = 100
"""Faults of one file that are told: of a broken one there may be as many as rows."""


@dataclass(kw_only=True)
class Verdict:
    """Filled while the folder is checked."""

    folder: str
    created: str | None = None
    # when the export was made, as its manifest says
    version: str | None = None
    # of Parallax, which made it
    files: int = 0
    # whose size and hash are right
    rows: dict[str, int] = field(default_factory=dict)
    # file → rows counted
    pieces: int = 0
    # texts that were compared with what stands at their offsets, or with their hash
    left_out: int = 0
    # texts that could not be: those that they stand in are not in the export
    faults: list[str] = field(default_factory=list)
    # one sentence each
    notes: list[str] = field(default_factory=list)
    # what could not be checked, and why that is no fault
    _told: dict[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults

    def fault(self, resource: str, problem: str) -> None:
        """Add a fault of a file or of the folder."""
        told = self._told.get(resource, 0) + 1
        self._told[resource] = told
        if told <= _MOST:
            self.faults.append(f"{resource}: {problem}.")

    def end(self) -> None:
        """Say of which files not every fault was told, and how many texts were not checked."""
        for resource, told in self._told.items():
            if told > _MOST:
                self.faults.append(f"{resource}: and {told - _MOST:,} faults more.")
        if self.left_out:
            self.notes.append(
                f"{self.left_out:,} texts stand in articles whose own texts were left out: they "
                "could not be checked."
            )

    def as_dict(self) -> Mapping[str, Any]:
        """For --json."""
        return {
            "whole": self.whole,
            "folder": self.folder,
            "created": self.created,
            "parallax": self.version,
            "files": self.files,
            "rows": dict(self.rows),
            "pieces": self.pieces,
            "faults": list(self.faults),
            "notes": list(self.notes),
        }

    def sentence(self) -> str:
        """One line for a person."""
        seen = (
            f"{self.files:,} files are as its manifest says, {sum(self.rows.values()):,} rows are "
            f"there, {self.pieces:,} texts stand where their offsets and hashes say"
        )
        if not self.whole:
            faults = "a fault" if len(self.faults) == 1 else f"{len(self.faults):,} faults"
            return f"{self.folder} is not whole: {faults}; {seen}."
        made = f" Made {self.created} by Parallax {self.version}." if self.created else ""
        return f"{self.folder} is whole: {seen}.{made}"

"""What a format of export is (pure).

A format is handed its tables' rows in batches, in the order of schema.TABLES. Some write a file a
table; one that writes a document (a graph, a page, a feed) says which tables it is made of, keeps
their rows on the disk (spool.py), and writes it when it is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Protocol

from compare.export.columns import Table

Record = Mapping[str, str | int | float | Sequence[str] | None]
Value = str | int | float | datetime | Sequence[str] | Sequence[Record] | None
Row = Mapping[str, Value]
"""Column → value, every column of the table: times aware, no lone surrogates, floats finite."""


class Writer(Protocol):
    """One format's files while they are being written."""

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """The next rows of a table that was opened, or that its document is made of."""


class Format(Protocol):
    """One format; registered in formats.py."""

    @property
    def name(self) -> str:
        """As --format names it."""

    @property
    def meaning(self) -> str:
        """One sentence for the dictionary: how it writes each type."""

    @property
    def tabular(self) -> bool:
        """Whether it writes a file a table; else it writes a document, made of several."""

    @property
    def reads(self) -> tuple[Table, ...]:
        """The tables that its document is made of, whatever was chosen; none when tabular."""

    @property
    def newest(self) -> int | None:
        """How many events at most its document tells of, the newest; None when of all."""

    def open(self, folder: Path, tables: Sequence[Table]) -> AbstractContextManager[Writer]:
        """Start the files of these tables, empty ones too; leaving ends and closes them."""


@contextmanager
def open_files(folder: Path, tables: Sequence[Table], suffix: str) -> Iterator[dict[str, IO[str]]]:
    """A UTF-8 file for each table, with line ends as they are written: table name → file."""
    with ExitStack() as files:
        yield {
            table.name: files.enter_context(
                (folder / f"{table.name}.{suffix}").open("w", encoding="utf-8", newline="")
            )
            for table in tables
        }


def iso(time: datetime) -> str:
    """2025-10-04T14:10:00Z"""
    return time.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


_SURROGATE = re.compile("[\ud800-\udfff]")


def sound(text: str) -> str:
    """Half a surrogate pair is no character: U+FFFD in its place, so that offsets stay."""
    return _SURROGATE.sub("\ufffd", text)

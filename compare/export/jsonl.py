"""JSON Lines: one object a line, keys in the order of the columns (pure but for its files)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from compare.export.columns import Table
from compare.export.format import Row, Writer, iso, open_files

_BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}
"""Line ends to Unicode but not to JSON: escaped, so that no reader splits a line at them."""


class JsonLines:
    """UTF-8, one object a line, ended by a line feed."""

    name = "jsonl"
    meaning = (
        "UTF-8, one JSON object a line, keys in the order of the columns. A time is a text in "
        "ISO 8601 that ends in Z; what is missing is null."
    )
    tabular = True
    reads: tuple[Table, ...] = ()
    newest = None

    @contextmanager
    def open(self, folder: Path, tables: Sequence[Table]) -> Iterator[Writer]:
        with open_files(folder, tables, "jsonl") as files:
            yield _Lines(files)


class _Lines:
    def __init__(self, files: Mapping[str, IO[str]]) -> None:
        self._files = files

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        names = table.names
        self._files[table.name].writelines(line(row, names) for row in rows)


def line(row: Row, names: Sequence[str]) -> str:
    """One row as it stands in the file."""
    fields = {name: row[name] for name in names}
    text = json.dumps(fields, ensure_ascii=False, allow_nan=False, default=_time)
    return text.translate(_BREAKS) + "\n"


def _time(value: object) -> str:
    if isinstance(value, datetime):
        return iso(value)
    raise TypeError(f"no JSON for {value!r}")

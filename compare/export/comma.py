"""CSV by RFC 4180 (pure but for its files); not named csv, which is the standard library's.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which the
spreadsheet shows as text. Nothing is lost: the apostrophe can be told from the text's own.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from compare.export.columns import Table
from compare.export.format import Row, Value, Writer, iso, open_files

_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""Full-width signs too: East Asian editions of spreadsheets take them for the plain ones."""


class CommaSeparated:
    """UTF-8 without byte order mark, a header line, lines ended by CR LF."""

    name = "csv"
    meaning = (
        "RFC 4180: UTF-8 without byte order mark, a header line, lines ended by CR LF; line feeds "
        "within a quoted cell belong to the text. A list or a list of records is a JSON text, a "
        "time is ISO 8601 and ends in Z, a boolean is true or false, and what is missing is an "
        "empty cell. A text cell that "
        "begins with =, +, -, @ (also full-width), tab, CR or LF, or with apostrophes and then "
        "one of these, has one apostrophe more in front than the text; take it off before "
        "counting offsets. Numbers have none."
    )
    tabular = True
    reads: tuple[Table, ...] = ()
    newest = None

    @contextmanager
    def open(self, folder: Path, tables: Sequence[Table]) -> Iterator[Writer]:
        with open_files(folder, tables, "csv") as files:
            yield _Cells(files, tables)


class _Cells:
    def __init__(self, files: Mapping[str, IO[str]], tables: Sequence[Table]) -> None:
        self._writers = {name: csv.writer(file) for name, file in files.items()}
        for table in tables:
            self._writers[table.name].writerow(table.names)

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        names = table.names
        self._writers[table.name].writerows([cell(row[name]) for name in names] for row in rows)


def cell(value: Value) -> str | int | float | None:
    """A value as the csv module takes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, datetime):
        return iso(value)
    return json.dumps(value, ensure_ascii=False)


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def original(text: str) -> str:
    """The text that `neutral` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text

"""The rows of an export's files, read as they were written: a few in memory at a time.

A line or a cell is limited, so that a file of something else cannot fill the memory.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from compare.export.columns import Column, Table
from compare.export.comma import original
from compare.export.parquet import parquet_rows

_LONGEST = 2**28
"""Characters of a cell and bytes of a line: many times the longest article."""

Read = Mapping[str, Any]


class UnreadableError(Exception):
    """What a file holds is not what its format says, in words."""


def read_rows(path: Path, table: Table, form: str) -> Iterator[Read]:
    """The rows, with those columns of the table that the file has. Times stay as they stand.

    Raises UnreadableError where a row is none, naming it, and OSError.
    """
    return READERS[form](path, table)


def _jsonl(path: Path, table: Table) -> Iterator[Read]:
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(_LONGEST), b""), 1):
            if not line.endswith(b"\n"):
                raise UnreadableError(f"breaks off in line {number}")
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise UnreadableError(f"has no JSON in line {number}") from error
            if not isinstance(row, dict):
                raise UnreadableError(f"has no object in line {number}")
            yield row


def _csv(path: Path, table: Table) -> Iterator[Read]:
    columns = {column.name: column for column in table.columns}
    csv.field_size_limit(_LONGEST)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            header = next(reader, [])
            for cells in reader:
                if len(cells) != len(header):
                    raise UnreadableError(f"has {len(cells)} cells in line {reader.line_num}")
                yield {
                    name: _value(cell, columns[name])
                    for name, cell in zip(header, cells, strict=True)
                    if name in columns
                }
        except (csv.Error, ValueError, RecursionError) as error:
            raise UnreadableError(f"is no CSV of ours at line {reader.line_num}") from error


def _value(cell: str, column: Column) -> Any:
    if column.type == "text":
        return original(cell) or (None if column.nullable else "")
    if not cell:
        return None
    return cell if column.type == "time" else json.loads(cell)


def _parquet(path: Path, table: Table) -> Iterator[Read]:
    try:
        yield from parquet_rows(path)
    except ValueError as error:
        raise UnreadableError(f"is no Parquet file ({error})") from error


READERS: Mapping[str, Callable[[Path, Table], Iterator[Read]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
}
"""Format → its reader, for every format that writes tables."""

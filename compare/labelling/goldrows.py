"""Files of labels → records: tables, JSON and JSON Lines, as the importers read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from compare.errors import LabelError
from crawler.errors import ImportFileError
from crawler.imports.items import BadRecord
from crawler.imports.json_file import JsonFile, read_objects
from crawler.imports.jsonl import JsonLines, read_values
from crawler.imports.opening import DamagedError
from crawler.imports.registry import reader_of
from crawler.imports.tablelines import TableLines, UnreadableLineError, open_table
from crawler.imports.tablerows import first_line, no_header, rows_of

Record = tuple[str, Mapping[str, Any] | BadRecord]
"""Where it stands ("line 3"), and column or field → value."""


def records_of(path: Path) -> Iterator[Record]:
    """The file's records in its order, one at a time; a BadRecord for each that cannot be read.

    Raises LabelError for a file that cannot be opened, ImportFileError for a table without a
    header.
    """
    try:
        for where, value in _reader(path)(path):
            if isinstance(value, Mapping | BadRecord):
                yield where, value
            else:
                yield where, BadRecord(where=where, problem="is not a JSON object")
    except OSError as error:
        raise LabelError(
            str(path), f"cannot be read ({error.strerror or error})", "check its name"
        ) from error


def _reader(path: Path) -> Callable[[Path], Iterator[tuple[str, Any]]]:
    """As the importers tell files apart; what none of them knows may be a table."""
    try:
        kind = reader_of(path).name
    except ImportFileError:
        return _table
    return {JsonLines.name: _json_lines, JsonFile.name: _objects}.get(kind, _table)


def _json_lines(path: Path) -> Iterator[tuple[str, Any]]:
    yield from read_values(path, lambda _: None)


def _objects(path: Path) -> Iterator[tuple[str, Any]]:
    for where, _, value in read_objects(path, lambda _: None):
        yield where, value


def _table(path: Path) -> Iterator[tuple[str, Any]]:
    with open_table(path, lambda _: None) as text:
        try:
            yield from _cells(text, str(path))
        except DamagedError as error:
            yield "", BadRecord(where="", problem=f"{error.problem}; the rest is lost")


def _cells(text: TextIO, resource: str) -> Iterator[tuple[str, Any]]:
    lines = TableLines(text)
    try:
        blank, first = first_line(lines)
    except UnreadableLineError as error:
        raise no_header(resource, error) from error
    if not first:
        return
    header, rows = rows_of(lines, first, resource, before=blank)
    for where, row in rows:
        yield where, row if isinstance(row, BadRecord) else dict(zip(header, row, strict=True))

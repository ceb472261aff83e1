"""The rows of a table under the names in its first line (pure)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crawler.errors import ImportFileError
from crawler.imports.columns import delimiter_of
from crawler.imports.items import BadRecord
from crawler.imports.tablelines import LONGEST_CELL, TableLines, UnreadableLineError

if TYPE_CHECKING:
    from _csv import Reader

Row = tuple[str, list[str] | BadRecord]
"""Where it stands ("line 3"), and its cells, as many as the header has; or why it has none."""


def first_line(lines: TableLines) -> tuple[int, str]:
    """How many blank lines come first, and the line after them; "" when there is none.

    Raises UnreadableLineError.
    """
    before = 0
    for line in lines:
        if line.strip():
            return before, line
        before += 1
    return before, ""


def rows_of(
    lines: TableLines, first: str, resource: str, *, before: int = 0
) -> tuple[list[str], Iterator[Row]]:
    """The header, and each row behind it that is not blank, in order.

    first: the header's line, which was read already; before: the blank lines before it. Raises
    ImportFileError, which names the resource, where the header is no row of CSV.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines.back(first)
    rows = csv.reader(lines, delimiter=delimiter_of(first))
    try:
        header = next(rows)
    except csv.Error as error:
        raise no_header(resource, error) from error
    return header, _rows(rows, lines, len(header), before)


def no_header(resource: str, error: csv.Error) -> ImportFileError:
    """What is told of a file whose first line names no columns."""
    return ImportFileError(
        resource, f"is not CSV (its first line: {error})", "give a table with a header"
    )


def _rows(rows: Reader, lines: TableLines, width: int, before: int) -> Iterator[Row]:
    while True:
        where = f"line {before + lines.unreadable + rows.line_num + 1}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except UnreadableLineError as error:
            yield where, BadRecord(where=where, problem=str(error))
            continue
        except csv.Error as error:
            yield where, BadRecord(where=where, problem=f"is not CSV ({error})")
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) == width:
            yield where, row
        else:
            problem = f"has {len(row)} cells where the header has {width}"
            yield where, BadRecord(where=where, problem=problem)

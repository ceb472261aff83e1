"""CSV and TSV → articles, or pages to crawl where there are addresses and no texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from crawler.extraction.bylines import split_names
from crawler.imports.columns import columns_of
from crawler.imports.gkg import is_gkg, read_gkg
from crawler.imports.items import BadRecord, How, Item
from crawler.imports.listing import listed
from crawler.imports.opening import DamagedError
from crawler.imports.record import read_record
from crawler.imports.tablelines import TableLines, UnreadableLineError, open_table
from crawler.imports.tablerows import first_line, no_header, rows_of


class CommaSeparated:
    """Tables whose first line names the columns; and GDELT's GKG, which has no such line."""

    name = "csv"
    suffixes = (".csv", ".tsv")

    def recognises(self, head: bytes) -> bool:
        return False  # nothing but the name tells a table from a text

    def read(self, path: Path, how: How, tell: Callable[[int], None]) -> Iterator[Item]:
        with open_table(path, tell) as text:
            try:
                yield from read_rows(text, str(path), how)
            except DamagedError as error:
                yield BadRecord(where="", problem=f"{error.problem}; the rest is lost")


def read_rows(stream: TextIO, resource: str, how: How) -> Iterator[Item]:
    """One item for each row that is not blank, in order; `resource` names the file in errors.

    Raises ImportFileError when the columns cannot be told.
    """
    lines = TableLines(stream)
    try:
        blank, first = first_line(lines)
    except UnreadableLineError as error:
        raise no_header(resource, error) from error
    if not first:
        return
    if is_gkg(first):
        yield from read_gkg(_numbered(first, lines, blank + 1))
        return
    header, rows = rows_of(lines, first, resource, before=blank)
    places = columns_of(header, how, resource)
    for where, row in rows:
        yield (
            row
            if isinstance(row, BadRecord)
            else _item({name: row[place] for name, place in places.items()}, where, how)
        )


def _item(cells: Mapping[str, str], where: str, how: How) -> Item:
    record = {name: _cell(name, cell) for name, cell in cells.items()}
    url = record.get("url")
    if url is None and not {"text", "html"} & record.keys():
        return BadRecord(where=where, problem="names no address")
    if url is not None and not any((record.get(name) or "").strip() for name in ("text", "html")):
        return listed(where, url, title=record.get("title"), published=record.get("published"))
    named = record.get("outlet")
    declared = how.identities.named(named.strip()) if named else None
    if declared is not None:
        record["outlet"] = declared.name
    elif named is None and how.outlet is None and url:
        record["outlet"] = how.identities.of(url).name
    return read_record(record, where, now=how.now, outlet=how.outlet, day_first=how.day_first)


def _cell(name: str, cell: str) -> Any:
    if name in ("text", "html"):
        return cell if cell.strip() else (None if name == "html" else cell)
    if not cell.strip():
        return None
    if name != "authors":
        return cell
    if cell.lstrip().startswith("["):
        try:
            found = json.loads(cell)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return found
    return split_names(cell)


def _numbered(first: str, rest: TableLines, number: int) -> Iterator[tuple[int, str]]:
    yield number, first
    while True:
        number += 1
        try:
            line = next(rest)
        except StopIteration:
            return
        except UnreadableLineError:
            line = "?"  # told as a line that is none
        yield number, line

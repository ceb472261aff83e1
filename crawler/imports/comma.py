"""CSV and TSV → articles."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from crawler.errors import ImportFileError
from crawler.extraction.bylines import split_names
from crawler.imports.items import BadRecord, How, Item
from crawler.imports.opening import DamagedError, head_of, open_binary
from crawler.imports.record import FIELDS, read_record
from crawler.texts import clean_line

LONGEST_CELL = 20_000_000
"""Characters."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    "outlet": ("outlet", "publication", "source", "publisher", "source_name", "domain", "site"),
    "url": ("url", "link", "article_url", "address"),
    "title": ("title", "headline"),
    "text": ("text", "content", "body", "maintext", "article", "article_text", "plaintext"),
    "html": ("html",),
    "published": (
        "published", "date", "publish_date", "date_publish", "publishing_date", "published_at",
        "pubdate", "datetime", "publication_date",
    ),
    "modified": ("modified", "date_modify", "updated", "updated_at"),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang"),
}  # fmt: skip


class CommaSeparated:
    """Tables whose first line names the columns."""

    name = "csv"
    suffixes = (".csv", ".tsv")

    def recognises(self, head: bytes) -> bool:
        return False  # nothing but the name tells a table from a text

    def read(self, path: Path, how: How, tell: Callable[[int], None]) -> Iterator[Item]:
        head = head_of(path)
        encoding = encoding_of(head, whole=len(head) < 1 << 16)
        with open_binary(path, tell) as file:
            text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
            try:
                yield from read_rows(text, str(path), how)
            except DamagedError as error:
                yield BadRecord(where="", problem=f"{error.problem}; the rest is lost")


def encoding_of(head: bytes, *, whole: bool) -> str:
    """UTF-16 with its mark, UTF-8 where it is valid, else windows-1252."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(head, final=whole)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8-sig"


def read_rows(stream: Iterable[str], resource: str, how: How) -> Iterator[Item]:
    """One item for each row that is not blank, in order; `resource` names the file in errors.

    Raises ImportFileError when the columns cannot be told.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = (line.replace("\x00", "") for line in stream)
    first = next((line for line in lines if line.strip()), "")
    if not first:
        return
    delimiter = delimiter_of(first)
    rows = csv.reader(_chain(first, lines), delimiter=delimiter)
    try:
        header = next(rows)
    except csv.Error as error:
        raise ImportFileError(resource, f"is not CSV ({error})") from error
    places = columns_of(header, how, resource)
    while True:
        where = f"line {rows.line_num + 1}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRecord(where=where, problem=f"is not CSV ({error})")
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            yield BadRecord(
                where=where, problem=f"has {len(row)} cells where the header has {len(header)}"
            )
            continue
        record = {name: _cell(name, row[place]) for name, place in places.items()}
        yield read_record(record, where, outlet=how.outlet)


def delimiter_of(header: str) -> str:
    """What separates the names in the header: the mark that stands most often outside quotes."""
    bare = "".join(header.split('"')[::2])
    return max(",\t;|", key=bare.count)


def columns_of(header: Sequence[str], how: How, resource: str) -> dict[str, int]:
    """Our field → its column, by --map and else by the names that are usual.

    Raises ImportFileError, with the names that stand there, when text or outlet are not found.
    """
    names = [clean_line(cell).casefold().replace(" ", "_") for cell in header]
    exact = [clean_line(cell) for cell in header]
    there = ", ".join(cell[:40] for cell in exact[:20]) or "none"
    places: dict[str, int] = {}
    for name in FIELDS:
        wanted = how.columns.get(name)
        if wanted is not None:
            if wanted not in exact:
                raise ImportFileError(
                    resource,
                    f"has no column '{wanted}' (its columns: {there})",
                    f"give --map {name}=COLUMN with one of these",
                )
            places[name] = exact.index(wanted)
            continue
        usual = [one for one in _NAMES[name] if one in names]
        if usual:
            places[name] = names.index(usual[0])
    if how.outlet is not None and "outlet" not in how.columns:
        places.pop("outlet", None)
    for name, mend in (
        ("text", "--map text=COLUMN"),
        ("outlet", "--map outlet=COLUMN, or --outlet NAME for a file of one outlet"),
    ):
        if name in places or (name == "text" and "html" in places):
            continue
        if name == "outlet" and how.outlet is not None:
            continue
        raise ImportFileError(
            resource, f"has no column for '{name}' (its columns: {there})", f"give {mend}"
        )
    return places


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


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest

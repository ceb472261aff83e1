"""Labels that people made elsewhere: files that say which articles report one event."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compare.errors import LabelError
from crawler.imports.columns import delimiter_of, plain
from crawler.imports.items import BadRecord
from crawler.imports.json_file import read_objects
from crawler.imports.jsonl import read_values
from crawler.imports.opening import DamagedError, head_of
from crawler.imports.tablelines import (
    LONGEST_CELL,
    TableLines,
    UnreadableLineError,
    open_table,
)
from crawler.texts import clean_line
from crawler.urls import canonical_url

ARTICLE = ("url", "link", "article_url", "address", "article_id")
"""What fields that name an article are usually called, the best first."""
EVENT = ("event", "gold_event", "event_id", "story", "story_id", "cluster", "cluster_id")
"""And those that name its event."""
_TABLES = (".csv", ".tsv", ".txt")
_SHOWN = 60


@dataclass(frozen=True, kw_only=True)
class Gold:
    """What the files say."""

    events: Mapping[str, str]
    # article (its id, or its canonical address) → event
    faults: tuple[str, ...]
    # a sentence for each row that could not be read or contradicts another
    blank: int
    # rows that name no event


class _NoFieldError(ValueError):
    """A record without the field that names its article or its event."""


Row = tuple[str, Any]
"""Where it stands, and the record: column or field → value; or a BadRecord."""


def read_gold(
    paths: Sequence[Path], *, article: str | None = None, event: str | None = None
) -> Gold:
    """Read labels; article, event: the names of the columns or fields, else the usual ones.

    CSV and TSV by their name, else JSON or JSON Lines; gzipped or not. A row that cannot be read is
    named in `faults`, and the others count; an article of which two events are told takes no part.
    Raises LabelError for a file that cannot be read at all, or whose first record has no such
    field.
    """
    found: dict[str, str | None] = {}
    # None: contradicted
    faults: list[str] = []
    blank = 0
    for path in paths:
        for number, (where, record) in enumerate(_rows(path)):
            place = f"{path}, {where}" if where else str(path)
            if isinstance(record, BadRecord):
                faults.append(f"{place}: {record.problem}.")
                continue
            try:
                names = _names(record, article, event)
                key, label = _article(record, names[0]), _event(record, names[1])
            except _NoFieldError as error:
                if not number:
                    # As good as all: one sentence says it.
                    raise LabelError(str(path), *error.args) from error
                faults.append(f"{place}: {error.args[0]}.")
                continue
            except ValueError as error:
                faults.append(f"{place}: {error}.")
                continue
            if not label:
                blank += 1
            elif found.setdefault(key, label) != label:
                faults.append(
                    f"{place}: {_short(key)} was in another event before, so it takes no part; "
                    "keep one of the rows."
                )
                found[key] = None
    events = {key: label for key, label in found.items() if label is not None}
    return Gold(events=events, faults=tuple(faults), blank=blank)


def _names(record: Mapping[str, Any], article: str | None, event: str | None) -> tuple[str, str]:
    """The fields of this record that name the article and the event."""
    there = {plain(str(name)): str(name) for name in record}
    chosen = []
    for what, asked, usual in (("article", article, ARTICLE), ("event", event, EVENT)):
        wanted = (plain(asked),) if asked else usual
        name = next((there[one] for one in wanted if one in there), None)
        if name is None:
            shown = ", ".join(name[:30] for name in list(there.values())[:12]) or "none"
            option = "--url" if what == "article" else "--event"
            raise _NoFieldError(
                f"has no field '{asked or usual[0]}' (its fields: {shown})",
                f"name the one that says the {what} with {option}",
            )
        chosen.append(name)
    return chosen[0], chosen[1]


def _article(record: Mapping[str, Any], name: str) -> str:
    value = record[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"'{name}' is neither an address nor an article's id")
    # What is no address is an id as the export has it.
    return canonical_url(value) or value.strip()


def _event(record: Mapping[str, Any], name: str) -> str:
    """The event's name; empty where the row gives none."""
    value = record[name]
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"'{name}' is no name of an event")
    return clean_line(str(value))


def _rows(path: Path) -> Iterator[Row]:
    try:
        yield from _kind(path)(path)
    except OSError as error:
        raise LabelError(
            str(path), f"cannot be read ({error.strerror or error})", "check its name"
        ) from error


def _kind(path: Path) -> Callable[[Path], Iterator[Row]]:
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    if suffixes and suffixes[-1] in _TABLES:
        return _table
    return (
        _objects if head_of(path).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") else _json_lines
    )


def _json_lines(path: Path) -> Iterator[Row]:
    for where, value in read_values(path, lambda _: None):
        yield where, _record(value, where)


def _objects(path: Path) -> Iterator[Row]:
    for where, _, value in read_objects(path, lambda _: None):
        yield where, _record(value, where)


def _record(value: Any, where: str) -> Any:
    if isinstance(value, Mapping | BadRecord):
        return value
    return BadRecord(where=where, problem="is not a JSON object")


def _table(path: Path) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    with open_table(path, lambda _: None) as text:
        lines = TableLines(text)
        try:
            first = next((line for line in lines if line.strip()), "")
            lines.back(first)
            rows = csv.reader(lines, delimiter=delimiter_of(first))
            header = next(rows, [])
        except csv.Error as error:
            raise LabelError(
                str(path), f"is not CSV (its first line: {error})", "give a table with a header"
            ) from error
        try:
            while (row := _next(rows)) is not None:
                where = f"line {rows.line_num}"
                if isinstance(row, str):
                    yield where, BadRecord(where=where, problem=row)
                elif any(cell.strip() for cell in row):
                    yield where, dict(zip(header, row, strict=False))
        except DamagedError as error:
            yield "", BadRecord(where="", problem=f"{error.problem}; the rest is lost")


def _next(rows: Iterator[list[str]]) -> list[str] | str | None:
    """The next row, why it is none, or None at the end."""
    try:
        return next(rows, None)
    except (UnreadableLineError, csv.Error) as error:
        return str(error)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

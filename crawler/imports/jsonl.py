"""JSON Lines → articles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from crawler.imports.dialects import read_object
from crawler.imports.items import BadRecord, How, Item
from crawler.imports.opening import DamagedError, open_binary

LONGEST_LINE = 20_000_000
"""Bytes; a longer line is not an article."""


class JsonLines:
    """One JSON object a line: Parallax's own contract, or as news-please or fundus write one."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def recognises(self, head: bytes) -> bool:
        first, newline, rest = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
        if not first.startswith(b"{") or not newline or not rest.lstrip().startswith(b"{"):
            return False
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return False
        return True

    def read(self, path: Path, how: How, tell: Callable[[int], None]) -> Iterator[Item]:
        for where, value in read_values(path, tell):
            yield value if isinstance(value, BadRecord) else read_object(value, where, how)


def read_lines(lines: Iterable[bytes], how: How) -> Iterator[Item]:
    """One item for each line that is not blank, in order."""
    for where, value in _values(lines):
        yield value if isinstance(value, BadRecord) else read_object(value, where, how)


def read_values(path: Path, tell: Callable[[int], None]) -> Iterator[tuple[str, Any]]:
    """(where it stands, JSON value) of each line that is not blank; a BadRecord for one that
    cannot be read. Raises OSError."""
    with open_binary(path, tell) as file:
        try:
            yield from _values(_lines(file))
        except DamagedError as error:
            yield "", BadRecord(where="", problem=f"{error.problem}; the rest is lost")


def _values(lines: Iterable[bytes]) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"line {number}"
        try:
            yield where, _value(line)
        except ValueError as error:
            yield where, BadRecord(where=where, problem=str(error))


def _value(line: bytes) -> Any:
    if len(line) > LONGEST_LINE:
        raise ValueError(f"is longer than {LONGEST_LINE:,} bytes")
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("is not UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"is not JSON ({error})") from error


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The file's lines; of one that is too long only the beginning, however long it is."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)

"""The lines of a table, whatever it is encoded in and however long they are."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Self, TextIO

from crawler.imports.opening import DamagedError, open_binary

LONGEST_CELL = 20_000_000
"""Characters; a longer line is none of a table of articles."""
_CHUNK = 1 << 20
_ESCAPED = re.compile("[\udc80-\udcff]")
"""What "surrogateescape" makes of a byte that is not UTF-8."""


class UnreadableLineError(csv.Error):
    """A line that cannot be read as text; the next one can. Parsers hand it on as it is."""


class TableLines:
    """Lines of text without NUL; raises UnreadableLineError for one that is no text or too long.

    Unlike a file it can be asked for the next line after such an error.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._again: list[str] = []
        self.unreadable = 0
        # lines so far

    def back(self, line: str) -> None:
        """Hand this line out next."""
        self._again.append(line)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if self._again:
            return self._again.pop()
        line = self._stream.readline(LONGEST_CELL + 1)
        if not line:
            raise StopIteration
        if len(line) > LONGEST_CELL:
            while line and not line.endswith("\n"):
                line = self._stream.readline(_CHUNK)
            self.unreadable += 1
            raise UnreadableLineError(f"is longer than {LONGEST_CELL:,} characters")
        if _ESCAPED.search(line):
            self.unreadable += 1
            raise UnreadableLineError(
                "has a byte that is not UTF-8, as the rest of the file is; save it all as UTF-8"
            )
        return line.replace("\x00", "")


def open_table(path: Path, tell: Callable[[int], None]) -> io.TextIOWrapper:
    """The file as text, with bytes that its encoding lacks as lone surrogates; raises OSError.

    Reading raises DamagedError where compressed data is damaged.
    """
    encoding = _encoding_of(path)
    errors = "replace" if encoding == "windows-1252" else "surrogateescape"
    return io.TextIOWrapper(
        open_binary(path, tell),
        encoding,
        errors="replace" if encoding == "utf-16" else errors,
        newline="",
    )


def _encoding_of(path: Path) -> str:
    """UTF-16 with its mark; windows-1252 where more bytes above ASCII are no UTF-8 than are."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    sound = escaped = 0
    with open_binary(path, lambda _: None) as file:
        try:
            if file.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                return "utf-16"
            while chunk := file.read(_CHUNK):
                text = decoder.decode(chunk)
                if not text.isascii():
                    bad = len(_ESCAPED.findall(text))
                    escaped += bad
                    sound += len(text) - len(text.encode("ascii", "ignore")) - bad
        except DamagedError:
            pass  # what can be read decides
    return "windows-1252" if escaped > sound else "utf-8-sig"

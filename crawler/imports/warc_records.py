"""WARC files → records, going on behind damage; the only module that imports warcio.

warcio's own iterator is not used: it silently ends at a damaged gzip member, prints to standard
error, refuses files that are one gzip member, and reads header lines of any length.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import brotli
from warcio.bufferedreaders import ChunkedDataReader
from warcio.statusandheaders import (
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from crawler.imports.opening import GZIP, Counted, DamagedError, Inflated

LONGEST_PAGE = 20_000_000
"""Bytes, as in a crawl; a longer page is skipped."""
_LONGEST_HEADERS = 64 * 1024
_CHUNK = 1 << 16
_RECORD = b"WARC/"


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record's headers and what it holds."""

    offset: int
    # where it, or the gzip member that holds it, begins in the file, in bytes
    headers: StatusAndHeaders
    body: bytes
    # at most LONGEST_PAGE and its headers; the rest of a longer one is not read into memory
    length: int
    # bytes that it says it has


@dataclass(frozen=True, kw_only=True)
class Damage:
    """A place that could not be read; reading goes on behind it where possible."""

    offset: int
    problem: str


@dataclass(frozen=True, kw_only=True)
class Response:
    """What a web server answered."""

    status: str
    headers: StatusAndHeaders
    body: bytes

    def all(self, name: str) -> tuple[str, ...]:
        """Every header of this name, lower case."""
        return tuple(value for key, value in self.headers.headers if key.lower() == name)


def read_records(path: Path, tell: Callable[[int], None]) -> Iterator[Record | Damage]:
    """All records in the file's order; raises OSError when the file cannot be read."""
    with path.open("rb") as file:
        zipped = file.read(3) == GZIP
        offset: int | None = 0
        while offset is not None:
            file.seek(offset)
            counted = io.BufferedReader(Counted(file, tell, outlived=True), _CHUNK)
            inflated = Inflated(counted, offset) if zipped else None
            stream = io.BufferedReader(inflated, _CHUNK) if inflated else counted
            try:
                yield from _Framing(stream, inflated, offset).records()
                return
            except DamagedError as error:
                yield Damage(offset=error.offset, problem=error.problem)
                offset = _next_member(file, error.offset + 1)


class _Framing:
    """Finds where records begin and end."""

    def __init__(self, stream: BinaryIO, inflated: Inflated | None, offset: int) -> None:
        self._stream = stream
        self._inflated = inflated
        self._read = offset

    def records(self) -> Iterator[Record | Damage]:
        lost = False
        while line := self._line():
            if not line.strip():
                continue
            offset = self._offset(line)
            if not line.startswith(_RECORD):
                if not lost:
                    yield Damage(offset=offset, problem="no WARC record begins here")
                lost = True
                continue
            lost = False
            item = self._record(line, offset)
            yield item
            if isinstance(item, Damage) and item.problem.startswith("the file ends"):
                return

    def _record(self, line: bytes, offset: int) -> Record | Damage:
        lines, size = [line], len(line)
        while (more := self._line()).strip():
            lines.append(more)
            size += len(more)
            if size > _LONGEST_HEADERS:
                return Damage(offset=offset, problem="a record's headers are too long")
        headers = _headers(b"".join(lines), ["WARC/"])
        length = (headers.get_header("Content-Length") or "").strip() if headers else ""
        if headers is None or not (length.isascii() and length.isdigit() and len(length) < 16):
            return Damage(offset=offset, problem="a record does not say how long it is")
        wanted = min(int(length), LONGEST_PAGE + _LONGEST_HEADERS)
        body = self._take(wanted)
        if len(body) == wanted and self._skip(int(length) - wanted):
            return Record(offset=offset, headers=headers, body=body, length=int(length))
        return Damage(offset=offset, problem="the file ends in the middle of a record")

    def _line(self) -> bytes:
        line = self._stream.readline(_LONGEST_HEADERS)
        self._read += len(line)
        return line

    def _offset(self, line: bytes) -> int:
        return self._inflated.start if self._inflated else self._read - len(line)

    def _take(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._read += len(data)
        return data

    def _skip(self, size: int) -> bool:
        while size and (data := self._take(min(size, _CHUNK))):
            size -= len(data)
        return size == 0


def _headers(block: bytes, first: list[str]) -> StatusAndHeaders | None:
    try:
        return StatusAndHeadersParser(first).parse(io.BytesIO(block))
    except (StatusAndHeadersParserException, EOFError, ValueError):
        return None


def _next_member(file: BinaryIO, start: int) -> int | None:
    """Where the next gzip member that holds a record begins, at or behind `start`."""
    file.seek(start)
    position, window = start, file.read(_CHUNK)
    while len(window) >= len(GZIP):
        at = window.find(GZIP)
        if at < 0:
            keep = len(GZIP) - 1
            position += len(window) - keep
            window = window[-keep:] + file.read(_CHUNK)
            if len(window) == keep:
                return None
            continue
        file.seek(position + at)
        try:
            if zlib.decompressobj(31).decompress(file.read(4096), 16).startswith(_RECORD):
                return position + at
        except zlib.error:
            pass
        position += at + 1
        file.seek(position)
        window = file.read(_CHUNK)
    return None


def response_of(block: bytes) -> Response | None:
    """An HTTP answer as it came over the wire; None when it is none."""
    headers = _headers(block[:_LONGEST_HEADERS], ["HTTP/"])
    if headers is None:
        return None
    start = min(
        (at + len(end) for end in (b"\r\n\r\n", b"\n\n") if (at := block.find(end)) >= 0),
        default=len(block),
    )
    # split_prefix leaves the version's digits: "1.1 200 OK".
    status = next((word for word in headers.statusline.split() if word.isdigit()), "")
    return Response(status=status, headers=headers, body=block[start:])


def decoded(response: Response, limit: int = LONGEST_PAGE) -> bytes:
    """The page without transfer and content encoding.

    Raises ValueError when it is longer than `limit` bytes, damaged, or in an unknown encoding.
    """
    body = response.body
    if any("chunked" in value.lower() for value in response.all("transfer-encoding")):
        body = ChunkedDataReader(io.BytesIO(body)).read()
    encodings = ",".join(response.all("content-encoding")).lower().split(",")
    for encoding in reversed([one.strip() for one in encodings]):
        body = _decoded(body, encoding, limit)
    return body


def _decoded(body: bytes, encoding: str, limit: int) -> bytes:
    if encoding in ("", "identity", "utf-8") or body[:1] == b"<":
        return body  # archives often keep the header of what they have decoded
    try:
        if encoding in ("gzip", "x-gzip"):
            found = zlib.decompressobj(31).decompress(body, limit + 1)
        elif encoding == "deflate":
            wrapped = body[:1] == b"\x78"
            found = zlib.decompressobj(15 if wrapped else -15).decompress(body, limit + 1)
        elif encoding == "br":
            found = brotli.Decompressor().process(body, output_buffer_limit=limit + 1)
        else:
            raise ValueError(f"its encoding {encoding[:20]!r} is not understood")
    except (zlib.error, brotli.error) as error:
        raise ValueError(f"its {encoding} encoding is damaged") from error
    if len(found) > limit:
        raise ValueError(f"is longer than {limit:,} bytes when decompressed")
    return bytes(found)

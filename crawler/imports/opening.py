"""Files, gzipped or not, as streams that say how far they are and where they are damaged."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

GZIP = b"\x1f\x8b\x08"
_CHUNK = 1 << 16


class DamagedError(Exception):
    """Compressed data that cannot be read on."""

    def __init__(self, problem: str, offset: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset
        # where the damaged gzip member begins in the file, in bytes


class Counted(io.RawIOBase):
    """A file that tells how many bytes were read of it."""

    def __init__(
        self, file: BinaryIO, tell: Callable[[int], None], *, outlived: bool = False
    ) -> None:
        self._file = file
        self._tell = tell
        self._outlived = outlived
        # whether the file stays open when this is closed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._tell(len(data))
        return len(data)

    def close(self) -> None:
        if not self._outlived:
            self._file.close()
        super().close()


class Inflated(io.RawIOBase):
    """The content of a gzip file with any number of members.

    Unlike gzip.GzipFile it says in which member the damage is, so that a reader can go on behind
    it, and never holds more than a chunk, whatever the ratio of compression.
    """

    def __init__(self, file: BinaryIO, offset: int = 0) -> None:
        self._file = file
        self._position = offset
        self._waiting = b""
        self._member: Any = None
        self.start = offset
        # of the member being read, in the file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while True:
            ended = not self._waiting and not self._refill()
            if self._member is None:
                if ended:
                    return 0
                # Some writers pad with zeros between members.
                self._waiting = self._waiting.lstrip(b"\x00")
                if not self._waiting:
                    continue
                self.start = self._position - len(self._waiting)
                self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
            elif ended:
                raise DamagedError("the compressed data ends in the middle", self.start)
            try:
                data = self._member.decompress(self._waiting, len(buffer))
            except zlib.error as error:
                raise DamagedError(
                    f"the compressed data is damaged ({error})", self.start
                ) from error
            if self._member.eof:
                self._waiting = self._member.unused_data
                self._member = None
            else:
                self._waiting = self._member.unconsumed_tail
            if data:
                buffer[: len(data)] = data
                return len(data)

    def _refill(self) -> bool:
        self._waiting = self._file.read(_CHUNK)
        self._position += len(self._waiting)
        return bool(self._waiting)

    def close(self) -> None:
        self._file.close()
        super().close()


def open_binary(path: Path, tell: Callable[[int], None]) -> io.BufferedReader:
    """The file's bytes, decompressed when it is gzip by content; raises OSError.

    Reading raises DamagedError where the compressed data is damaged.
    """
    file = path.open("rb")
    counted = Counted(file, tell)
    if file.read(3) == GZIP:
        file.seek(0)
        return io.BufferedReader(Inflated(io.BufferedReader(counted)), _CHUNK)
    file.seek(0)
    return io.BufferedReader(counted, _CHUNK)


def head_of(path: Path, size: int = _CHUNK) -> bytes:
    """The beginning of the file, decompressed; b"" where nothing can be decompressed.

    Raises OSError.
    """
    with open_binary(path, lambda _: None) as file:
        try:
            return file.read1(size)
        except DamagedError:
            return b""

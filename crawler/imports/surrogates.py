r"""JSON without escapes of half a character (pure).

Python and JavaScript write half of a pair ("\ud83d" alone) where a text was cut in the middle of
one. yajl, which ijson reads with, ends at one kind of half and makes another character of the
other. No reader sees them: they are left out before.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_HIGH = rb"\\u[dD][89abAB][0-9a-fA-F]{2}"
_LOW = rb"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rb"(" + _HIGH + _LOW + rb")|" + _HIGH + rb"|" + _LOW + rb"|(\\.)", re.DOTALL)
"""Whole pairs and other escapes are groups; halves are not."""
_HALF = re.compile(_HIGH + rb"|" + _LOW)
_FIRST = re.compile(_HIGH)
_PAIR = 12
"""Bytes of two escapes."""


class WholeCharacters:
    """A stream of JSON as another one gives it, without halves of characters."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """At least a byte, until the end; now and then a little more than `size`."""
        while True:
            data = self._read(size)
            if not data:
                data, self._held = self._held, b""
                return _without_halves(data)
            data = self._held + data
            cut = _safe(data)
            data, self._held = data[:cut], data[cut:]
            if whole := _without_halves(data):
                return whole


def _without_halves(data: bytes) -> bytes:
    if not _HALF.search(data):
        return data
    return _ESCAPE.sub(lambda found: found[1] or found[2] or b"", data)


def _safe(data: bytes) -> int:
    """Up to where no escape, and no pair of them, may go on behind the end: all but a few bytes."""
    cut = data.find(b"\\", max(0, len(data) - _PAIR))
    if cut < 0:
        return len(data)
    if _is_escaped(data, cut):
        cut -= 1
    before = cut - _PAIR // 2
    if before >= 0 and _FIRST.match(data, before) and not _is_escaped(data, before):
        return before
    return cut


def _is_escaped(data: bytes, place: int) -> bool:
    """Whether the backslash at this place is what the one before it stands for."""
    head = data[:place]
    return (len(head) - len(head.rstrip(b"\\"))) % 2 == 1

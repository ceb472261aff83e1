"""A JSON file → the objects in it, one at a time; the only module that imports ijson."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ijson
from ijson.common import ObjectBuilder

from crawler.imports.dialects import read_object
from crawler.imports.items import BadRecord, How, Item
from crawler.imports.opening import DamagedError, open_binary
from crawler.imports.surrogates import WholeCharacters
from crawler.texts import clean_line

_LONGEST_OBJECT = 20_000_000
"""Bytes."""
_PARTS = frozenset(
    {"images", "topics", "authors", "body", "ld", "meta", "links", "videos", "concepts"}
    | {"categories", "extractedDates", "duplicateList", "location", "shares", "source"}
)
"""Fields of one article that may hold lists of objects: no groups of articles."""
_ANSWERS = frozenset({"articles", "recentActivityArticles", "results", "activity", "stories"})
"""What services' answers call the list of articles, or the object around it: no publishers."""


class JsonFile:
    """An article, a list of them, lists of them by publisher (fundus), or a service's answer."""

    name = "json"
    suffixes = (".json",)

    def recognises(self, head: bytes) -> bool:
        return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")

    def read(self, path: Path, how: How, tell: Callable[[int], None]) -> Iterator[Item]:
        for where, group, value in read_objects(path, tell):
            bad = isinstance(value, BadRecord)
            yield value if bad else read_object(value, where, how, group)


def read_objects(path: Path, tell: Callable[[int], None]) -> Iterator[tuple[str, str, Any]]:
    """(where it stands, name of its group or "", value) of each object; a BadRecord where the
    file cannot be read on. Raises OSError."""
    with open_binary(path, tell) as file:
        source = _Rationed(file)
        number = 0
        try:
            if file.peek(3)[:3] == b"\xef\xbb\xbf":
                file.read(3)
            for group, value in _objects(source):
                number += 1
                source.served()
                where = f"object {number}" + (f" of {clean_line(group)[:60]}" if group else "")
                yield where, group, value
            return
        except DamagedError as error:
            problem = error.problem
        except (ijson.JSONError, ValueError, RecursionError, AttributeError) as error:
            reason = clean_line(str(error))[:120] or type(error).__name__
            problem = f"is not JSON ({reason}); nothing behind it is read"
    where = f"object {number + 1}"
    yield where, "", BadRecord(where=where, problem=problem)


class _Rationed:
    """A stream that ends with an error when an object does not come to its end."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._whole = WholeCharacters(file.read1)
        self._left = _LONGEST_OBJECT

    def read(self, size: int = -1) -> bytes:
        data = self._whole.read(size if size >= 0 else 1 << 16)
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(f"longer than {_LONGEST_OBJECT:,} bytes")
        return data

    def served(self) -> None:
        self._left = _LONGEST_OBJECT


def _objects(source: _Rationed) -> Iterator[tuple[str, Any]]:
    """Each article with the name of its group ("" without one)."""
    events = ijson.basic_parse(source, use_float=True, multiple_values=True)
    for event, value in events:
        if event == "start_array":
            yield from (("", one) for one in _members(events))
        elif event == "start_map":
            yield from _top_object(events)
        else:
            yield "", value


def _members(events: Iterator[tuple[str, Any]]) -> Iterator[Any]:
    for event, value in events:
        if event == "end_array":
            return
        yield _built(event, value, events)


def _top_object(events: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    own: dict[str, Any] = {}
    groups, answer = 0, False
    for event, key in events:
        if event == "end_map":
            break
        event, value = next(events)
        if event == "start_map" and key in _ANSWERS:
            answer = True
            yield from _top_object(events)
            continue
        if event != "start_array" or key in _PARTS:
            own[key] = _built(event, value, events)
            continue
        groups += 1
        answer = answer or key in _ANSWERS
        strings = []
        for one in _members(events):
            if isinstance(one, dict):
                yield ("" if key in _ANSWERS else key), one
            else:
                strings.append(one)
        if strings:
            own[key] = strings
    # What else stands in an answer counts its pages.
    if not answer and (own or not groups):
        yield "", own


def _built(event: str, value: Any, events: Iterator[tuple[str, Any]]) -> Any:
    """The value that begins with this event."""
    builder = ObjectBuilder()
    builder.event(event, value)

    level = int(event in ("start_map", "start_array"))
    while level:
        event, value = next(events)
        builder.event(event, value)
        level += (event in ("start_map", "start_array")) - (event in ("end_map", "end_array"))
    return builder.value

"""A list of pages to crawl in whatever form it comes → its lines.

One address a line; or any table and any JSON that the import knows: of these what they name
counts, also beside a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TextIO

from crawler.errors import CrawlerError
from crawler.imports.columns import NAMES, delimiter_of, plain
from crawler.imports.comma import CommaSeparated
from crawler.imports.gkg import is_gkg
from crawler.imports.items import BadRecord, Found, How, Item, Listed, Reader
from crawler.imports.json_file import JsonFile
from crawler.imports.jsonl import JsonLines
from crawler.imports.opening import DamagedError, head_of
from crawler.imports.tablelines import open_table
from crawler.pagelists import Named, plain_lines

_LONGEST_LINE = 100_000
"""Characters; of a longer line only the beginning is read."""


def named_in(path: Path, now: datetime) -> Iterator[Named]:
    """The list's lines; raises OSError when it cannot be read, CrawlerError when it is damaged."""
    reader = _reader(path)
    if reader is not None:
        # Whose an article is does not matter here, but that it says so.
        for item in reader.read(path, How(now=now, outlet="?"), _silent):
            if (named := _named(item)) is not None:
                yield named
        return
    with open_table(path, _silent) as lines:
        try:
            yield from plain_lines(_lines(lines))
        except DamagedError as error:
            raise CrawlerError(str(path), error.problem, "get it once more") from error


def _reader(path: Path) -> Reader | None:
    """By what it begins with; None for addresses alone."""
    head = head_of(path)
    for reader in (JsonLines(), JsonFile()):
        if reader.recognises(head):
            return reader
    with open_table(path, _silent) as lines:
        try:
            first = next(filter(str.strip, _lines(lines)), "")
        except DamagedError:
            return None
    header = {plain(name.strip('" \r\n')) for name in first.split(delimiter_of(first))}
    return CommaSeparated() if is_gkg(first) or header & {*NAMES["url"]} else None


def _lines(stream: TextIO) -> Iterator[str]:
    while line := stream.readline(_LONGEST_LINE):
        yield line
        while line and not line.endswith("\n"):
            line = stream.readline(_LONGEST_LINE)


def _named(item: Item) -> Named | None:
    if isinstance(item, Listed):
        return Named(where=item.where, address=item.url, title=item.title, published=item.published)
    if isinstance(item, BadRecord):
        return Named(where=item.where or "the file", problem=item.problem)
    if isinstance(item, Found) and item.article.url:
        stated = item.article.dates.get("published")
        return Named(
            where=item.where,
            address=item.article.url,
            title=item.article.title,
            published=stated.raw if stated else None,
        )
    return None


def _silent(_: int) -> None:
    """Nobody asks how far a list is."""

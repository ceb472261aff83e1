"""GDELT's Global Knowledge Graph as it is published → pages to crawl (pure).

Tables without a header, with tabs and without quoting: GKG 2.1 has 27 columns, of which the first
numbers the record and begins with its time, the third says of what kind the source is, and the
fifth is its address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.imports.items import BadRecord, Item, Passed
from crawler.imports.listing import listed

_COLUMNS = 27
_RECORD = re.compile(r"(\d{14})-T?\d+")
_KIND, _ADDRESS = 2, 4
_WEB = "1"


def is_gkg(line: str) -> bool:
    """Whether a file that begins with this line is such a table."""
    cells = line.rstrip("\r\n").split("\t")
    return len(cells) == _COLUMNS and _RECORD.fullmatch(cells[0]) is not None


def read_gkg(lines: Iterable[tuple[int, str]]) -> Iterator[Item]:
    """One item for each line that is not blank; `lines` come with their numbers."""
    for number, line in lines:
        cells = line.rstrip("\r\n").split("\t")
        record = _RECORD.fullmatch(cells[0])
        if not line.strip():
            continue
        if len(cells) != _COLUMNS or record is None:
            yield BadRecord(where=f"line {number}", problem="is no line of a GKG table")
        elif cells[_KIND] != _WEB:
            yield Passed(kind="not on the web")
        else:
            yield listed(f"line {number}", cells[_ADDRESS], published=record[1])

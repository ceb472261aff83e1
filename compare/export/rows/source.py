"""Where a table's rows come from: a query that is read as it is written out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.columns import Table
from compare.export.format import Row, sound
from compare.export.selection import Chosen
from crawler.tables import articles

Found = Sequence[sa.Row[Any]]


class Batch(NamedTuple):
    """Some rows of a table, and of how many rows of its query they were made."""

    read: int
    rows: list[Row]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where one table's rows come from."""

    table: Table
    query: Callable[[Chosen], sa.Select[Any]]
    # what is read, in order
    rows: Callable[[Connection, Chosen, Found], list[Row]]
    # what was read → the table's rows
    batch: int
    # rows read at a time

    def count(self, connection: Connection, chosen: Chosen) -> int:
        """How many rows will be read."""
        query = self.query(chosen).order_by(None).subquery()
        return connection.execute(sa.select(sa.func.count()).select_from(query)).scalar_one()

    def batches(self, connection: Connection, chosen: Chosen) -> Iterator[Batch]:
        """The rows, as they are read."""
        query = self.query(chosen).execution_options(yield_per=self.batch)
        for part in connection.execute(query).partitions():
            yield Batch(len(part), self.rows(connection, chosen, part))


def kept_back(chosen: Chosen) -> sa.ColumnElement[bool]:
    """The condition that an article's text is not handed on: its page asks so."""
    return sa.false() if chosen.selection.with_noarchive else articles.c.noarchive


def plain_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """What was read as it is."""
    return [plain(row) for row in found]


def plain(row: sa.Row[Any]) -> dict[str, Any]:
    """One row that was read: column → value as formats take it."""
    return {name: _sound(value) for name, value in row._mapping.items()}


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    if isinstance(value, list):
        return [_sound(item) for item in value]
    return value

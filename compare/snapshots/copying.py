"""The whole state of one database into another, table by table, in batches.

The same code reads SQLite and PostgreSQL. Values are carried as they are stored: JSON as its text,
so that what is missing stays missing and nothing is written in another way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

# Its tables belong to the state.
import compare.tables
from crawler.database import metadata, translating
from crawler.progress import Progress
from crawler.tables import searchable

LEFT_OUT = frozenset({compare.tables.vectors, compare.tables.profiles, searchable})
"""What is not copied. Vectors and profiles are kept to compare faster, most of a database's bytes
and read by no one else; triggers fill the full-text index as the texts are written."""
_BATCH = 1_000
"""Rows: with texts some 6 MB of memory."""


def copy_state(source: Connection, target: Connection, progress: Progress) -> dict[str, int]:
    """Copy every table of Parallax into an empty database of the same schema; table → rows.

    Raises DatabaseError when either cannot be read or written.
    """
    counts: dict[str, int] = {}
    for table in metadata.sorted_tables:
        if table in LEFT_OUT:
            continue
        tell = progress.step(f"freezing {table.name}", None)
        counts[table.name] = 0
        insert = sa.table(
            table.name, *(sa.column(one.name, _carried(one)) for one in table.columns)
        ).insert()
        for rows in _batches(source, table):
            with translating(target.engine):
                target.execute(insert, rows)
            counts[table.name] += len(rows)
            tell(len(rows))
    return counts


def _batches(source: Connection, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    query = sa.select(
        *(sa.cast(one, sa.Text).label(one.name) if _is_json(one) else one for one in table.columns)
    ).order_by(*table.primary_key.columns)
    with translating(source.engine):
        found = source.execute(query, execution_options={"yield_per": _BATCH})
        for rows in found.mappings().partitions():
            yield [dict(row) for row in rows]


def _is_json(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.JSON)


def _carried(column: sa.Column[Any]) -> sa.types.TypeEngine[Any]:
    return sa.Text() if _is_json(column) else column.type

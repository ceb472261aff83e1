"""Which tables an export writes (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from compare.errors import ExportError
from compare.export.columns import Table
from compare.export.schema import TABLES

NAMES: tuple[str, ...] = tuple(table.name for table in TABLES)
"""The tables' names, as --tables takes them."""


def chosen_tables(names: Sequence[str]) -> tuple[Table, ...]:
    """The tables of these names, each once, in the order of the schema; without a name, all.

    Raises ExportError for a name that is no table's.
    """
    wanted = {name.strip().lower() for name in names} - {""}
    unknown = sorted(wanted - set(NAMES))
    if unknown:
        raise ExportError(
            f"--tables {','.join(unknown)}",
            "is not a table of the export",
            f"choose from {', '.join(NAMES)}",
        )
    return tuple(table for table in TABLES if not wanted or table.name in wanted)

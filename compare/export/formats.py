"""The formats of export: a new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Sequence

from compare.errors import ExportError
from compare.export.comma import CommaSeparated
from compare.export.format import Format
from compare.export.jsonl import JsonLines
from compare.export.parquet import Parquet

REGISTERED: tuple[Format, ...] = (JsonLines(), CommaSeparated(), Parquet())

FORMATS: tuple[str, ...] = tuple(one.name for one in REGISTERED)
"""The formats' names, as --format takes them."""


def chosen_formats(names: Sequence[str]) -> list[Format]:
    """The formats of these names, each once, in the order of registration."""
    wanted = {name.strip().lower() for name in names} - {""}
    unknown = sorted(wanted - set(FORMATS))
    if unknown or not wanted:
        raise ExportError(
            f"--format {','.join(unknown)}".strip(),
            "is not a format of export" if unknown else "names no format",
            f"choose from {', '.join(FORMATS)}",
        )
    return [one for one in REGISTERED if one.name in wanted]

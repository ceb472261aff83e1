"""The formats of export: a new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Sequence

from compare.errors import ExportError
from compare.export.columns import Table
from compare.export.comma import CommaSeparated
from compare.export.feed import Rss
from compare.export.format import Format
from compare.export.graph import GraphMl
from compare.export.jsonl import JsonLines
from compare.export.page import WebPage
from compare.export.parquet import Parquet
from compare.export.schema import TABLES

REGISTERED: tuple[Format, ...] = (
    JsonLines(),
    CommaSeparated(),
    Parquet(),
    GraphMl(),
    WebPage(),
    Rss(),
)

FORMATS: tuple[str, ...] = tuple(one.name for one in REGISTERED)
"""The formats' names, as --format takes them."""

TABULAR: tuple[str, ...] = tuple(one.name for one in REGISTERED if one.tabular)
"""Those that write a file a table."""


def chosen_formats(names: Sequence[str], link_base: str | None = None) -> list[Format]:
    """The formats of these names, each once, in the order of registration.

    link_base: the address of a dashboard, to which a feed leads. Raises ExportError for a name that
    is no format's, and for an address that none of the formats takes.
    """
    wanted = {name.strip().lower() for name in names} - {""}
    unknown = sorted(wanted - set(FORMATS))
    if unknown or not wanted:
        raise ExportError(
            f"--format {','.join(unknown)}".strip(),
            "is not a format of export" if unknown else "names no format",
            f"choose from {', '.join(FORMATS)}",
        )
    chosen = [one for one in REGISTERED if one.name in wanted]
    if link_base is None:
        return chosen
    if Rss.name not in wanted:
        raise ExportError(
            f"--link-base {link_base}",
            "is for feeds, and none was asked for",
            "add rss to --format, or leave it out",
        )
    return [Rss(link_base) if one.name == Rss.name else one for one in chosen]


def tables_read(formats: Sequence[Format], tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables that these formats are written of, in the order of the schema.

    tables: those that were chosen, of which the formats that write tables write a file each.
    """
    taken = [table for one in formats for table in (tables if one.tabular else one.reads)]
    return tuple(table for table in TABLES if table in taken)

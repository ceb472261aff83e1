"""The data dictionary: the schema for readers, in Markdown (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.export.columns import Column, Table
from compare.export.format import Format

_TYPES = {
    "text": "text",
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
    "time": "time",
    "texts": "list of text",
    "records": "list of records",
}


def data_dictionary(tables: Sequence[Table], formats: Sequence[Format]) -> str:
    """Every column of every table: type, meaning, unit or range, how it is made."""
    lines: list[str] = []
    for table in tables:
        lines += [f"### {table.name}", "", " ".join(_head(table)), ""]
        lines += ["| column | type | meaning | unit or range | how made |"]
        lines += ["| --- | --- | --- | --- | --- |"]
        lines += _rows(table.columns)
        lines += [""]
    lines += ["### How the types are written", ""]
    lines += [f"- **{one.name}**: {one.meaning}" for one in formats]
    lines += ["", "*A type with ? may be missing. ° is left out by `--no-text`.*"]
    return "\n".join(lines) + "\n"


def document(tables: Sequence[Table], formats: Sequence[Format]) -> str:
    """DATA_DICTIONARY.md, as it stands in every export."""
    return (
        "# Data dictionary\n\n"
        "Written by Parallax from its own schema. `manifest.json` says how and from what this "
        "export was made.\n\n" + data_dictionary(tables, formats)
    )


def _head(table: Table) -> Iterator[str]:
    yield f"{table.meaning} Ordered by {table.order}."
    yield f"Key: {', '.join(f'`{name}`' for name in table.key)}."
    if table.references:
        leads = (f"`{one.column}` → {one.table}" for one in table.references)
        yield f"Leads to: {', '.join(leads)}."


def _rows(columns: Sequence[Column], within: str = "") -> Iterator[str]:
    for column in columns:
        name = f"`{within}{column.name}`" + ("°" if column.withheld else "")
        type_ = _TYPES[column.type] + ("?" if column.nullable and not column.withheld else "")
        cells = [name, type_, column.meaning, column.unit, column.made]
        yield "| " + " | ".join(text.replace("|", "\\|") for text in cells) + " |"
        yield from _rows(column.fields, f"{column.name}[].")

"""datapackage.json: the export as a Frictionless Data Package (datapackage.org; pure).

Version 2 of the standard, without what version 1 does not know, so that tools for either read it.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compare.export.columns import Column, Table, Type
from compare.export.format import Format
from compare.export.rights import AUTHORS, LICENCES, citation
from compare.export.schema.units import LIMITS

DATA_PACKAGE = "datapackage.json"
_STANDARD = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: Mapping[Type, str] = {
    "text": "string",
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
    "time": "datetime",
    "texts": "array",
    "records": "array",
}
_MEDIA = {
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "graphml": "application/graphml+xml",
    "html": "text/html",
    "rss": "application/rss+xml",
    "xml": "application/xml",
}
_BINARY = frozenset({"parquet"})
_MISSING = {"csv": [""]}
"""In the other formats what is missing says so itself."""


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """An outlet that has articles in the export."""

    outlet: str
    domain: str | None


@dataclass(frozen=True, kw_only=True)
class Written:
    """What is in the folder."""

    formats: Sequence[Format]
    tables: Sequence[Table]
    # of which each format that writes tables wrote a file
    counts: Mapping[str, int]
    # table → rows
    files: Mapping[str, Mapping[str, Any]]
    # name → bytes and sha256: the tables' files and the documents
    whole: bool
    # nothing was selected: every reference leads to a row

    def table_files(self) -> dict[str, tuple[Table, Format]]:
        """File name → what it holds."""
        return {
            f"{table.name}.{one.name}": (table, one)
            for one in self.formats
            if one.tabular
            for table in self.tables
        }


def data_package(written: Written, publishers: Sequence[Publisher], version: str) -> dict[str, Any]:
    """The descriptor; the same for two exports of one state."""
    tables = written.table_files()
    return {
        "$schema": _STANDARD,
        "profile": "data-package",
        "name": "parallax-export",
        "title": "How several outlets cover the same events",
        "description": "Articles, events and what a comparison of the articles found, written by "
        "Parallax. DATA_DICTIONARY.md explains every column, manifest.json says how and from what "
        "the export was made, RIGHTS.md whose it is.",
        "keywords": ["news", "events", "text comparison"],
        "licenses": [dict(one) for one in LICENCES],
        "contributors": [{"title": AUTHORS, "role": "wrangler"}],
        "citation": citation(version),
        "sources": [_source(one) for one in publishers],
        "resources": [
            _table(name, facts, written, *tables[name])
            if name in tables
            else _document(name, facts)
            for name, facts in sorted(written.files.items())
        ],
    }


def package_text(descriptor: Mapping[str, Any]) -> str:
    """As it stands in the file."""
    return json.dumps(descriptor, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _source(publisher: Publisher) -> dict[str, str]:
    if not publisher.domain or ":" in publisher.domain:
        return {"title": publisher.outlet}
    return {"title": publisher.outlet, "path": f"https://{publisher.domain}/"}


def _file(name: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    suffix = name.rpartition(".")[2]
    media = _MEDIA.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    described: dict[str, Any] = {"name": name.lower(), "path": name, "mediatype": media}
    if suffix not in _BINARY:
        described["encoding"] = "utf-8"
    return {**described, "bytes": facts["bytes"], "hash": f"sha256:{facts['sha256']}"}


def _document(name: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**_file(name, facts), "type": "file", "format": name.rpartition(".")[2]}


def _table(
    name: str, facts: Mapping[str, Any], written: Written, table: Table, form: Format
) -> dict[str, Any]:
    return {
        **_file(name, facts),
        "type": "table" if _is_table(form.name, facts) else "file",
        "format": form.name,
        "title": table.name,
        "description": f"{table.meaning} Ordered by {table.order}. {form.meaning}",
        "schema": {
            "fields": [_field(column, form.name) for column in table.columns],
            "missingValues": _MISSING.get(form.name, []),
            "primaryKey": list(table.key),
            **_foreign_keys(table, form.name, written),
        },
    }


def _is_table(form: str, facts: Mapping[str, Any]) -> bool:
    """Whether tools for data packages are to look into the file, too.

    They take an empty file of lines for a broken one, since it has no keys to tell columns by; and
    Parquet they read by way of pandas, where lists and what is missing are no longer what they
    were. Such files are described like the others, and checked by size and hash.
    """
    return bool(facts["bytes"]) and form not in _BINARY


def _field(column: Column, form: str) -> dict[str, Any]:
    constraints = {
        **({"minimum": 0} if column.type == "integer" else {}),
        **LIMITS.get(column.unit, {}),
        **({"enum": list(column.choices)} if column.choices else {}),
        **({"required": True} if _required(column, form) else {}),
    }
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type]}
    if column.type in ("texts", "records"):
        field["arrayItem"] = {"type": "string" if column.type == "texts" else "object"}
    field["description"] = column.meaning
    field["unit"], field["made"] = column.unit, column.made
    return {**field, "constraints": constraints} if constraints else field


def _required(column: Column, form: str) -> bool:
    """Whether no cell is missing. In CSV a text that is empty looks like one that is missing."""
    if column.nullable:
        return False
    return form != "csv" or column.type != "text" or column.unit in LIMITS or bool(column.choices)


def _foreign_keys(table: Table, form: str, written: Written) -> dict[str, Any]:
    """The references to tables that are there and have rows: to others they say nothing."""
    keys = [
        {
            "fields": [one.column],
            "reference": {
                "resource": "" if one.table == table.name else f"{one.table}.{form}",
                "fields": [one.key],
            },
        }
        for one in table.references
        if written.counts.get(one.table)
        and any(other.name == one.table for other in written.tables)
        and (one.everywhere or written.whole)
    ]
    return {"foreignKeys": keys} if keys else {}

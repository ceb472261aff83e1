from __future__ import annotations

from pathlib import Path
from typing import Any

from compare.export import Selection, export
from compare.export.dictionary import data_dictionary, document
from compare.export.formats import REGISTERED
from compare.export.schema import TABLES

DOCS = Path(__file__).parents[3] / "docs" / "export.md"


def test_the_documentation_holds_the_dictionary() -> None:
    wanted = data_dictionary(TABLES, REGISTERED)
    assert wanted in DOCS.read_text("utf-8"), f"{DOCS} should contain:\n\n{wanted}"


def test_every_column_and_field_has_a_line() -> None:
    lines = document(TABLES, REGISTERED).splitlines()
    names = [line.split("`")[1] for line in lines if line.startswith("| `")]
    columns = [column for table in TABLES for column in table.columns]
    assert len(names) == len(columns) + sum(len(column.fields) for column in columns)
    assert "values[].passage_id" in names
    for column in columns:
        assert column.name in names


def test_every_export_brings_it_along(shelf: Any, out: Path) -> None:
    export(shelf.engine, out, ["csv"], Selection())
    assert (out / "DATA_DICTIONARY.md").read_text("utf-8") == document(TABLES, REGISTERED)

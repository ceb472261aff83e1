from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from compare.cli import export_command
from compare.errors import ExportError
from compare.export import Selection, export
from compare.export.formats import TABULAR
from compare.export.tablechoice import NAMES, chosen_tables


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ((), list(NAMES)),
        (("",), list(NAMES)),
        (("events", " Articles "), ["articles", "events"]),
        (("events", "events", ""), ["events"]),
    ],
)
def test_tables_by_name(names: tuple[str, ...], found: list[str]) -> None:
    assert [table.name for table in chosen_tables(names)] == found


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(ExportError, match="--tables texts: is not a table of the export; choose"):
        chosen_tables(["events", "texts"])


@pytest.mark.parametrize("form", TABULAR)
def test_only_the_chosen_tables_are_written(shelf: Any, out: Path, form: str) -> None:
    counts = export(shelf.engine, out, [form], Selection(), tables=["events", "passages"])
    assert list(counts) == ["events", "passages"]
    assert counts["passages"] == 4
    written = {path.name for path in out.iterdir()}
    assert written == {
        f"events.{form}",
        f"passages.{form}",
        "DATA_DICTIONARY.md",
        "RIGHTS.md",
        "datapackage.json",
        "manifest.json",
    }
    dictionary = (out / "DATA_DICTIONARY.md").read_text("utf-8")
    assert "### events" in dictionary
    assert "### articles" not in dictionary
    assert json.loads((out / "manifest.json").read_text("utf-8"))["counts"] == counts


def test_a_smaller_export_takes_the_place_of_a_larger(shelf: Any, out: Path) -> None:
    export(shelf.engine, out, ["jsonl"], Selection())
    export(shelf.engine, out, ["jsonl"], Selection(), tables=["events"])
    assert not (out / "articles.jsonl").exists()


def test_the_command_takes_them(shelf: Any, out: Path) -> None:
    name = shelf.engine.url.database
    done = CliRunner().invoke(export_command, [str(out), "--tables", "outlets,events"], obj=name)
    assert done.exit_code == 0, done.output
    assert "Exported" in done.output
    assert sorted(path.stem for path in out.glob("*.jsonl")) == ["events", "outlets"]

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, Resource

from compare.export import Selection, export
from compare.export.formats import TABULAR
from compare.export.schema import TABLES
from crawler.tables import outlets


def described(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "datapackage.json").read_text("utf-8"))
    return found


def faults(out: Path) -> list[Sequence[Any]]:
    """What the frictionless library finds wrong with the package.

    Its reader of JSON Lines is an extra; the rows are given to it as the lines hold them.
    """
    package = described(out)
    for resource in package["resources"]:
        if resource["format"] == "jsonl" and resource["type"] == "table":
            lines = (out / resource.pop("path")).read_text("utf-8").split("\n")
            resource["data"] = [json.loads(line) for line in lines if line]
            for name in ("format", "encoding", "bytes", "hash", "mediatype"):
                del resource[name]
    report = Package.from_descriptor(package, basepath=str(out)).validate()
    found: list[Sequence[Any]] = report.flatten(["type", "message"])
    assert report.valid == (not found)
    return found


@pytest.mark.parametrize("form", TABULAR)
@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(with_text=False),
        Selection(with_text=False, quotation_words=3),
        Selection(events=("e0000000000000002",)),
    ],
    ids=["everything", "no text", "short quotations", "one event"],
)
def test_it_is_valid_and_the_rows_are_as_it_says(
    shelf: Any, out: Path, form: str, selection: Selection
) -> None:
    export(shelf.engine, out, [form], selection)
    assert faults(out) == []


def test_an_empty_database(stock: Any, out: Path) -> None:
    export(stock.engine, out, TABULAR, Selection())
    assert faults(out) == []
    assert described(out)["sources"] == []


def test_a_few_tables_lead_to_no_table_that_is_not_there(shelf: Any, out: Path) -> None:
    export(shelf.engine, out, ["csv"], Selection(), tables=["passages", "events"])
    assert faults(out) == []
    (passages,) = [one for one in described(out)["resources"] if one["title"] == "passages"]
    assert passages["schema"]["foreignKeys"] == [
        {"fields": ["event_id"], "reference": {"resource": "events.csv", "fields": ["event_id"]}}
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("passages.csv", "p0000000000000001,", "p0000000000000002,", "primary-key"),
        ("passages.csv", "e0000000000000001,", "e0000000000000009,", "foreign-key"),
        ("articles.csv", "unknown", "perhaps", "constraint-error"),
        ("memberships.csv", "0.9,", "1.9,", "constraint-error"),
        ("events.csv", "2025-10-04T12:00:00Z", "4 October 2025", "type-error"),
        ("clusters.csv", '"[', '"', "type-error"),
    ],
)
def test_the_library_sees_what_is_wrong(
    shelf: Any, out: Path, file: str, old: str, new: str, kind: str
) -> None:
    export(shelf.engine, out, ["csv"], Selection())
    path = out / file
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    package = described(out)
    for resource in package["resources"]:
        if resource["path"] == file:
            content = path.read_bytes()
            resource["bytes"] = len(content)
            resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    (out / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert kind in {found[0] for found in faults(out)}


def test_a_changed_file_is_seen(shelf: Any, out: Path) -> None:
    export(shelf.engine, out, ["csv", "parquet"], Selection())
    for name in ("events.csv", "events.parquet"):
        content = (out / name).read_bytes()
        (out / name).write_bytes(content[:-3] + b"\x00\r\n")
    assert [found[0] for found in faults(out)].count("hash-count") == 2


def test_every_file_of_a_table_is_described_with_all_its_columns(shelf: Any, out: Path) -> None:
    export(shelf.engine, out, TABULAR, Selection())
    resources = {one["path"]: one for one in described(out)["resources"]}
    assert set(resources) == {f"{table.name}.{form}" for table in TABLES for form in TABULAR}
    for table in TABLES:
        for form in TABULAR:
            resource = resources[f"{table.name}.{form}"]
            content = (out / resource["path"]).read_bytes()
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            assert resource["mediatype"]
            assert resource["schema"]["primaryKey"] == list(table.key)
            fields = resource["schema"]["fields"]
            assert tuple(field["name"] for field in fields) == table.names
            assert all(field["description"] and field["unit"] and field["made"] for field in fields)


def test_it_says_whose_the_texts_are(shelf: Any, out: Path) -> None:
    export(shelf.engine, out, ["jsonl"], Selection(events=(shelf.small,)))
    package = described(out)
    assert package["sources"] == [{"title": "The Beacon"}]
    assert package["licenses"][0]["path"] == "RIGHTS.md"
    note = (out / "RIGHTS.md").read_text("utf-8")
    assert "remain\ntheirs" in note
    assert package["citation"] in note
    assert json.loads((out / "manifest.json").read_text("utf-8"))["citation"] in note


def test_outlets_with_and_without_an_address(shelf: Any, out: Path) -> None:
    named = {"@Wire": "wire.example", "City Ledger": "localhost:8000"}
    for outlet, domain in named.items():
        shelf.stock.update(outlets, outlets.c.name == outlet, domain=domain)
    export(shelf.engine, out, ["csv"], Selection())
    assert described(out)["sources"] == [
        {"title": "@Wire", "path": "https://wire.example/"},
        {"title": "City Ledger"},
        {"title": "The Beacon"},
    ]
    assert faults(out) == []


def test_a_resource_can_be_read_by_itself(shelf: Any, out: Path) -> None:
    """As a researcher would: the lists come as lists, the times as times."""
    export(shelf.engine, out, ["csv"], Selection(), tables=["articles"])
    (resource,) = described(out)["resources"]
    with Resource.from_descriptor(resource, basepath=str(out)) as opened:
        rows = {row["article_id"]: row for row in opened.row_stream}
    assert rows[shelf.ledger]["authors"] == ['@Ann, "the" One', "Half \ufffd pair", "-Bo"]
    assert rows[shelf.ledger]["published"].year == 2025

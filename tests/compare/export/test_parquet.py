from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import compare
from compare.export import parquet
from compare.export.parquet import Parquet, arrow_schema
from compare.export.schema import ARTICLES, CLUSTERS, CORRECTIONS, DIFFERENCES, EVENTS, TABLES


def test_types_are_real_ones() -> None:
    articles, differences = arrow_schema(ARTICLES), arrow_schema(DIFFERENCES)
    assert articles.field("published").type == pa.timestamp("us", tz="UTC")
    assert articles.field("authors").type == pa.list_(pa.string())
    assert articles.field("words").type == pa.int64()
    assert arrow_schema(CLUSTERS).field("cohesion").type == pa.float64()
    value = differences.field("values").type.value_type
    assert [field.name for field in value] == ["passage_id", "start", "end", "text", "normal"]
    reason = articles.field("event_reasons").type.value_type
    assert reason.field("values").type == pa.list_(pa.string())
    assert reason.field("number").type == pa.float64()
    assert not articles.field("article_id").nullable
    assert articles.field("text").nullable


def test_every_column_says_what_it_means() -> None:
    for table in TABLES:
        for column, field in zip(table.columns, arrow_schema(table), strict=True):
            assert field.metadata[b"description"].decode("utf-8") == column.meaning


def event(number: int, title: str = "t") -> dict[str, Any]:
    texts = dict.fromkeys(EVENTS.names, title)
    times = {c.name: None for c in EVENTS.columns if c.type == "time"}
    counts = {c.name: number for c in EVENTS.columns if c.type == "integer"}
    return {**texts, **times, **counts, "follows_score": None, "corrected": False}


def test_row_groups_bound_what_is_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_ROWS", 10)
    monkeypatch.setattr(parquet, "_CHARACTERS", 1900)
    with Parquet().open(tmp_path, [EVENTS]) as writer:
        writer.write(EVENTS, [event(number) for number in range(25)])
        writer.write(EVENTS, [event(25, "x" * 2000), event(26)])
    file = pq.ParquetFile(tmp_path / "events.parquet")
    groups = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
    assert groups == [10, 10, 6, 1]
    assert file.read()["articles"].to_pylist() == list(range(27))


def test_lists_and_records_count_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_CHARACTERS", 1000)
    rows = [
        {
            **dict.fromkeys(CORRECTIONS.names, ""),
            "event_ids": [],
            "article_ids": ["a" * 90] * 5,
            "together": [{"article_ids": ["a" * 90] * 5}],
            "apart": [],
            "made": datetime(2025, 10, 4, tzinfo=UTC),
            "undone": None,
            "pending": False,
        }
        for _ in range(4)
    ]
    with Parquet().open(tmp_path, [CORRECTIONS]) as writer:
        writer.write(CORRECTIONS, rows)
    file = pq.ParquetFile(tmp_path / "corrections.parquet")
    groups = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
    assert groups == [2, 2]


def test_only_one_module_imports_pyarrow() -> None:
    root = Path(compare.__file__).parent
    found = {
        path.name
        for path in root.rglob("*.py")
        if "import pyarrow" in (text := path.read_text("utf-8")) or "from pyarrow" in text
    }
    assert found == {"parquet.py"}

from __future__ import annotations

import pytest

from compare.export.rows import SOURCES
from compare.export.schema import ARTICLES, DIFFERENCES, TABLES

CONTRACT = {
    "articles": "article_id url outlet title authors published modified first_seen language words "
    "access completeness revision syndicated_from event_id text text_hash completeness_reasons "
    "published_raw published_zone_known noarchive marks",
    "events": "event_id title first_published last_published articles outlets independent_outlets "
    "title_article_id",
    "passages": "passage_id article_id event_id outlet position start end text",
    "clusters": "cluster_id event_id passage_ids outlets independent_outlets cohesion position "
    "representative",
    "differences": "difference_id event_id cluster_id kind values confidence reason",
}
"""Columns that were published once: the beginning of every later export."""


@pytest.mark.parametrize("table", TABLES[: len(CONTRACT)], ids=lambda table: table.name)
def test_columns_are_a_contract(table: object) -> None:
    (found,) = [one for one in TABLES if one is table]
    promised = tuple(CONTRACT[found.name].split())
    assert found.names[: len(promised)] == promised


def test_values_are_a_contract() -> None:
    fields = tuple(field.name for field in DIFFERENCES.columns[4].fields)
    assert fields[:5] == ("passage_id", "start", "end", "text", "normal")
    marks = next(column for column in ARTICLES.columns if column.name == "marks")
    assert tuple(field.name for field in marks.fields)[:3] == ("kind", "source", "text")


def test_every_column_is_explained() -> None:
    for table in TABLES:
        assert len(set(table.names)) == len(table.names)
        for column in (*table.columns, *(f for c in table.columns for f in c.fields)):
            assert column.meaning
            assert column.made
            assert bool(column.fields) == (column.type == "records")


def test_every_table_has_its_source() -> None:
    assert tuple(source.table for source in SOURCES) == TABLES

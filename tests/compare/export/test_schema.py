from __future__ import annotations

import pytest

from compare.export.columns import Table
from compare.export.rows import SOURCES
from compare.export.schema import ARTICLES, CORRECTIONS, DIFFERENCES, QUOTATIONS, RUNS, TABLES

CONTRACT = {
    "articles": "article_id url outlet title authors published modified first_seen language words "
    "access completeness revision syndicated_from event_id text text_hash completeness_reasons "
    "published_raw published_zone_known noarchive marks event_score event_reasons links "
    "syndicated_from_article copy_containment copy_basis copy_agency",
    "events": "event_id title first_published last_published articles outlets independent_outlets "
    "title_article_id follows follows_score corrected clusters shared_by_all shared_by_some "
    "shared_undecided passages only_in_one",
    "passages": "passage_id article_id event_id outlet position start end text",
    "clusters": "cluster_id event_id passage_ids outlets independent_outlets cohesion position "
    "representative first_outlets first_published first_undated",
    "quotations": "quotation_id event_id article_id outlet position role pieces ground "
    "speaker_start speaker_end speaker cue_start cue_end cue name family_id relation same_speaker "
    "lost",
    "names": "naming_id event_id entity article_id outlet position start end text",
    "agreement": "event_id outlet other_outlet shared either jaccard passages matched "
    "other_passages other_matched differing copied complete",
    "coverage": "event_id cluster_id outlet state passages",
    "differences": "difference_id event_id cluster_id kind values confidence reason",
    "outlets": "outlet domain country owner language articles first_seen last_seen lapses",
    "corrections": "correction_id kind event_ids article_ids together apart note author made "
    "undone pending",
    "redirects": "old_id event_id",
    "revisions": "article_id revision in_articles seen modified title text text_hash words access "
    "completeness completeness_reasons",
    "memberships": "event_id article_id revision score standing page position kind "
    "other_article_id weight value values number",
    "runs": "run_id kind started finished outcome counts failures outlets_sha256 model settings",
}
"""Columns that were published once: the beginning of every later export."""


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_are_a_contract(name: str) -> None:
    (found,) = [table for table in TABLES if table.name == name]
    promised = tuple(CONTRACT[name].split())
    assert found.names[: len(promised)] == promised


@pytest.mark.parametrize(
    ("table", "name", "promised"),
    [
        (DIFFERENCES, "values", "passage_id start end text normal"),
        (QUOTATIONS, "pieces", "start end text"),
        (QUOTATIONS, "lost", "start end text"),
        (ARTICLES, "marks", "kind source text"),
        (ARTICLES, "event_reasons", "kind article_id weight value values number"),
        (CORRECTIONS, "together", "article_ids"),
        (CORRECTIONS, "apart", "article_ids other_ids"),
        (RUNS, "counts", "name number"),
        (RUNS, "failures", "kind pages"),
        (RUNS, "settings", "name value"),
    ],
)
def test_the_fields_of_records_are_a_contract(table: Table, name: str, promised: str) -> None:
    (column,) = [column for column in table.columns if column.name == name]
    fields = tuple(field.name for field in column.fields)
    assert fields[: len(promised.split())] == tuple(promised.split())


def test_every_column_is_explained() -> None:
    for table in TABLES:
        assert len(set(table.names)) == len(table.names)
        for column in (*table.columns, *(f for c in table.columns for f in c.fields)):
            assert column.meaning
            assert column.made
            assert column.unit, f"{table.name}.{column.name}"
            assert bool(column.fields) == (column.type == "records")


def test_every_table_is_under_the_contract() -> None:
    assert set(CONTRACT) == {table.name for table in TABLES}


def test_keys_and_references_lead_to_columns() -> None:
    tables = {table.name: table for table in TABLES}
    for table in TABLES:
        columns = {column.name: column for column in table.columns}
        assert table.key
        assert not any(columns[name].nullable for name in table.key)
        for one in table.references:
            assert columns[one.column].type == "text"
            assert tables[one.table].key == (one.key,)


def test_every_table_has_its_source() -> None:
    assert tuple(source.table for source in SOURCES) == TABLES

"""A database as frames: what the export holds, without the files."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from sqlalchemy import text

import parallax
from compare.export.schema import TABLES
from compare.research.accounts import ACCOUNTS, accounts
from crawler.database import open_database, writing


def test_every_table_is_what_parquet_holds(database: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert parallax.main(["--db", database, "export", str(out), "--format", "parquet"]) == 0
    with parallax.open(database) as archive:
        assert archive.tables == tuple(table.name for table in TABLES)
        for name in archive.tables:
            assert archive.arrow(name).equals(pq.read_table(out / f"{name}.parquet")), name
            assert len(archive.frame(name)) == archive.arrow(name).num_rows


def test_types_keep_what_is_missing(database: str) -> None:
    with parallax.open(database) as archive:
        articles = archive.articles()
        assert isinstance(articles.published.dtype, pd.DatetimeTZDtype)
        assert articles.words.dtype == "Int64"
        assert articles.published_zone_known.dtype == "boolean"
        assert articles.syndicated_from.isna().all()
        assert isinstance(articles.authors.iloc[0], list)
        values = archive.differences()["values"].iloc[0]
        assert {"passage_id", "start", "end", "text"} <= set(values[0])


def test_passages_stand_at_their_offsets(database: str) -> None:
    with parallax.open(database) as archive:
        texts = archive.articles().set_index("article_id").text
        passages = archive.passages()
        assert len(passages) > 5
        for row in passages.itertuples():
            assert texts[row.article_id][row.start : row.end] == row.text


def test_coverage_has_each_outlet_for_each_cluster(database: str) -> None:
    with parallax.open(database) as archive:
        clusters, coverage = archive.clusters(), archive.frame("coverage")
        assert len(coverage) == 3 * len(clusters)
        told = coverage[coverage.state == "present"].groupby("cluster_id").outlet.nunique()
        assert dict(told) == dict(clusters.set_index("cluster_id").outlets)
        assert ((coverage.passages > 0) == (coverage.state == "present")).all()
        # The Beacon was captured whole, and has nothing of the cars.
        assert "not in captured text" in set(coverage.state[coverage.outlet == "The Beacon"])


def test_of_what_was_captured_in_part_nothing_is_said(database: str) -> None:
    engine = open_database(database)
    with writing(engine) as connection:
        connection.execute(
            text(
                "UPDATE revisions SET completeness = 0.4 WHERE article_id IN "
                "(SELECT article_id FROM articles WHERE outlet = 'The Beacon')"
            )
        )
    engine.dispose()
    with parallax.open(database) as archive:
        coverage = archive.frame("coverage")
    beacon = coverage[coverage.outlet == "The Beacon"]
    assert set(beacon.state) == {"present", "unknown"}


def test_a_selection_is_that_of_the_export(database: str) -> None:
    with parallax.open(database) as archive:
        (shared,) = archive.events().query("outlets > 1").event_id
        assert set(archive.articles(event=shared).outlet) == {
            "City Ledger",
            "National Wire",
            "The Beacon",
        }
        assert archive.articles(since=datetime(2026, 1, 1, tzinfo=UTC)).empty
        assert len(archive.articles(event=[shared], since="2025-10-01")) == 3
        with pytest.raises(parallax.ParallaxError, match="is not an event of this database"):
            archive.events(event="e00")
        with pytest.raises(parallax.ParallaxError, match="is not a table of the export"):
            archive.frame("nothing")


def test_batches_are_the_table_in_pieces(database: str) -> None:
    with parallax.open(database) as archive:
        batches = list(archive.batches("passages"))
        assert sum(batch.num_rows for batch in batches) == len(archive.passages())


def test_nothing_is_written(tmp_path: Path) -> None:
    missing = tmp_path / "none.db"
    with pytest.raises(parallax.ParallaxError, match="there is no such database yet"):
        parallax.open(str(missing))
    assert not missing.exists()


def test_an_older_database_is_upgraded_only_when_asked(database: str, tmp_path: Path) -> None:
    engine = open_database(database)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    with pytest.raises(parallax.ParallaxError, match="older Parallax"):
        parallax.open(database)


def test_importing_it_loads_nothing_heavy() -> None:
    heavy = (
        "torch",
        "pandas",
        "streamlit",
        "sklearn",
        "pyarrow",
        "sentence_transformers",
    )
    code = f"import sys, parallax; print([name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert found.stdout.strip() == "[]"


def test_what_there_is_not_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = parallax.nothing_such
    assert parallax.Archive.__name__ == "Archive"
    assert parallax.Text.__name__ == "Text"


def test_accounts_are_what_outlets_have_of_events(database: str) -> None:
    with parallax.open(database) as archive:
        (shared,) = archive.events().query("outlets > 1").event_id
        everywhere = archive.accounts()
        assert list(everywhere.columns) == list(ACCOUNTS.names)
        counted = everywhere.groupby("event_id").size()
        assert dict(counted) == dict(archive.events().set_index("event_id").outlets)
        of_one = archive.accounts(event=shared)
        assert list(of_one.outlet) == ["City Ledger", "National Wire", "The Beacon"]
        assert of_one.whole.all()
        assert not of_one.copied.any()
        articles = archive.articles(event=shared)
        assert sorted(of_one.article_ids.explode()) == sorted(articles.article_id)
        assert of_one.words.sum() == articles.words.sum()
        assert archive.accounts(since="2030-01-01").empty


def test_an_account_of_several_articles() -> None:
    def article(name: str, **told: object) -> dict[str, object]:
        plain = {"event_id": "e1", "outlet": "A", "article_id": name, "title": name}
        kept = {"published": None, "words": 10, "access": "free", "completeness": 1.0}
        copied = {"syndicated_from": None, "syndicated_from_article": None}
        return {**plain, **kept, **copied, **told}

    of_wire = {"syndicated_from": "Wire", "syndicated_from_article": "w"}
    late, early = datetime(2025, 10, 7, 12, tzinfo=UTC), datetime(2025, 10, 7, 9, tzinfo=UTC)
    found = accounts(
        [
            article("undated", **of_wire),
            article("late", published=late, completeness=0.4, **of_wire),
            article("early", published=early),
            article("apart", event_id=None),
            article("copy", outlet="B", **of_wire),
        ]
    )
    assert [(one["outlet"], one["article_ids"]) for one in found] == [
        ("A", ["early", "late", "undated"]),
        ("B", ["copy"]),
    ]
    first, second = found
    assert (first["title"], first["first_published"], first["words"]) == ("early", early, 30)
    assert (first["completeness"], first["whole"], first["copied"]) == (0.4, False, False)
    assert (second["first_published"], second["whole"], second["copied"]) == (None, True, True)
    assert first["syndicated_from"] == second["syndicated_from"] == ["Wire"]

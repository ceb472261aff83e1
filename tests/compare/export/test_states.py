"""The tables revisions, memberships and runs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compare.export import Selection, export
from compare.export.formats import TABULAR
from compare.tables import memberships
from crawler.tables import articles, revisions, runs

Read = Callable[[Path, str], dict[str, list[dict[str, Any]]]]
LATER = datetime(2025, 10, 5, tzinfo=UTC)


def tables_of(shelf: Any, out: Path, read: Read, selection: Selection | None = None) -> Any:
    export(shelf.engine, out, list(TABULAR), selection or Selection())
    found = [read(out, form) for form in TABULAR]
    assert found[0] == found[1] == found[2]
    return found[0]


def test_every_state_of_an_article(shelf: Any, out: Path, read: Read) -> None:
    rows = tables_of(shelf, out, read)["revisions"]
    order = [(row["article_id"], row["revision"]) for row in rows]
    assert order == sorted(order)
    first, second = [row for row in rows if row["article_id"] == shelf.ledger]
    assert (first["in_articles"], second["in_articles"]) == (True, False)
    assert first["text"] is None  # articles has it
    assert second["text"] == "Corrected after it was compared."
    assert second["text_hash"] == hashlib.sha256(f"New\n{second['text']}".encode()).hexdigest()
    assert (first["modified"], second["modified"]) == (None, "2025-10-04T12:00:00Z")
    assert second["seen"] == "2025-10-04T12:05:00Z"
    assert (first["completeness"], first["completeness_reasons"]) == (0.7, ["no end"])


def test_each_row_of_articles_is_one_of_revisions(shelf: Any, out: Path, read: Read) -> None:
    tables = tables_of(shelf, out, read)
    held = {
        (row["article_id"], row["revision"], row["text_hash"])
        for row in tables["revisions"]
        if row["in_articles"]
    }
    assert held == {
        (row["article_id"], row["revision"], row["text_hash"]) for row in tables["articles"]
    }


def test_states_from_before_they_were_kept(shelf: Any, out: Path, read: Read) -> None:
    old = {"access": None, "completeness": None, "completeness_reasons": None}
    shelf.stock.update(revisions, revisions.c.revision == 2, **old)
    (row,) = [r for r in tables_of(shelf, out, read)["revisions"] if r["revision"] == 2]
    assert (row["access"], row["completeness"], row["completeness_reasons"]) == (None, None, [])


@pytest.mark.parametrize("with_noarchive", [False, True])
def test_a_page_that_asks_not_to_be_copied(
    shelf: Any, out: Path, read: Read, with_noarchive: bool
) -> None:
    shelf.stock.update(articles, articles.c.article_id == shelf.ledger, noarchive=True)
    selection = Selection(with_noarchive=with_noarchive)
    tables = tables_of(shelf, out, read, selection)
    (row,) = [r for r in tables["revisions"] if r["revision"] == 2]
    assert (row["text"] is not None) == with_noarchive
    (quoted,) = [r for r in tables["memberships"] if r["kind"] == "shared quotation"]
    assert (quoted["value"] is not None) == with_noarchive


def test_without_texts(shelf: Any, out: Path, read: Read) -> None:
    tables = tables_of(shelf, out, read, Selection(with_text=False))
    assert all(row["text"] is None and row["text_hash"] for row in tables["revisions"])
    (quoted,) = [r for r in tables["memberships"] if r["kind"] == "shared quotation"]
    assert quoted["value"] is None


def test_of_a_selection_its_articles_alone(shelf: Any, out: Path, read: Read) -> None:
    tables = tables_of(shelf, out, read, Selection(events=(shelf.small,)))
    (article,) = tables["articles"]
    assert [row["article_id"] for row in tables["revisions"]] == [article["article_id"]]
    assert [row["article_id"] for row in tables["memberships"]] == [article["article_id"]]
    assert len(tables["runs"]) == 1  # whole: they made what was chosen from


def test_a_row_for_each_reason(shelf: Any, out: Path, read: Read) -> None:
    tables = tables_of(shelf, out, read)
    rows = [row for row in tables["memberships"] if row["article_id"] == shelf.ledger]
    assert [row["position"] for row in rows] == [0, 1, 2]
    (article,) = [row for row in tables["articles"] if row["article_id"] == shelf.ledger]
    same = ("kind", "weight", "value", "values", "number")
    assert [[row[name] for name in same] for row in rows] == [
        [reason[name] for name in same] for reason in article["event_reasons"]
    ]
    assert {row["other_article_id"] for row in rows} == {shelf.wire}
    assert {(row["event_id"], row["score"], row["standing"]) for row in rows} == {
        (shelf.big, 0.9, "full")
    }


def test_an_article_of_which_no_evidence_is_stored(shelf: Any, out: Path, read: Read) -> None:
    which = memberships.c.article_id == shelf.beacon
    shelf.stock.update(memberships, which, standing="guest", page="live blog", reasons=[])
    (row,) = [
        r for r in tables_of(shelf, out, read)["memberships"] if r["article_id"] == shelf.beacon
    ]
    assert (row["standing"], row["page"]) == ("guest", "live blog")
    assert (row["position"], row["values"]) == (0, [])
    absent = ("kind", "other_article_id", "weight", "value", "number")
    assert [row[name] for name in absent] == [None] * 5


def test_runs_of_every_kind_and_age(shelf: Any, out: Path, read: Read) -> None:
    crawl = {"added": 3, "failures": {"robots.txt": 2, "odd": "x"}, "outlets_sha256": "f" * 64}
    shelf.stock.insert(
        runs, kind="crawl", started=LATER, finished=LATER, outcome="done", counts=crawl
    )
    odd = {
        "added": True,
        "huge": 2**63,
        "half": 0.5,
        "failures": [1],
        "model": ["x"],
        "settings": "x",
    }
    shelf.stock.insert(runs, kind="import", started=LATER, outcome="failed", counts=odd)
    shelf.stock.insert(runs, kind="compare", started=LATER, outcome="running", counts=[])
    compared, crawled, imported, killed = tables_of(shelf, out, read)["runs"]
    assert compared["model"] == "all-MiniLM-L6-v2@53aa51172d14"
    settings = {one["name"]: one["value"] for one in compared["settings"]}
    assert settings["least_confidence"] == "0.5"
    assert settings["event_rule"].startswith('"')
    assert crawled["outlets_sha256"] == "f" * 64
    assert crawled["counts"] == [{"name": "added", "number": 3}]
    assert crawled["failures"] == [{"kind": "robots.txt", "pages": 2}]
    assert (crawled["started"], crawled["outcome"]) == ("2025-10-05T00:00:00Z", "done")
    for row in (imported, killed):
        assert (row["counts"], row["failures"], row["settings"]) == ([], [], [])
        assert (row["finished"], row["model"], row["outlets_sha256"]) == (None, None, None)

from __future__ import annotations

import json
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from compare.errors import ExportError
from compare.export import FORMATS, Selection, export
from compare.export.formats import TABULAR
from compare.export.schema import TABLES
from compare.tables import differences, events, passages

Read = Callable[[Path, str], dict[str, list[dict[str, Any]]]]
CLOCK = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def export_all(shelf: Any, out: Path, selection: Selection | None = None, **more: Any) -> Any:
    return export(shelf.engine, out, list(FORMATS), selection or Selection(), **more)


def leftovers(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir() if path != out)


@pytest.mark.parametrize("form", TABULAR)
def test_every_offset_is_a_slice_of_the_exported_text(
    shelf: Any, out: Path, read: Read, form: str
) -> None:
    export(shelf.engine, out, [form], Selection())
    tables = read(out, form)
    texts = {row["article_id"]: row["text"] for row in tables["articles"]}
    homes = {row["passage_id"]: row["article_id"] for row in tables["passages"]}
    assert texts == shelf.texts
    assert len(tables["passages"]) == 4
    for row in tables["passages"]:
        assert row["text"]
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["text"]
    values = [value for row in tables["differences"] for value in row["values"]]
    assert [value["text"] for value in values] == [
        "boxed in",
        "boxed in",
        "four 🚙 cars",
        "10 cars",
    ]
    for value in values:
        assert texts[homes[value["passage_id"]]][value["start"] : value["end"]] == value["text"]


def test_all_formats_say_the_same(shelf: Any, out: Path, read: Read) -> None:
    counts = export_all(shelf, out)
    first, *others = (read(out, form) for form in TABULAR)
    for other in others:
        assert other == first
    assert counts == {name: len(rows) for name, rows in first.items()}
    assert counts == {
        "articles": 5,
        "events": 2,
        "passages": 4,
        "clusters": 1,
        "differences": 2,
        "quotations": 3,
        "names": 2,
        "agreement": 3,
        "outlets": 3,
        "corrections": 2,
        "redirects": 1,
        "revisions": 6,
        "coverage": 3,
        "memberships": 6,
        "runs": 1,
    }
    for table in TABLES:
        for row in first[table.name]:
            assert tuple(row) == table.names


def test_the_article_that_was_compared_is_the_one_exported(
    shelf: Any, out: Path, read: Read
) -> None:
    export_all(shelf, out)
    rows = {row["article_id"]: row for row in read(out, "jsonl")["articles"]}
    ledger, wire, beacon = rows[shelf.ledger], rows[shelf.wire], rows[shelf.beacon]
    assert (ledger["revision"], ledger["title"]) == (1, '=HYPERLINK("http://x")')
    assert ledger["modified"] is None  # the date belongs to the second revision
    assert wire["modified"] == "2025-10-04T12:00:00Z"
    assert wire["first_seen"] == "2025-10-04T12:05:00Z"
    assert (beacon["syndicated_from"], wire["syndicated_from"]) == ("@Wire", None)
    assert beacon["published"] is None
    assert beacon["language"] is None
    assert rows[shelf.alone]["event_id"] is None
    assert ledger["completeness_reasons"] == ["no end"]


def test_half_a_surrogate_pair_breaks_nothing(shelf: Any, out: Path, read: Read) -> None:
    export_all(shelf, out)
    for form in TABULAR:
        (row,) = [r for r in read(out, form)["articles"] if r["article_id"] == shelf.ledger]
        assert row["authors"] == ['@Ann, "the" One', "Half \ufffd pair", "-Bo"]


def test_passages_of_a_cluster_come_by_article(shelf: Any, out: Path, read: Read) -> None:
    export_all(shelf, out)
    tables = read(out, "jsonl")
    order = [row["passage_id"] for row in tables["passages"]]
    (cluster,) = tables["clusters"]
    assert len(cluster["passage_ids"]) == 3
    assert cluster["passage_ids"] == sorted(cluster["passage_ids"], key=order.index)


def test_without_text_offsets_and_hashes_stay(shelf: Any, out: Path, read: Read) -> None:
    export_all(shelf, out, Selection(with_text=False))
    for form in TABULAR:
        tables = read(out, form)
        assert all(row["text"] is None and row["text_hash"] for row in tables["articles"])
        assert all(row["text"] is None and row["end"] for row in tables["passages"])
        for row in tables["differences"]:
            assert row["reason"] is None
            assert all(value["text"] is None and value["end"] for value in row["values"])
    for path in out.iterdir():
        assert b"boxed in by" not in path.read_bytes()


def test_only_the_chosen_events_and_their_articles(shelf: Any, out: Path, read: Read) -> None:
    old = Selection.parse(events=("e000000000000000f", shelf.big), since=None, with_text=True)
    assert export_all(shelf, out, old) == {
        "articles": 3,
        "events": 1,
        "passages": 4,
        "clusters": 1,
        "differences": 2,
        "quotations": 3,
        "names": 2,
        "agreement": 3,
        "outlets": 3,  # all of them: silence may be a failed crawl
        "corrections": 2,
        "redirects": 1,
        "revisions": 4,
        "coverage": 3,
        "memberships": 5,
        "runs": 1,
    }
    assert {row["event_id"] for row in read(out, "csv")["articles"]} == {shelf.big}
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["selection"] == {
        "asked_events": ["e000000000000000f", shelf.big],
        "events": [shelf.big],
        "since": None,
        "with_text": True,
        "with_noarchive": False,
        "quotation_words": 0,
    }


@pytest.mark.parametrize(
    ("since", "found"),
    [("2025-10-04", 2), ("2025-10-05", 1), ("2025-10-04T20:30:00+02:00", 1), ("2026-01-01", 0)],
)
def test_only_events_since(shelf: Any, out: Path, read: Read, since: str, found: int) -> None:
    chosen = Selection.parse(events=(), since=since, with_text=True)
    assert export_all(shelf, out, chosen)["events"] == found
    assert all(row["event_id"] for row in read(out, "parquet")["articles"])


def test_event_and_since_together_narrow(shelf: Any, out: Path) -> None:
    chosen = Selection.parse(events=(shelf.big,), since="2025-10-06", with_text=True)
    assert export_all(shelf, out, chosen)["articles"] == 0


def test_an_unknown_event_is_refused_before_anything_is_written(shelf: Any, out: Path) -> None:
    chosen = Selection.parse(events=("e00000000000dead",), since=None, with_text=True)
    with pytest.raises(ExportError, match="e00000000000dead: is not an event"):
        export_all(shelf, out, chosen)
    assert list(out.parent.iterdir()) == []


def test_an_empty_database_gives_empty_tables(stock: Any, out: Path, read: Read) -> None:
    counts = export_all(stock, out)
    assert set(counts.values()) == {0}
    for form in TABULAR:
        assert read(out, form) == {table.name: [] for table in TABLES}
    header = (out / "events.csv").read_bytes()
    assert header.startswith(b"event_id,title,")
    assert header.endswith(b"\r\n")


def test_a_second_export_differs_only_in_the_manifests_time(shelf: Any, out: Path) -> None:
    export_all(shelf, out, clock=lambda: CLOCK)
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    export_all(shelf, out, clock=lambda: CLOCK)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first
    export_all(shelf, out)
    changed = {path.name for path in out.iterdir() if path.read_bytes() != first[path.name]}
    assert changed == {"manifest.json"}
    assert leftovers(out) == []


class Meddler:
    """Progress during which another program changes the database."""

    def __init__(self, shelf: Any) -> None:
        self._shelf = shelf
        self.told: dict[str, int] = {}
        self.totals: dict[str, int | None] = {}

    def step(self, name: str, total: int | None) -> Callable[[int], None]:
        if name == "exporting events":
            self._shelf.stock.event("e0000000000000003", self._shelf.alone)
        self.totals[name] = total

        def tell(more: int) -> None:
            self.told[name] = self.told.get(name, 0) + more

        return tell


def test_tables_agree_while_another_program_writes(shelf: Any, out: Path, read: Read) -> None:
    progress = Meddler(shelf)
    counts = export_all(shelf, out, progress=progress)
    tables = read(out, "jsonl")
    assert counts["events"] == 2
    named = {row["event_id"] for row in tables["articles"]} - {None}
    assert named == {row["event_id"] for row in tables["events"]}
    assert progress.told == progress.totals
    with shelf.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(events)).scalar() == 3


def test_offsets_outside_the_text_are_not_published(shelf: Any, out: Path) -> None:
    with shelf.engine.begin() as connection:
        connection.execute(passages.update().values(end=passages.c.end + 10_000))
    with pytest.raises(ExportError, match="compare --all"):
        export_all(shelf, out)
    assert list(out.parent.iterdir()) == []


def test_a_difference_without_its_passage_is_not_published(shelf: Any, out: Path) -> None:
    values = [{"passage_id": "pgone", "start": 0, "end": 1, "normal": ""}]
    with shelf.engine.begin() as connection:
        connection.execute(differences.update().values(values=values))
    with pytest.raises(ExportError, match=r"passage pgone: .*compare --all"):
        export_all(shelf, out)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file may grow beyond this: what a full disk does, without one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("form", FORMATS)
def test_a_write_that_fails_leaves_the_earlier_export(shelf: Any, out: Path, form: str) -> None:
    export_all(shelf, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    shelf.stock.article("City Ledger", "long", os.urandom(60_000).hex())
    with largest_file(30_000), pytest.raises(ExportError, match="cannot be written") as caught:
        export(shelf.engine, out, [form], Selection())
    assert str(caught.value).count("\n") == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert leftovers(out) == []

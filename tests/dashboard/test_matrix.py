"""Rows, cells and columns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Connection

from crawler.database import open_database, reading
from dashboard.glance import glance, grouped, surest
from dashboard.matrix import (
    ALL,
    DIFFERING,
    SHARED,
    SOME,
    choose_columns,
    make_rows,
    marks_of,
    narrow,
)
from dashboard.queries.accounts import EventHead, load_event
from dashboard.queries.passages import (
    load_clusters,
    load_differences,
    load_passages,
    outlets_of_passages,
)
from dashboard.sidebyside import comparison, headlines


@pytest.fixture
def connection(newsroom: str) -> Iterator[Connection]:
    engine = open_database(newsroom)
    with reading(engine) as opened:
        yield opened
    engine.dispose()


def _head(connection: Connection, event_id: str = "ebridge") -> EventHead:
    head = load_event(connection, event_id)
    assert head is not None
    return head


def _draw(connection: Connection, *columns: str, shown: str = ALL, opened: str = "") -> str:
    head = _head(connection)
    clusters = load_clusters(connection, head.event_id)
    differences = load_differences(connection, head.event_id)
    outlet_of = outlets_of_passages(connection, head.event_id)
    rows = narrow(make_rows(clusters, differences, outlet_of, columns), shown)
    places = load_passages(connection, (p for r in rows for c in r.cells for p in c))
    return comparison(head, columns, rows, places, marks_of(differences), opened=opened)


@pytest.mark.parametrize(
    ("shown", "numbers"),
    [
        (ALL, [1, 2, 3]),
        (SHARED, [1]),
        (SOME, [2, 3]),
        (DIFFERING, [1, 2]),
        ("figure", [2]),
        ("quote", []),
    ],
)
def test_rows_are_narrowed(connection: Connection, shown: str, numbers: list[int]) -> None:
    head = _head(connection)
    rows = make_rows(
        load_clusters(connection, "ebridge"),
        load_differences(connection, "ebridge"),
        outlets_of_passages(connection, "ebridge"),
        head.outlets,
    )
    assert [row.cluster.number for row in narrow(rows, shown)] == numbers


def test_copies_are_chosen_last(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.matrix.COLUMNS", 3)
    head = _head(connection)
    chosen = choose_columns(
        head.accounts,
        load_clusters(connection, "ebridge"),
        load_differences(connection, "ebridge"),
        outlets_of_passages(connection, "ebridge"),
    )
    assert chosen == ["City Ledger", "National Wire", "The Standard"]


def test_what_an_account_lacks_is_said_with_care(connection: Connection) -> None:
    drawn = _draw(connection, "City Ledger", "The Standard", shown="figure")
    assert "? locked" in drawn
    assert "not in captured text" not in drawn
    drawn = _draw(connection, "National Wire", "The Standard")
    assert drawn.count("? locked") == 2


def test_a_copy_is_folded_only_beside_its_source(connection: Connection) -> None:
    beside = _draw(connection, "National Wire", "The Beacon", shown="figure")
    assert "the words of" in beside
    apart = _draw(connection, "City Ledger", "The Beacon", shown="figure")
    assert "the words of" not in apart
    assert "copy of" in apart


def test_differing_spans_are_marked_and_named(connection: Connection) -> None:
    drawn = _draw(connection, "City Ledger", "National Wire", shown="figure")
    mark = '<mark class="px-k-figure">at least four cracks<span class="px-tag px-k-figure">figure'
    assert mark in drawn


def test_a_row_can_be_open_from_the_start(connection: Connection) -> None:
    drawn = _draw(connection, "City Ledger", shown="figure", opened="cebridge1")
    assert "<details open>" in drawn
    assert '<b class="px-here">' in drawn


def test_headlines_of_hostile_outlets_are_words(connection: Connection) -> None:
    drawn = headlines(_head(connection, "ehostile"))
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "<b>Palisade" not in drawn
    assert "javascript:alert(1)&quot;" not in drawn
    assert 'href="javascript' not in drawn


def test_where_they_differ_names_each_wording_once(connection: Connection) -> None:
    head = _head(connection)
    groups = grouped(load_differences(connection, "ebridge"))
    assert [(g.kind, len(g.differences)) for g in groups] == [("wording", 1), ("figure", 2)]
    ids = [v.passage_id for g in groups for d in g.differences for v in d.values]
    drawn = glance(head, surest(groups), load_passages(connection, ids), 2)
    assert drawn.count("at least four cracks") == 1
    assert "National Wire, The Beacon" in drawn
    assert "2 more" in drawn

"""Rows, cells and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.engine import Connection

from compare.tables import quotations
from crawler.article import Article
from crawler.database import open_database, reading, writing
from dashboard.folding import copied_from, folded, unfolded
from dashboard.glance import glance, grouped, surest
from dashboard.matrix import (
    ALL,
    COUNTING,
    DIFFERING,
    QUOTING,
    SHARED,
    SOME,
    choose_columns,
    counting_passages,
    lone_rows,
    make_rows,
    marks_of,
    narrow,
)
from dashboard.queries.accounts import EventHead, load_event
from dashboard.queries.narrowing import count_lone, load_lone, quoting_passages
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


def _draw(
    connection: Connection, *columns: str, shown: str = ALL, opened: str = "", fold: bool = False
) -> str:
    head = _head(connection)
    clusters = load_clusters(connection, head.event_id)
    differences = load_differences(connection, head.event_id)
    outlet_of = outlets_of_passages(connection, head.event_id)
    into = folded(columns, copied_from(head)) if fold else {}
    rows = narrow(make_rows(clusters, differences, outlet_of, columns, into), shown)
    places = load_passages(connection, (p for row in rows for p in row.passages))
    return comparison(
        head, columns, rows, places, marks_of(differences), folded=into, opened=opened
    )


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
    assert [row.cluster and row.cluster.number for row in narrow(rows, shown)] == numbers


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


def test_copies_stand_in_their_sources_column(connection: Connection) -> None:
    sources = copied_from(_head(connection))
    assert sources == {"The Beacon": "National Wire"}
    assert folded(["City Ledger", "National Wire"], sources) == sources
    assert folded(["City Ledger"], sources) == {}
    assert folded(["National Wire", "The Beacon"], sources) == {}
    shown = unfolded(["National Wire", "City Ledger"], sources)
    assert shown == ["National Wire", "The Beacon", "City Ledger"]
    assert unfolded(["The Beacon", "National Wire"], sources) == ["The Beacon", "National Wire"]


def test_a_folded_copy_is_named_where_it_has_the_same_words(connection: Connection) -> None:
    drawn = _draw(connection, "City Ledger", "National Wire", fold=True)
    assert 'copied by <span dir="auto">The Beacon (90%)' in drawn
    assert drawn.count("also in ") == 3
    assert 'in <span dir="auto">The Beacon</span> (copy)' not in drawn
    assert "copied by" not in _draw(connection, "City Ledger", "National Wire")


def test_what_a_folded_copy_words_otherwise_is_shown(
    empty: str,
    write_article: Callable[..., Article],
    store_event: Callable[..., None],
) -> None:
    wire = write_article("Wire", "W", "Four men left. “So be it.” It rained.")
    beacon = write_article("Beacon", "B", 'Five men left. "So be it." It snowed.', hours=1)
    ledger = write_article("Ledger", "L", "Some men left. It snowed there.", hours=2)
    clusters = [
        [(wire, "Four"), (beacon, "Five"), (ledger, "Some")],
        [(wire, "“So"), (beacon, '"So')],
        [(beacon, "It snowed"), (ledger, "It snowed")],
    ]
    engine = open_database(empty)
    with writing(engine) as opened:
        store_event(
            opened, "ebridge", [wire, beacon, ledger], clusters=clusters, copies=[(beacon, wire)]
        )
    with reading(engine) as opened:
        drawn = _draw(opened, "Wire", "Ledger", fold=True)
    assert "Five men left." in drawn
    assert "It snowed." in drawn
    assert drawn.count('in <span dir="auto">Beacon</span> (copy)') == 2
    # Marks drawn otherwise make no other words.
    assert drawn.count("also in ") == 1


def test_what_only_one_tells_follows_the_row_before_it(connection: Connection) -> None:
    outlets = ("The Standard", "National Wire", "City Ledger", "The Beacon")
    found = load_lone(connection, "ebridge", outlets, limit=9)
    places = load_passages(connection, (one.passage_id for one in found))
    told = [(one.follows, one.outlet, places[one.passage_id].text[:12]) for one in found]
    assert told == [
        (3, "National Wire", "Ferries run "),
        (3, "City Ledger", "The Ledger a"),
        (3, "The Beacon", "Ferries run "),
    ]
    assert load_lone(connection, "ebridge", outlets, limit=1, offset=1) == found[1:2]
    assert load_lone(connection, "ebridge", (), limit=9) == []
    assert count_lone(connection, "ebridge", outlets) == 3
    assert count_lone(connection, "ebridge", ("The Standard",)) == 0


def test_a_passage_before_every_row_stands_at_the_start(
    empty: str,
    write_article: Callable[..., Article],
    store_event: Callable[..., None],
) -> None:
    wire = write_article("Wire", "W", "So it begins. It rained. So it ends.")
    ledger = write_article("Ledger", "L", "It rained there.", hours=1)
    engine = open_database(empty)
    with writing(engine) as opened:
        sides = [[(wire, "It rained"), (ledger, "It rained")]]
        store_event(opened, "ebridge", [wire, ledger], clusters=sides)
    with reading(engine) as opened:
        found = load_lone(opened, "ebridge", ("Wire",), limit=9)
        places = load_passages(opened, (one.passage_id for one in found))
        rows = lone_rows(found, ["Ledger", "Wire"])
        drawn = comparison(_head(opened), ["Ledger", "Wire"], rows, places, {})
    assert [one.follows for one in found] == [0, 1]
    assert [row.cells for row in rows] == [((), (one.passage_id,)) for one in found]
    assert drawn.count("not in captured text") == 2
    assert drawn.index("at the start") < drawn.index("after row 1")
    assert "link to this row" not in drawn


def test_rows_with_quotations_and_with_figures(connection: Connection) -> None:
    ids = [p for c in load_clusters(connection, "ebridge") for p in c.passage_ids]
    places = load_passages(connection, ids)
    counting = counting_passages(places.values())
    rows = make_rows(
        load_clusters(connection, "ebridge"),
        [],
        outlets_of_passages(connection, "ebridge"),
        ["City Ledger", "National Wire"],
    )
    numbers = [row.cluster and row.cluster.number for row in narrow(rows, COUNTING, counting)]
    assert numbers == [2]
    assert narrow(rows, QUOTING, quoting_passages(connection, "ebridge")) == []
    [ledger] = [p for p in places.values() if p.text.startswith("Engineers counted")]
    connection.execute(
        quotations.insert().values(
            quotation_id="q1",
            article_id=ledger.article_id,
            event_id="ebridge",
            outlet=ledger.outlet,
            revision=1,
            position=0,
            pieces=[{"start": ledger.end - 3, "end": ledger.end + 40}],
            role="speech",
            lost=[],
        )
    )
    holding = quoting_passages(connection, "ebridge")
    # The piece ends in the next sentence, which is another passage of the ledger's.
    assert {row.cluster and row.cluster.number for row in narrow(rows, QUOTING, holding)} == {2, 3}

"""The tab "Figures": which numbers, whose, as of when; and the row of figures under the head."""

from __future__ import annotations

from xml.etree import ElementTree

from compare.shown.coverage import State
from compare.summaries import load_summary
from compare.summary import EMPTY
from crawler.database import open_database, reading
from dashboard.charts import agreement_picture, coverage_chart, coverage_picture
from dashboard.coverage import Cell, agreement_cells, agreement_table, cells
from dashboard.figures import Figures, figure_list, figures_told
from dashboard.figurestrip import figure_strip
from dashboard.matrix import marks_of
from dashboard.queries.accounts import load_event
from dashboard.queries.passages import (
    load_clusters,
    load_differences,
    load_passages,
    outlets_of_passages,
)

HOSTILE = '<script>alert(1)</script> datum.x" \x00\ud800'


def _told(newsroom: str) -> tuple[list[Figures], str]:
    with reading(open_database(newsroom)) as connection:
        head = load_event(connection, "ebridge")
        assert head is not None
        clusters = load_clusters(connection, "ebridge")
        places = load_passages(connection, (p for c in clusters for p in c.passage_ids))
        parted = [d for d in load_differences(connection, "ebridge") if d.kind == "figure"]
    found = figures_told(head.outlets, clusters, places, marks_of(parted))
    return found, figure_list(head, found)


def test_numbers_stand_verbatim_with_their_source(newsroom: str) -> None:
    found, shown = _told(newsroom)
    (cracks,) = found
    assert cracks.differ
    assert [one.place.outlet for one in cracks.given] == [
        "City Ledger",
        "National Wire",
        "The Beacon",
    ]
    for one in cracks.given:
        pieces = [one.place.text[start:end] for start, end in one.spans]
        assert pieces in (["at least four cracks"], ["ten cracks"])
    assert [one.source for one in cracks.given][1] == "The port said"
    assert "the figures differ" in shown
    assert "4 Oct 16:10" in shown


def test_figures_that_differ_come_first(newsroom: str) -> None:
    with reading(open_database(newsroom)) as connection:
        clusters = load_clusters(connection, "ebridge")
        places = load_passages(connection, (p for c in clusters for p in c.passage_ids))
        parted = [d for d in load_differences(connection, "ebridge") if d.kind == "wording"]
    (lead, cracks, _) = clusters
    marked = figures_told(["City Ledger"], clusters, places, marks_of(parted))
    assert [one.cluster for one in marked] == [lead, cracks]
    plain = figures_told(["City Ledger"], clusters, places, {})
    assert [one.cluster for one in plain] == [cracks]
    assert not plain[0].differ


def test_the_strip_links_to_what_it_counts(newsroom: str) -> None:
    with reading(open_database(newsroom)) as connection:
        shown = figure_strip("ebridge", load_summary(connection, "ebridge"))
        alone = figure_strip("ealone", load_summary(connection, "ealone"))
    assert shown is not None
    assert "show=shared%20by%20all&amp;outlets=City%20Ledger&amp;outlets=National%20Wire" in shown
    assert "2 of them perhaps by all" in shown
    assert "as far as was captured" in shown
    assert "tab=Only%20in" in shown
    assert alone is None
    assert figure_strip("enone", EMPTY) is None


def test_the_standard_is_unknown_and_never_lacking(newsroom: str) -> None:
    with reading(open_database(newsroom)) as connection:
        head = load_event(connection, "ebridge")
        assert head is not None
        clusters = load_clusters(connection, "ebridge")
        found = cells(clusters, head.accounts, outlets_of_passages(connection, "ebridge"), {})
        pairs = load_summary(connection, "ebridge").agreements
    locked = [cell for cell in found if cell.outlet == "The Standard"]
    assert [cell.sign for cell in locked] == ["1", "?", "?"]
    told = agreement_table(pairs)
    assert "one text, not two accounts" in told
    assert "captured in part" in told
    both = agreement_cells(head.outlets, pairs)
    assert {(a, b): s for a, b, _, s in both} == {(b, a): s for a, b, _, s in both}


def test_pictures_hold_hostile_words_as_words() -> None:
    cell = Cell(
        cluster_id="c", number=1, words=HOSTILE, outlet=HOSTILE, state=State.TOLD, passages=2
    )
    drawn = ElementTree.fromstring(coverage_picture(HOSTILE, [cell]))
    assert not [part for part in drawn.iter() if "script" in part.tag]
    assert any("<script>" in (part.text or "") for part in drawn.iter())
    ElementTree.fromstring(agreement_picture("t", [(HOSTILE, "B", 0.5, "50%")]))
    spec = coverage_chart([cell]).to_dict()
    ((row,),) = spec["datasets"].values()
    assert HOSTILE[:20] in row["outlet"]
    assert "\x00" not in str(spec)


def test_a_picture_without_a_cell_is_one_all_the_same() -> None:
    assert ElementTree.fromstring(coverage_picture("t", [])).tag.endswith("svg")

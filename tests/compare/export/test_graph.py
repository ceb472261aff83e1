"""The graph is what the tables say, and any reader of GraphML can have it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from compare.export import Selection, export, schema
from compare.export.columns import Table
from compare.export.graph import EDGE_KEYS, GRAPH, NODE_KEYS, GraphMl
from compare.shown.addresses import printable
from crawler.tables import articles

Read = Callable[[Path, str], dict[str, list[dict[str, Any]]]]
NOON = datetime(2025, 10, 4, 12, tzinfo=UTC)
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def row(table: Table, **values: Any) -> dict[str, Any]:
    return {**dict.fromkeys(table.names), **values}


def graph(shelf: Any, out: Path, selection: Selection | None = None) -> nx.DiGraph:
    export(shelf.engine, out, ["graphml", "jsonl"], selection or Selection())
    return nx.read_graphml(out / GRAPH)


def of_kind(found: nx.DiGraph, kind: str) -> dict[tuple[str, str], dict[str, Any]]:
    edges = {(a, b): dict(values) for a, b, values in found.edges(data=True)}
    return {ends: values for ends, values in edges.items() if values.pop("kind") == kind}


def test_nodes_are_the_rows_of_the_tables(shelf: Any, out: Path, read: Read) -> None:
    found = graph(shelf, out)
    tables = read(out, "jsonl")
    assert found.is_directed()
    assert not found.is_multigraph()
    rows: dict[str, dict[str, Any]] = {}
    for one in (*tables["articles"], *tables["events"]):
        kind = "article" if "article_id" in one else "event"
        rows[one[f"{kind}_id"]] = {**one, "kind": kind, "label": one["title"]}
    for one in tables["events"]:
        rows[one["event_id"]] |= {"published": one["first_published"]}
    for one in tables["clusters"]:
        (label,) = (
            p["text"] for p in tables["passages"] if p["passage_id"] == one["representative"]
        )
        rows[one["cluster_id"]] = {**one, "kind": "cluster", "label": label}
    assert set(found.nodes) == set(rows)
    for node, values in found.nodes(data=True):
        for name, value in values.items():
            assert (node, name, value) == (node, name, rows[node][name])
            assert type(value) is {"string": str, "int": int, "double": float}[NODE_KEYS[name]]
    assert found.nodes[shelf.wire]["outlet"] == "@Wire"
    assert found.nodes[shelf.wire]["published"] == "2025-10-04T12:00:00Z"
    assert "published" not in found.nodes[shelf.beacon]


def test_edges_are_memberships_tellings_copies_and_story_lines(shelf: Any, out: Path) -> None:
    found = graph(shelf, out)
    held = of_kind(found, "in")
    big = {(one, shelf.big) for one in (shelf.ledger, shelf.wire, shelf.beacon)}
    assert {ends for ends in held if ends[1] == shelf.big} == big
    assert {values["score"] for values in held.values()} == {0.9}
    assert len(found.pred[shelf.small]) == 1
    assert of_kind(found, "tells") == {
        (one, "c0000000000000001"): {"passages": 1}
        for one in (shelf.ledger, shelf.wire, shelf.beacon)
    }
    assert of_kind(found, "copies") == {
        (shelf.beacon, shelf.wire): {"containment": 0.9, "basis": "both", "agency": "@Wire"}
    }
    assert of_kind(found, "follows") == {(shelf.small, shelf.big): {"score": 0.75}}
    assert shelf.alone in found
    assert not found.degree[shelf.alone]


def test_no_edge_leads_out_of_a_selection(shelf: Any, out: Path) -> None:
    found = graph(shelf, out, Selection(events=(shelf.small,)))
    assert of_kind(found, "follows") == {}
    assert {values["kind"] for _, values in found.nodes(data=True)} == {"article", "event"}


def test_without_texts_a_cluster_goes_by_its_id(shelf: Any, out: Path) -> None:
    found = graph(shelf, out, Selection(with_text=False))
    assert found.nodes["c0000000000000001"]["label"] == "c0000000000000001"
    assert "boxed in" not in (out / GRAPH).read_text("utf-8")


def test_a_page_that_asks_not_to_be_copied(shelf: Any, out: Path, read: Read) -> None:
    shelf.stock.update(articles, articles.c.noarchive.is_(False), noarchive=True)
    found = graph(shelf, out)
    # A passage that another outlet's match is a quotation, here as in the tables.
    texts = {one["passage_id"]: one["text"] for one in read(out, "jsonl")["passages"]}
    (cluster,) = read(out, "jsonl")["clusters"]
    assert found.nodes["c0000000000000001"]["label"] == texts[cluster["representative"]]
    assert "the Ledger begins" not in (out / GRAPH).read_text("utf-8")


def test_every_attribute_is_declared_and_nodes_come_first(shelf: Any, out: Path) -> None:
    graph(shelf, out)
    root = etree.parse(out / GRAPH).getroot()
    declared = {
        (key.get("for"), key.get("id")): (key.get("attr.name"), key.get("attr.type"))
        for key in root.iter(f"{GRAPHML}key")
    }
    assert dict(declared.values()) == {**NODE_KEYS, **EDGE_KEYS}
    kinds = []
    for one in root.find(f"{GRAPHML}graph"):
        kinds.append(etree.QName(one).localname)
        assert all((kinds[-1], data.get("key")) in declared for data in one)
    assert kinds == sorted(kinds, reverse=True)
    assert set(kinds) == {"node", "edge"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
@example("]]></data><node id='x'/>", "&lt;&#0;\x00\x0b\ufffe\ud83d\x85\r\n\t <!-- -->")
def test_hostile_words_are_words(title: str, outlet: str) -> None:
    with TemporaryDirectory() as made:
        with GraphMl().open(Path(made), ()) as writer:
            words = {"title": title, "outlet": outlet, "language": outlet, "url": title}
            writer.write(schema.ARTICLES, [row(schema.ARTICLES, article_id="a1", **words)])
            event = row(schema.EVENTS, event_id="e1", title=outlet, first_published=NOON)
            writer.write(schema.EVENTS, [event])
        found = nx.read_graphml(Path(made) / GRAPH)
    assert set(found.nodes) == {"a1", "e1"}
    assert found.nodes["a1"].get("label", "") == printable(title)
    assert found.nodes["a1"].get("outlet", "") == printable(outlet)
    assert found.nodes["e1"]["published"] == "2025-10-04T12:00:00Z"

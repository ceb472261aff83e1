"""GraphML for Gephi, networkx and igraph: articles, events and clusters, and what joins them.

Every node comes before every edge, and an edge only where both its ends are in the export: some
readers take a name that they have not met for an error, others for a new node.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from lxml import etree

from compare.export import schema
from compare.export.columns import Table
from compare.export.format import Value, Writer, iso
from compare.export.spool import Columns, Kept, Spool, spooled
from compare.shown.addresses import printable

GRAPH = "graph.graphml"
_SPACE = "http://graphml.graphdrawing.org/xmlns"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_LOCATION = f"{_SPACE} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"

NODE_KEYS: Mapping[str, str] = {
    "kind": "string",
    "label": "string",
    "event_id": "string",
    "outlet": "string",
    "language": "string",
    "url": "string",
    "published": "string",
    "last_published": "string",
    "words": "int",
    "completeness": "double",
    "articles": "int",
    "outlets": "int",
    "independent_outlets": "int",
    "position": "int",
    "cohesion": "double",
}
"""Attribute of nodes → its type in GraphML, which knows no times: these are ISO 8601."""
EDGE_KEYS: Mapping[str, str] = {
    "kind": "string",
    "score": "double",
    "passages": "int",
    "containment": "double",
    "basis": "string",
    "agency": "string",
}

_KEPT: Columns = {
    schema.ARTICLES: (
        *("article_id", "event_id", "title", "outlet", "language", "url", "published", "words"),
        *("completeness", "event_score", "syndicated_from_article", "copy_containment"),
        *("copy_basis", "copy_agency"),
    ),
    schema.EVENTS: (
        *("event_id", "title", "first_published", "last_published", "articles", "outlets"),
        *("independent_outlets", "follows", "follows_score"),
    ),
    schema.PASSAGES: ("passage_id", "article_id", "text"),
    schema.CLUSTERS: (
        *("cluster_id", "event_id", "passage_ids", "outlets", "independent_outlets"),
        *("cohesion", "position", "representative"),
    ),
}

_ARTICLE = ("event_id", "outlet", "language", "url", "published", "words", "completeness")
_EVENT = ("event_id", "last_published", "articles", "outlets", "independent_outlets")
_CLUSTER = ("event_id", "outlets", "independent_outlets", "position", "cohesion")
"""Columns that become attributes as they are."""


class GraphMl:
    """One directed graph of everything that is exported."""

    name = "graphml"
    meaning = (
        f"one document, `{GRAPH}`, whatever `--tables` says: a directed graph. Nodes are articles, "
        "events and clusters, as `kind` says, with the columns of their tables as typed "
        "attributes; `label` is the headline or the passage that stands for the cluster. Edges "
        "are “in” (article to event), “tells” (article to cluster), “copies” (article to the "
        "article whose text it carries) and “follows” (event to earlier event). A time is a text "
        "in ISO 8601 that ends in Z; what is missing has no attribute."
    )
    tabular = False
    reads = tuple(_KEPT)
    newest = None

    @contextmanager
    def open(self, folder: Path, tables: Sequence[Table]) -> Iterator[Writer]:
        with spooled(folder, self.name, _KEPT) as spool:
            yield spool
            with (folder / GRAPH).open("wb") as file:
                _write(file, spool)


@dataclass(frozen=True, kw_only=True)
class _Edge:
    source: str
    target: str
    values: Mapping[str, Value]


def _write(file: IO[bytes], spool: Spool) -> None:
    with etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        located = {f"{{{_INSTANCE}}}schemaLocation": _LOCATION}
        names = {None: _SPACE, "xsi": _INSTANCE}
        with xml.element(f"{{{_SPACE}}}graphml", located, nsmap=names):
            for prefix, keys, of in (("n", NODE_KEYS, "node"), ("e", EDGE_KEYS, "edge")):
                for name, type_ in keys.items():
                    what = {"id": f"{prefix}_{name}", "for": of}
                    what |= {"attr.name": name, "attr.type": type_}
                    with xml.element(f"{{{_SPACE}}}key", what):
                        pass
                    xml.write("\n")
            with xml.element(f"{{{_SPACE}}}graph", {"id": "parallax", "edgedefault": "directed"}):
                xml.write("\n")
                for node, values in _nodes(spool):
                    with xml.element(f"{{{_SPACE}}}node", {"id": printable(node)}):
                        _data(xml, "n", values)
                    xml.write("\n")
                for edge in _edges(spool):
                    ends = {"source": printable(edge.source), "target": printable(edge.target)}
                    with xml.element(f"{{{_SPACE}}}edge", ends):
                        _data(xml, "e", edge.values)
                    xml.write("\n")


def _data(xml: Any, prefix: str, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        if value is not None:
            with xml.element(f"{{{_SPACE}}}data", {"key": f"{prefix}_{name}"}):
                xml.write(printable(iso(value) if isinstance(value, datetime) else str(value)))


def _nodes(spool: Spool) -> Iterator[tuple[str, Mapping[str, Value]]]:
    for article in spool.all(schema.ARTICLES):
        label = {"kind": "article", "label": article["title"]}
        yield article["article_id"], {**label, **_taken(article, _ARTICLE)}
    for event in spool.all(schema.EVENTS):
        told = {"kind": "event", "label": event["title"], "published": event["first_published"]}
        yield event["event_id"], {**told, **_taken(event, _EVENT)}
    for cluster in spool.all(schema.CLUSTERS):
        passage = spool.find(schema.PASSAGES, cluster["representative"])
        # Without texts, the cluster's id is all there is to call it by.
        label = {"kind": "cluster", "label": (passage or {}).get("text") or cluster["cluster_id"]}
        yield cluster["cluster_id"], {**label, **_taken(cluster, _CLUSTER)}


def _edges(spool: Spool) -> Iterator[_Edge]:
    for article in spool.all(schema.ARTICLES):
        own, event, copied = (
            article["article_id"],
            article["event_id"],
            article["syndicated_from_article"],
        )
        if event is not None and spool.find(schema.EVENTS, event):
            values = {"kind": "in", "score": article["event_score"]}
            yield _Edge(source=own, target=event, values=values)
        if copied is not None and spool.find(schema.ARTICLES, copied):
            how = {name: article[f"copy_{name}"] for name in ("containment", "basis", "agency")}
            yield _Edge(source=own, target=copied, values={"kind": "copies", **how})
    for cluster in spool.all(schema.CLUSTERS):
        tellers: Counter[str] = Counter()
        for passage_id in cluster["passage_ids"]:
            passage = spool.find(schema.PASSAGES, passage_id)
            if passage:
                tellers[passage["article_id"]] += 1
        for teller, passages in tellers.items():
            values = {"kind": "tells", "passages": passages}
            yield _Edge(source=teller, target=cluster["cluster_id"], values=values)
    for event in spool.all(schema.EVENTS):
        earlier = event["follows"]
        if earlier is not None and spool.find(schema.EVENTS, earlier):
            values = {"kind": "follows", "score": event["follows_score"]}
            yield _Edge(source=event["event_id"], target=earlier, values=values)


def _taken(row: Kept, names: Sequence[str]) -> dict[str, Value]:
    return {name: row[name] for name in names}

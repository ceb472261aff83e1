"""How large an export will be: rows counted in the database, bytes estimated from a few of them.

The counts are those of tables and indices alone, without the joins and the order of the export's
own queries; a test holds them against what is written. The sample is of the events that come
first by id, which is to say of any: ids are hashes. A document, which is made of several tables,
needs events that are whole; how much it grows with each table is seen by adding one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.columns import Table
from compare.export.format import Format, Row
from compare.export.formats import chosen_formats, tables_read
from compare.export.rows import SOURCES
from compare.export.rows.source import Source
from compare.export.selection import Chosen, find
from compare.export.tablechoice import chosen_tables
from compare.tables import (
    clusters,
    differences,
    events,
    memberships,
    namings,
    passages,
    quotations,
)
from crawler.tables import articles, outlets
from dashboard.exportchoice import Choice

_EVENTS = 12
_ROWS = 300
"""The sample: of so many events, and of so many told by two outlets or more, so many rows a
table."""
_WHOLE_EVENTS = 6
_WHOLE_ROWS = 5000
"""The same for documents."""
_UNKNOWN = 300.0
"""Bytes of a row of which there is no sample."""
_FEW = frozenset({"outlets", "corrections", "redirects", "runs"})
"""Few rows, whose queries read much: not sampled."""


@dataclass(frozen=True, kw_only=True)
class TableSize:
    """One table of an export to be."""

    name: str
    rows: int
    estimate: Mapping[str, float]
    # format → bytes

    @property
    def size(self) -> float:
        """Bytes in all formats, estimated."""
        return sum(self.estimate.values())


@dataclass(frozen=True, kw_only=True)
class _PerRow:
    """A table in one format, in bytes."""

    empty: int
    row: float

    def of(self, rows: float) -> float:
        """With so many rows."""
        return self.empty + self.row * rows


def load_sizes(connection: Connection, choice: Choice) -> list[TableSize]:
    """Every table that will be written. Raises ExportError for an event that never was."""
    chosen = find(connection, choice.selection)
    tables = chosen_tables(choice.tables)
    formats = chosen_formats(choice.formats, choice.link_base)
    read = tables_read(formats, tables)
    sources = [source for source in SOURCES if source.table in read]
    counts = {one.table.name: count_rows(connection, chosen, one) for one in sources}
    measured = {
        one.name: estimated(connection, chosen, one, sources, tables, counts) for one in formats
    }
    return [
        TableSize(
            name=name,
            rows=rows,
            estimate={form: sizes.get(name, 0.0) for form, sizes in measured.items()},
        )
        for name, rows in counts.items()
    ]


def estimated(
    connection: Connection,
    chosen: Chosen,
    form: Format,
    sources: Sequence[Source],
    tables: Sequence[Table],
    counts: Mapping[str, int],
) -> dict[str, float]:
    """Table → bytes that it adds to what this format writes, estimated."""
    taken = [one for one in sources if one.table in (tables if form.tabular else form.reads)]
    if form.tabular:
        sample = {one.table: _sample(connection, chosen, one, _EVENTS, _ROWS) for one in taken}
        return {name: size.of(counts[name]) for name, size in _row_sizes(form, sample).items()}
    sample = {
        one.table: _sample(connection, chosen, one, _WHOLE_EVENTS, _WHOLE_ROWS) for one in taken
    }
    events_held = counts.get("events", 0)
    part = min(1.0, form.newest / events_held) if form.newest and events_held else 1.0
    return {
        name: size.of(counts[name] * part) for name, size in _document_sizes(form, sample).items()
    }


def count_rows(connection: Connection, chosen: Chosen, source: Source) -> int:
    """How many rows the table will have."""
    counted = _COUNTS.get(source.table.name)
    if counted is None:
        return source.count(connection, chosen)
    return int(connection.execute(counted(chosen)).scalar() or 0)


def _counting(table: sa.Table) -> Callable[[Chosen], sa.Select[Any]]:
    def query(chosen: Chosen) -> sa.Select[Any]:
        return sa.select(sa.func.count()).select_from(table).where(chosen.holds(table.c.event_id))

    return query


def _articles(chosen: Chosen) -> sa.Select[Any]:
    if chosen.selection.everything:
        return sa.select(sa.func.count()).select_from(articles)
    return _counting(memberships)(chosen)


def _pairs(chosen: Chosen) -> sa.Select[Any]:
    pairs = events.c.outlets * (events.c.outlets - 1) / 2
    return sa.select(sa.func.sum(pairs)).where(
        chosen.holds(events.c.event_id), events.c.outlets > 1
    )


def _reasons(chosen: Chosen) -> sa.Select[Any]:
    """A row a reason, and one for an article of which none is stored."""
    stored = sa.func.json_array_length(memberships.c.reasons)
    return sa.select(sa.func.sum(sa.case((stored == 0, 1), else_=stored))).where(
        chosen.holds(memberships.c.event_id)
    )


def _outlets_of_clusters(chosen: Chosen) -> sa.Select[Any]:
    return (
        sa.select(sa.func.sum(events.c.outlets))
        .join(clusters, clusters.c.event_id == events.c.event_id)
        .where(chosen.holds(events.c.event_id))
    )


def _all_outlets(chosen: Chosen) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(outlets)


_COUNTS: Mapping[str, Callable[[Chosen], sa.Select[Any]]] = {
    "articles": _articles,
    "events": _counting(events),
    "passages": _counting(passages),
    "clusters": _counting(clusters),
    "differences": _counting(differences),
    "quotations": _counting(quotations),
    "names": _counting(namings),
    "agreement": _pairs,
    "outlets": _all_outlets,
    "memberships": _reasons,
    "coverage": _outlets_of_clusters,
}


def _sample(
    connection: Connection, chosen: Chosen, source: Source, most_events: int, most_rows: int
) -> list[Row]:
    """Some rows of the table."""
    if source.table.name in _FEW:
        return []
    ids = list(_some_events(connection, chosen, most_events))
    if ids:
        asked = replace(chosen.selection, events=tuple(ids), since=None)
        chosen = Chosen(selection=asked, events=tuple(ids))
    elif not (chosen.selection.everything and source.table.name == "articles"):
        return []
    found = connection.execute(source.query(chosen).limit(most_rows)).all()
    return source.rows(connection, chosen, found)


def _some_events(connection: Connection, chosen: Chosen, most: int) -> Iterator[str]:
    for least in (2, 1):
        rows = connection.execute(
            sa.select(events.c.event_id)
            .where(chosen.holds(events.c.event_id), events.c.outlets >= least)
            .order_by(events.c.event_id)
            .limit(most)
        )
        yield from (row.event_id for row in rows)


def _row_sizes(form: Format, sample: Mapping[Table, Sequence[Row]]) -> dict[str, _PerRow]:
    """Table → its size in this format, as the format's own writer makes it."""
    empty, filled = _written(form, dict.fromkeys(sample, ())), _written(form, sample)
    return {
        table.name: _PerRow(
            empty=empty[table.name],
            row=(filled[table.name] - empty[table.name]) / len(rows) if rows else _UNKNOWN,
        )
        for table, rows in sample.items()
    }


def _document_sizes(form: Format, sample: Mapping[Table, Sequence[Row]]) -> dict[str, _PerRow]:
    """Table → what it adds to a document, when the tables come one after the other."""
    found: dict[str, _PerRow] = {}
    told: dict[Table, Sequence[Row]] = {}
    before = empty = sum(_files(form, {}).values())
    for table, rows in sample.items():
        told[table] = rows
        size = sum(_files(form, told).values()) if rows else before
        grown = max(0, size - before) / len(rows) if rows else 0.0
        found[table.name] = _PerRow(empty=0 if found else empty, row=grown)
        before = size
    return found


def _written(form: Format, sample: Mapping[Table, Sequence[Row]]) -> dict[str, int]:
    sizes = _files(form, sample)
    return {table.name: sizes.get(table.name, 0) for table in sample}


def _files(form: Format, sample: Mapping[Table, Sequence[Row]]) -> dict[str, int]:
    """Name without its ending → bytes of what the format writes of these rows."""
    with TemporaryDirectory(prefix="parallax-size-") as made:
        folder = Path(made)
        with form.open(folder, tuple(sample)) as writer:
            for table, rows in sample.items():
                if rows:
                    writer.write(table, rows)
        return {path.stem: path.stat().st_size for path in folder.iterdir()}

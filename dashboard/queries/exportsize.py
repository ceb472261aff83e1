"""How large an export will be: rows counted in the database, bytes estimated from a few of them.

The counts are those of tables and indices alone, without the joins and the order of the export's
own queries; a test holds them against what is written. The sample is of the events that come
first by id, which is to say of any: ids are hashes.
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
from compare.export.formats import chosen_formats
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
_UNKNOWN = 300.0
"""Bytes of a row of which there is no sample."""
_WHOLE = frozenset({"outlets", "corrections", "redirects"})
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

    def of(self, rows: int) -> float:
        """With so many rows."""
        return self.empty + self.row * rows


def load_sizes(connection: Connection, choice: Choice) -> list[TableSize]:
    """Every table that will be written. Raises ExportError for an event that never was."""
    chosen = find(connection, choice.selection)
    tables = chosen_tables(choice.tables)
    formats = chosen_formats(choice.formats)
    sources = [source for source in SOURCES if source.table in tables]
    sample = {one.table: _sample(connection, chosen, one) for one in sources}
    measured = {one.name: _row_sizes(one, sample) for one in formats}
    found = []
    for source in sources:
        rows = count_rows(connection, chosen, source)
        sizes = {name: each[source.table.name].of(rows) for name, each in measured.items()}
        found.append(TableSize(name=source.table.name, rows=rows, estimate=sizes))
    return found


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
}


def _sample(connection: Connection, chosen: Chosen, source: Source) -> list[Row]:
    """Some rows of the table."""
    if source.table.name in _WHOLE:
        return []
    ids = list(_some_events(connection, chosen))
    if ids:
        asked = replace(chosen.selection, events=tuple(ids), since=None)
        chosen = Chosen(selection=asked, events=tuple(ids))
    elif not (chosen.selection.everything and source.table.name == "articles"):
        return []
    found = connection.execute(source.query(chosen).limit(_ROWS)).all()
    return source.rows(connection, chosen, found)


def _some_events(connection: Connection, chosen: Chosen) -> Iterator[str]:
    for least in (2, 1):
        rows = connection.execute(
            sa.select(events.c.event_id)
            .where(chosen.holds(events.c.event_id), events.c.outlets >= least)
            .order_by(events.c.event_id)
            .limit(_EVENTS)
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


def _written(form: Format, sample: Mapping[Table, Sequence[Row]]) -> dict[str, int]:
    with TemporaryDirectory(prefix="parallax-size-") as made:
        folder = Path(made)
        with form.open(folder, tuple(sample)) as writer:
            for table, rows in sample.items():
                if rows:
                    writer.write(table, rows)
        sizes = {path.stem: path.stat().st_size for path in folder.iterdir()}
    return {table.name: sizes.get(table.name, 0) for table in sample}

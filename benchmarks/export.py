"""Rows a second of each format, beside the same rows written by csv, json or pyarrow alone; and
whether memory grows with the archive.

The same made-up archive in two sizes. Every export runs in a process of its own, so that its peak
memory is its own. The baseline has all rows in memory already and writes the largest table with
the library alone: no reading, no order, no check, no neutral cells, no list of hashes. `reading`
is the export to a format that throws the rows away: the time that no writer can save.
"""

from __future__ import annotations

import csv
import json
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.bigarchive import FULL, make
from benchmarks.memory import own_peak
from compare.export import FORMATS, Selection, export
from compare.export.columns import Table
from compare.export.exporting import write_tables
from compare.export.format import Row
from compare.export.selection import find
from crawler.database import open_database, reading
from crawler.progress import Silent

_OF_FULL, _OF_SMALL = 5, 2
"""Articles of an event of full size, and on average of the others."""
_BATCH = 20_000
"""Rows that are handed to a library at once; also our row groups."""
_MOST_GROWTH = 1.2


@dataclass(frozen=True, kw_only=True)
class _Took:
    """One export."""

    rows: int
    seconds: float
    megabytes: float
    # resident at its peak


def run(sizes: Sequence[int] = (10_000, 100_000), formats: Sequence[str] = FORMATS) -> None:
    """Print the figures; sizes: articles of each archive, the smallest first."""
    with TemporaryDirectory() as folder:
        found: dict[str, list[_Took]] = {name: [] for name in ("reading", *formats)}
        for size in sizes:
            name = str(Path(folder) / f"{size}.db")
            make(name, _events(size))
            print(f"\n{size:,} articles{'':18}rows   seconds    rows/s    peak MB", flush=True)
            for one, so_far in found.items():
                took = _apart(name, one, Path(folder) / "out")
                so_far.append(took)
                _print(one, took)
        _print_growth(found, sizes)
        _apart(name, "parquet", Path(folder) / "out")
        _print_alone(Path(folder) / "out", {one: took[-1] for one, took in found.items()})


def _events(size: int) -> int:
    """How many events have about so many articles."""
    full = FULL * _OF_FULL
    return size // _OF_FULL if size <= full else FULL + (size - full) // _OF_SMALL


def _print(name: str, took: _Took) -> None:
    speed = took.rows / took.seconds
    print(
        f"  {name:26}{took.rows:10,}{took.seconds:10.1f}{speed:10,.0f}{took.megabytes:11,.0f}",
        flush=True,
    )


def _print_growth(found: dict[str, list[_Took]], sizes: Sequence[int]) -> None:
    if len(sizes) < 2:
        return
    print(f"\npeak memory, {sizes[-1]:,} articles against {sizes[0]:,} (aim: {_MOST_GROWTH})")
    for name, all_sizes in found.items():
        print(f"  {name:26}{all_sizes[-1].megabytes / all_sizes[0].megabytes:10.2f}")


def _apart(database: str, name: str, out: Path) -> _Took:
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_export, args=(database, name, str(out), sending))
    process.start()
    took: _Took = receiving.recv()
    process.join()
    return took


def _export(database: str, name: str, out: str, answer: Any) -> None:
    engine = open_database(database)
    start = time.perf_counter()
    if name == "reading":
        with reading(engine) as connection:
            chosen = find(connection, Selection())
            counts = write_tables(connection, chosen, Path(out), [_Nothing()], Silent())
    else:
        counts = export(engine, Path(out), [name], Selection())
    seconds = time.perf_counter() - start
    answer.send(_Took(rows=sum(counts.values()), seconds=seconds, megabytes=own_peak()))


class _Nothing:
    """A format that throws the rows away."""

    name = "reading"
    meaning = "nothing is written"
    tabular = True
    reads: tuple[Table, ...] = ()
    newest = None

    @contextmanager
    def open(self, folder: Path, tables: Sequence[Table]) -> Iterator[_Nothing]:
        yield self

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        pass


def _print_alone(parquet: Path, ours: dict[str, _Took]) -> None:
    """The rows of a Parquet export, written again by each library; what reads them is not timed."""
    print(
        "\nthe same rows, by the library alone        seconds    rows/s   ours takes   less reading"
    )
    idle = ours["reading"].seconds
    for name, (beside, write) in _ALONE.items():
        seconds, rows = 0.0, 0
        for file in sorted(parquet.glob("*.parquet")):
            with write(parquet / f"alone.{name}", pq.read_schema(file)) as take:
                for batch in pq.ParquetFile(file).iter_batches(_BATCH):
                    part = batch.to_pylist()
                    start = time.perf_counter()
                    take(part)
                    seconds += time.perf_counter() - start
                    rows += len(part)
        line = f"  {name:26}{seconds:19.1f}{rows / seconds:10,.0f}"
        if beside in ours:
            line += f"{ours[beside].seconds / seconds:12.2f}x"
            line += f"{(ours[beside].seconds - idle) / seconds:14.2f}x"
        print(line, flush=True)


Take = Callable[[list[dict[str, Any]]], None]


@contextmanager
def _csv(path: Path, schema: pa.Schema) -> Iterator[Take]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(schema.names)
        yield lambda rows: writer.writerows(row.values() for row in rows)


@contextmanager
def _json(path: Path, schema: pa.Schema) -> Iterator[Take]:
    with path.open("w", encoding="utf-8") as file:
        yield lambda rows: file.writelines(
            json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows
        )


@contextmanager
def _parquet(path: Path, schema: pa.Schema) -> Iterator[Take]:
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        yield lambda rows: writer.write_table(pa.Table.from_pylist(rows, schema=schema))


_ALONE: dict[str, tuple[str, Callable[[Path, pa.Schema], AbstractContextManager[Take]]]] = {
    "csv": ("csv", _csv),
    "json": ("jsonl", _json),
    "pyarrow": ("parquet", _parquet),
}
"""Library → the format of ours that is set beside it, and what writes rows to a file."""

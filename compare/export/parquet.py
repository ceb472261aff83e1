"""Arrow and Parquet; the only module that imports pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from compare.export.columns import Column, Table
from compare.export.format import Row, Writer

_ROWS = 20_000
_CHARACTERS = 8_000_000
"""A row group ends at whichever comes first: what is kept in memory is bounded."""
_SMALL = 8


class Parquet:
    """Parquet with zstd, a row group for every few thousand rows."""

    name = "parquet"
    meaning = (
        "zstd. Lists are lists and records are structs; a time is timestamp[us, UTC], what is "
        "missing is null. Each column's meaning stands in its metadata under `description`."
    )
    tabular = True
    reads: tuple[Table, ...] = ()
    newest = None

    @contextmanager
    def open(self, folder: Path, tables: Sequence[Table]) -> Iterator[Writer]:
        with ExitStack() as stack:
            groups = {
                table.name: stack.enter_context(_row_groups(folder, table)) for table in tables
            }
            yield _Groups(groups)


class _Groups:
    def __init__(self, groups: Mapping[str, _RowGroups]) -> None:
        self._groups = groups

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        self._groups[table.name].add(rows)


class _RowGroups:
    """Rows of one table, gathered until they make a row group."""

    def __init__(self, writer: Any, schema: pa.Schema) -> None:
        self._writer = writer
        self._schema = schema
        self._rows: list[Row] = []
        self._characters = 0

    def add(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._rows.append(row)
            self._characters += sum(_size(value) for value in row.values())
            if len(self._rows) >= _ROWS or self._characters >= _CHARACTERS:
                self.end()

    def end(self) -> None:
        """Write what was gathered."""
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []
        self._characters = 0


def _size(value: object) -> int:
    """Characters, roughly: whatever is not a text counts as a few."""
    match value:
        case str():
            return len(value)
        case list() | tuple():
            return sum(map(_size, value))
        case dict():
            return sum(map(_size, value.values()))
        case _:
            return _SMALL


@contextmanager
def _row_groups(folder: Path, table: Table) -> Iterator[_RowGroups]:
    schema = arrow_schema(table)
    # A file of Python's own, so that a full disk is the same error in every format.
    with (
        (folder / f"{table.name}.parquet").open("wb") as file,
        pq.ParquetWriter(file, schema, compression="zstd") as writer,
    ):
        groups = _RowGroups(writer, schema)
        yield groups
        groups.end()


def parquet_rows(path: Path, rows: int = 200) -> Iterator[dict[str, Any]]:
    """The rows of a file, so many in memory at a time beside the row group that is unpacked.

    Raises ValueError for what is no Parquet file, and OSError.
    """
    with path.open("rb") as file:
        try:
            for batch in pq.ParquetFile(file).iter_batches(batch_size=rows):
                yield from batch.to_pylist()
        except pa.ArrowException as error:
            raise ValueError(str(error).splitlines()[0]) from error


def record_batch(table: Table, rows: Sequence[Row]) -> pa.RecordBatch:
    """Some rows of a table, in the table's Arrow schema."""
    return pa.RecordBatch.from_pylist(list(rows), schema=arrow_schema(table))


def arrow_table(table: Table, batches: Iterable[pa.RecordBatch]) -> pa.Table:
    """All of them as one, also when there are none."""
    return pa.Table.from_batches(batches, schema=arrow_schema(table))


def arrow_schema(table: Table) -> pa.Schema:
    """The table's columns as Arrow fields."""
    return pa.schema([_field(column) for column in table.columns])


def _field(column: Column) -> pa.Field:
    metadata = {"description": column.meaning}
    if column.unit:
        metadata["unit"] = column.unit
    return pa.field(column.name, _type(column), nullable=column.nullable, metadata=metadata)


def _type(column: Column) -> pa.DataType:
    match column.type:
        case "text":
            return pa.string()
        case "boolean":
            return pa.bool_()
        case "integer":
            return pa.int64()
        case "number":
            return pa.float64()
        case "time":
            return pa.timestamp("us", tz="UTC")
        case "texts":
            return pa.list_(pa.string())
        case "records":
            return pa.list_(pa.struct([_field(field) for field in column.fields]))

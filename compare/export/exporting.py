"""The export: every table in every format asked for, from one state of the database.

database ─ one transaction ─→ selection.find ─→ rows.SOURCES, in batches
                                                 │ each batch to every format
DIR.partial-…/  ←─ jsonl.py, comma.py, parquet.py ┤
                ←─ graph.py, page/, feed.py ←─ spool.py
    + DATA_DICTIONARY.md, RIGHTS.md, datapackage.json, manifest.json
DIR/            ←─ folder.whole_folder, when all of it is on the disk
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import Connection, Engine

from compare.export.columns import Table
from compare.export.datapackage import DATA_PACKAGE, Written, data_package, package_text
from compare.export.dictionary import document
from compare.export.folder import whole_folder
from compare.export.format import Format
from compare.export.formats import REGISTERED, chosen_formats, tables_read
from compare.export.manifest import (
    file_facts,
    installed,
    manifest,
    may_replace,
    write_manifest,
)
from compare.export.rights import RIGHTS, rights_note
from compare.export.rows import SOURCES
from compare.export.rows.outlets import publishers
from compare.export.schema import TABLES
from compare.export.selection import Chosen, Selection, find
from compare.export.tablechoice import chosen_tables
from crawler.database import reading
from crawler.progress import Progress, Silent

DICTIONARY = "DATA_DICTIONARY.md"


def _now() -> datetime:
    return datetime.now(UTC)


def export(
    engine: Engine,
    directory: Path,
    formats: Sequence[str],
    selection: Selection,
    *,
    tables: Sequence[str] = (),
    link_base: str | None = None,
    progress: Progress | None = None,
    clock: Callable[[], datetime] = _now,
) -> dict[str, int]:
    """Write the tables into a folder; table → rows written.

    The folder must not exist, be empty or be an earlier export, which is replaced once the new
    one is whole. tables: their names; none means all. link_base: the address of a
    dashboard, to which a feed then leads. Raises ExportError for what cannot be done;
    the folder is then as it was.
    """
    writers = chosen_formats(formats, link_base)
    wanted = chosen_tables(tables)
    with reading(engine) as connection:
        chosen = find(connection, selection)
        with whole_folder(directory, may_replace) as folder:
            told = progress or Silent()
            counts = write_tables(connection, chosen, folder, writers, told, wanted)
            written = Written(
                formats=writers,
                tables=wanted,
                counts=counts,
                files=file_facts(folder),
                whole=selection.everything,
            )
            _describe(connection, chosen, folder, written)
            content = manifest(
                connection,
                chosen,
                formats=[one.name for one in writers],
                counts=counts,
                files=file_facts(folder, known=written.files),
                created=clock(),
            )
            write_manifest(folder, content)
    return counts


def _describe(connection: Connection, chosen: Chosen, folder: Path, written: Written) -> None:
    """Write what explains the tables: the dictionary, whose they are, the data package."""
    version = installed("parallax-news")
    package = data_package(written, publishers(connection, chosen), version)
    for name, text in (
        (DICTIONARY, document(written.tables, REGISTERED)),
        (RIGHTS, rights_note(version)),
        (DATA_PACKAGE, package_text(package)),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="")


def write_tables(
    connection: Connection,
    chosen: Chosen,
    folder: Path,
    formats: Sequence[Format],
    progress: Progress,
    tables: Sequence[Table] = TABLES,
) -> dict[str, int]:
    """Read each table once and hand its rows to the formats that take it; table → rows.

    Counted are the tables that were chosen; where no format writes tables, those that the documents
    are made of.
    """
    read_tables = tables_read(formats, tables)
    counted = tables if any(one.tabular for one in formats) else read_tables
    counts: dict[str, int] = {}
    with ExitStack() as stack:
        writers = [
            (one.reads or tables, stack.enter_context(one.open(folder, tables))) for one in formats
        ]
        for source in (one for one in SOURCES if one.table in read_tables):
            name = source.table.name
            taking = [writer for taken, writer in writers if source.table in taken]
            tell = progress.step(f"exporting {name}", source.count(connection, chosen))
            written = 0
            for read, rows in source.batches(connection, chosen):
                for writer in taking:
                    writer.write(source.table, rows)
                written += len(rows)
                tell(read)
            if source.table in counted:
                counts[name] = written
    return counts

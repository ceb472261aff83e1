"""The export: every table in every format asked for, from one state of the database.

database ─ one transaction ─→ selection.find ─→ rows.SOURCES, in batches
                                                 │ each batch to every format
DIR.partial-…/  ←─ jsonl.py, comma.py, parquet.py ┘
    + DATA_DICTIONARY.md, manifest.json
DIR/            ←─ folder.whole_folder, when all of it is on the disk
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import Connection, Engine

from compare.export.columns import Table
from compare.export.dictionary import document
from compare.export.folder import whole_folder
from compare.export.format import Format
from compare.export.formats import REGISTERED, chosen_formats
from compare.export.manifest import manifest, may_replace, write_manifest
from compare.export.rows import SOURCES
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
    progress: Progress | None = None,
    clock: Callable[[], datetime] = _now,
) -> dict[str, int]:
    """Write the tables into a folder; table → rows written.

    The folder must not exist, be empty or be an earlier export, which is replaced once the new
    one is whole. tables: their names; none means all. Raises ExportError for what cannot be done;
    the folder is then as it was.
    """
    writers = chosen_formats(formats)
    wanted = chosen_tables(tables)
    with reading(engine) as connection:
        chosen = find(connection, selection)
        with whole_folder(directory, may_replace) as folder:
            told = progress or Silent()
            counts = write_tables(connection, chosen, folder, writers, told, wanted)
            text = document(wanted, REGISTERED)
            (folder / DICTIONARY).write_text(text, encoding="utf-8", newline="")
            content = manifest(
                connection,
                chosen,
                formats=[one.name for one in writers],
                counts=counts,
                folder=folder,
                created=clock(),
            )
            write_manifest(folder, content)
    return counts


def write_tables(
    connection: Connection,
    chosen: Chosen,
    folder: Path,
    formats: Sequence[Format],
    progress: Progress,
    tables: Sequence[Table] = TABLES,
) -> dict[str, int]:
    """Read each table once and hand its rows to every format; table → rows."""
    counts: dict[str, int] = {}
    with ExitStack() as stack:
        writers = [stack.enter_context(one.open(folder, tables)) for one in formats]
        for source in (one for one in SOURCES if one.table in tables):
            name = source.table.name
            tell = progress.step(f"exporting {name}", source.count(connection, chosen))
            counts[name] = 0
            for read, rows in source.batches(connection, chosen):
                for writer in writers:
                    writer.write(source.table, rows)
                counts[name] += len(rows)
                tell(read)
    return counts

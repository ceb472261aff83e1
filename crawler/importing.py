"""Files → articles in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.engine import Engine

from crawler.archive import store
from crawler.article import Article
from crawler.database import writing
from crawler.errors import ImportFileError
from crawler.imports.jsonl import LONGEST_LINE, BadLine, read_lines
from crawler.progress import Progress, Silent

_TRANSACTION = 200
"""Articles: what is lost at most when an import is killed; importing again adds the rest."""


@dataclass(kw_only=True)
class ImportReport:
    """What an import did."""

    added: int = 0
    revised: int = 0
    unchanged: int = 0
    skipped: int = 0
    # bad lines

    @property
    def read(self) -> int:
        return self.added + self.revised + self.unchanged


def import_files(
    engine: Engine,
    paths: list[Path],
    *,
    now: datetime,
    complain: Callable[[str], None],
    progress: Progress | None = None,
) -> ImportReport:
    """Import .jsonl files; bad lines are told to `complain` and skipped.

    Raises ImportFileError for a file that cannot be read or whose every line is bad.
    """
    report = ImportReport()
    progress = progress or Silent()
    for path in paths:
        check_importable(path)
    for path in paths:
        _import_file(engine, path, report, now, complain, progress)
    return report


def check_importable(path: Path) -> None:
    """Raises ImportFileError unless the path is a file of a kind that can be imported."""
    if not path.exists():
        raise ImportFileError(str(path), "there is no such file")
    if path.is_dir() or path.suffix.lower() not in (".jsonl", ".ndjson"):
        raise ImportFileError(
            str(path), "cannot be imported", "give a .jsonl file (one JSON object a line)"
        )


def _import_file(
    engine: Engine,
    path: Path,
    report: ImportReport,
    now: datetime,
    complain: Callable[[str], None],
    progress: Progress,
) -> None:
    good, bad = 0, 0
    batch: list[Article] = []
    try:
        tell = progress.step(f"importing {path.name}", path.stat().st_size)
        with path.open("rb") as file:
            for item in read_lines(_lines(file, tell)):
                if isinstance(item, BadLine):
                    bad += 1
                    complain(f"{path}, line {item.number}: {item.problem}; skipped.")
                    continue
                good += 1
                batch.append(item)
                if len(batch) >= _TRANSACTION:
                    _store_batch(engine, batch, report, now)
                    batch = []
    except OSError as error:
        raise ImportFileError(str(path), f"cannot be read ({error.strerror})") from error
    _store_batch(engine, batch, report, now)
    report.skipped += bad
    if bad and not good:
        raise ImportFileError(
            str(path),
            f"has no line that can be imported ({bad} bad)",
            'each line must be a JSON object with "outlet" and "text" or "html"',
        )
    if not good:
        complain(f"{path} is empty; nothing was imported from it.")


def _lines(file: BinaryIO, tell: Callable[[int], None]) -> Iterator[bytes]:
    """The file's lines; of one that is too long only the beginning, however long it is."""
    while line := file.readline(LONGEST_LINE + 1):
        tell(len(line))
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)
            tell(len(line))


def _store_batch(engine: Engine, batch: list[Article], report: ImportReport, now: datetime) -> None:
    if not batch:
        return
    with writing(engine) as connection:
        for article in batch:
            outcome = store(connection, article, now, may_revert=False)
            setattr(report, outcome, getattr(report, outcome) + 1)

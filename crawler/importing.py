"""Files → articles in the database.

files ─▶ imports/registry.py: which reader ─▶ items ─▶ imports/ordered.py: pages extracted
                                                            │ in worker processes, in order
                                                            ▼
                                        transactions of 200 articles, or a dry run
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from crawler.errors import ImportFileError
from crawler.importreport import Complaints, ImportReport
from crawler.imports.items import BadRecord, Found, How, Item, Listed, Passed
from crawler.imports.ordered import Extraction
from crawler.imports.registry import files_in, reader_of
from crawler.progress import Progress, Silent

_TRANSACTION = 200
"""Articles: what is lost at most when an import is killed; importing again adds the rest."""


class Storing(Protocol):
    """Where articles go."""

    def __call__(self, batch: Iterable[Found]) -> Iterator[str]:
        """Store them: "added", "revised", "unchanged", or "older" for each, in order."""


def import_files(
    paths: list[Path],
    *,
    how: How,
    storing: Storing,
    complain: Callable[[str], None],
    progress: Progress | None = None,
    format: str | None = None,
) -> ImportReport:
    """Import files and folders; what is bad is told to `complain` and skipped.

    format: the name of a reader, where the file's name does not tell. Raises ImportFileError for
    a path that cannot be read or in which all that ought to be an article is bad.
    """
    for path in paths:
        check_importable(path, format)
    run = _Run(how, storing, complain, progress or Silent(), format)
    with closing(Extraction()) as extraction:
        for path in paths:
            run.one(path, extraction)
    return run.report


def check_importable(path: Path, format: str | None = None) -> None:
    """Raises ImportFileError unless the path is a folder or a file of a known kind."""
    if not path.exists():
        raise ImportFileError(str(path), "there is no such file")
    try:
        if path.is_dir():
            if next(files_in(path, format, lambda error: None), None) is None:
                raise ImportFileError(
                    str(path),
                    "cannot be imported (there is no file of a known kind in it)",
                    "give a folder with .jsonl, .json, .csv, .warc or .html files",
                )
        elif path.is_file():
            reader_of(path, format)
        else:
            raise ImportFileError(str(path), "is neither a file nor a folder")
    except OSError as error:
        raise _unreadable(path, error) from error


class _Run:
    """One import of several paths."""

    def __init__(
        self,
        how: How,
        storing: Storing,
        complain: Callable[[str], None],
        progress: Progress,
        format: str | None,
    ) -> None:
        self.report = ImportReport()
        self._how = how
        self._storing = storing
        self._complain = complain
        self._progress = progress
        self._format = format

    def one(self, path: Path, extraction: Extraction) -> None:
        """Import one path."""
        complaints = Complaints(path, self._complain)
        good, passed = 0, 0
        batch: list[Found] = []
        for item in extraction.in_order(self._items(path)):
            if isinstance(item, BadRecord):
                complaints.add(item)
                self.report.bad(item.file)
            elif isinstance(item, Listed):
                passed += 1
                complaints.to_crawl(item)
                self.report.named(item.file)
            elif isinstance(item, Passed):
                passed += 1
                self.report.pass_over(item.file, item.kind)
            elif not self._how.wanted(item.article.outlet):
                passed += 1
                self.report.pass_over(item.file, "of other outlets")
            else:
                good += 1
                batch.append(item)
                if len(batch) >= _TRANSACTION:
                    self._store(batch)
                    batch = []
        self._store(batch)
        complaints.close()
        if complaints.number and not good and not passed:
            raise ImportFileError(
                str(path),
                f"has nothing that can be imported ({complaints.number:,} bad)",
                f"the first: {complaints.first}",
            )
        if not good and not passed and not complaints.number:
            self._complain(f"{path} is empty; nothing was imported from it.")

    def _items(self, path: Path) -> Iterator[Item]:
        if not path.is_dir():
            try:
                tell = self._progress.step(f"importing {path.name}", path.stat().st_size)
                for item in reader_of(path, self._format).read(path, self._how, tell):
                    yield replace(item, file=str(path))
            except OSError as error:
                raise _unreadable(path, error) from error
            return
        tell = self._progress.step(f"importing {path.name}", None)
        unreadable: list[OSError] = []
        for file in files_in(path, self._format, unreadable.append):
            yield from self._within(file, str(file.relative_to(path)), tell)
        for trouble in unreadable:
            place = str(trouble.filename or "")
            yield BadRecord(where=place, problem=_reason(trouble), file=place)

    def _within(self, file: Path, name: str, tell: Callable[[int], None]) -> Iterator[Item]:
        """A file of a folder: one that is bad as a whole does not end the import."""
        try:
            for item in reader_of(file, self._format).read(file, self._how, tell):
                if not isinstance(item, Passed):
                    where = f"{name}, {item.where}" if item.where else name
                    item = replace(item, where=where)
                yield replace(item, file=str(file))
        except OSError as error:
            yield BadRecord(where=name, problem=_reason(error), file=str(file))
        except ImportFileError as error:
            problem = f"{error.problem}; {error.mend}"
            yield BadRecord(where=name, problem=problem, file=str(file))

    def _store(self, batch: list[Found]) -> None:
        if not batch:
            return
        for found, outcome in zip(batch, list(self._storing(batch)), strict=True):
            if outcome == "older":
                self.report.pass_over(found.file, "older than what is stored")
            else:
                self.report.stored(found, outcome)


def _unreadable(path: Path, error: OSError) -> ImportFileError:
    return ImportFileError(str(path), _reason(error))


def _reason(error: OSError) -> str:
    return f"cannot be read ({error.strerror or error})"

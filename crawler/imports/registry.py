"""Which reader reads a file: by its name, and by how it begins."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.errors import ImportFileError
from crawler.imports.comma import CommaSeparated
from crawler.imports.html import SavedPage
from crawler.imports.items import Reader
from crawler.imports.json_file import JsonFile
from crawler.imports.jsonl import JsonLines
from crawler.imports.opening import head_of
from crawler.imports.warc import Warc

READERS: tuple[Reader, ...] = (Warc(), JsonLines(), JsonFile(), CommaSeparated(), SavedPage())
"""A new kind of file is one module and one place here. The first that recognises a file wins."""

FORMATS = tuple(reader.name for reader in READERS)


def reader_of(path: Path, name: str | None = None) -> Reader:
    """The reader for a file; `name` forces one.

    Raises ImportFileError for a file of no known kind, OSError for one that cannot be read.
    """
    if name is not None:
        return next(reader for reader in READERS if reader.name == name)
    by_name = reader_by_suffix(path)
    begins = head_of(path)
    by_content = next((reader for reader in READERS if reader.recognises(begins)), None)
    found = by_name or by_content
    if found is None:
        raise ImportFileError(
            str(path),
            "cannot be imported",
            "give a .jsonl, .json, .csv, .warc or .html file, or say which it is with --format",
        )
    # .json is often used for lines, and .jsonl for a list.
    lines = found.name == "json" and by_content is not None and by_content.name == "jsonl"
    array = found.name == "jsonl" and begins.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    return by_content if by_content is not None and (lines or array) else found


def reader_by_suffix(path: Path) -> Reader | None:
    """The reader that a file's name calls for."""
    name = path.name.lower().removesuffix(".gz")
    return next((one for one in READERS if name.endswith(one.suffixes)), None)


def files_in(
    folder: Path, name: str | None = None, unreadable: Callable[[OSError], object] | None = None
) -> Iterator[Path]:
    """The importable files in a folder and its subfolders, in order of their names.

    name: only files for this reader. Hidden files are left out, and pages beside which
    news-please has left what it made of them ("X.html.json"). Links to folders are not followed,
    so that no loop can arise. A folder that cannot be read is told to `unreadable` and left out;
    without it, it raises OSError.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        if unreadable is None:
            raise
        unreadable(error)
        return
    names = {entry.name for entry in found}
    for entry in found:
        if entry.name.startswith(".") or f"{entry.name}.json" in names:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_in(Path(entry.path), name, unreadable)
        elif entry.is_file():
            reader = reader_by_suffix(Path(entry.path))
            if reader is not None and name in (None, reader.name):
                yield Path(entry.path)

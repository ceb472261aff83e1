"""Checks an export against its manifest and against itself; writes nothing into its folder.

manifest.json ─→ verifyingfiles: each file there, its size, its sha256, nothing else
files that are as stated ─→ readback, row by row ─→ rows counted
                                               └──→ verifyingtexts: text[start:end] is the text
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from compare.export.columns import Table
from compare.export.readback import READERS, Read, UnreadableError, read_rows
from compare.export.schema import SCHEMA_VERSION, TABLES
from compare.export.verdict import Verdict
from compare.export.verifyingfiles import Manifest, check_files, read_manifest
from compare.export.verifyingtexts import Checking, kept_texts
from crawler.progress import Progress, Silent

_NEEDED: Mapping[str, set[str]] = {
    "passages": {"articles"},
    "differences": {"articles", "passages"},
    "quotations": {"articles"},
    "names": {"articles"},
}
"""Table → the tables that its pieces stand in."""
_TELL = 500

Step = Callable[[str, str, Read], None]


def verify(directory: Path, progress: Progress | None = None) -> Verdict:
    """Everything that is wrong with an export's folder.

    Memory does not grow with the export; the temporary folder takes about as much as its texts.
    Raises ExportError when there is no room for these, or the folder cannot be read.
    """
    folder = Path(os.path.realpath(directory))
    verdict = Verdict(folder=str(directory))
    manifest = read_manifest(folder, verdict)
    if manifest is not None:
        verdict.created = manifest["created"]
        version = manifest["versions"].get("parallax")
        verdict.version = version if isinstance(version, str) else None
        good = check_files(folder, manifest, verdict)
        if manifest["schema_version"] > SCHEMA_VERSION:
            verdict.notes.append(
                "A later version of Parallax wrote it: its files were checked, its rows were not."
            )
        else:
            for form in manifest["formats"]:
                if form in READERS:
                    _check_tables(folder, form, manifest, good, verdict, progress or Silent())
    verdict.end()
    return verdict


def _check_tables(
    folder: Path,
    form: str,
    manifest: Manifest,
    good: set[str],
    verdict: Verdict,
    progress: Progress,
) -> None:
    """Count the rows of a format's files, and look at the texts in them."""
    counts: Mapping[str, int] = manifest["counts"]
    for name in counts:
        if f"{name}.{form}" not in manifest["files"]:
            verdict.fault(f"{name}.{form}", "is missing: the manifest counts its rows")
    here = [one for one in TABLES if one.name in counts and f"{one.name}.{form}" in good]
    names = {one.name for one in here}
    with kept_texts() as texts:
        checking = Checking(texts, verdict)
        for table in here:
            file = f"{table.name}.{form}"
            steps = [checking.place, checking.check]
            if not names >= _NEEDED.get(table.name, set()):
                steps = [checking.place]
                verdict.notes.append(
                    f"Offsets in {file} were not checked: their texts are not there."
                )
            tell = progress.step(f"checking {file}", counts[table.name])
            # A quotation may stand before the one whose words it has.
            passes = [[step] for step in steps] if table.name == "quotations" else [steps]
            rows = 0
            try:
                for steps in passes:
                    rows = _read(folder / file, table, form, steps, tell)
                    tell = _nobody
            except UnreadableError as error:
                verdict.fault(file, str(error))
                continue
            except OSError as error:
                verdict.fault(file, f"cannot be read ({error.strerror or error})")
                continue
            verdict.rows[file] = rows
            if rows != counts[table.name]:
                problem = f"has {rows:,} rows, and the manifest says {counts[table.name]:,}"
                verdict.fault(file, problem)


def _read(
    path: Path, table: Table, form: str, steps: Sequence[Step], tell: Callable[[int], None]
) -> int:
    """Take each step for each row; how many there are."""
    rows = 0
    for row in read_rows(path, table, form):
        rows += 1
        try:
            for step in steps:
                step(path.name, table.name, row)
        except (KeyError, TypeError) as error:
            raise UnreadableError(f"has no {table.name} in row {rows:,}") from error
        if rows % _TELL == 0:
            tell(_TELL)
    return rows


def _nobody(more: int) -> None:
    """Nothing is told of a second reading."""

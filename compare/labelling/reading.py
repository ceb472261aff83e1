"""Filled-in sheets, as spreadsheets hand them back → answers, and what could not be read."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compare.errors import LabelError
from compare.export.comma import original
from compare.labelling.key import Item
from compare.labelling.tasks import CLUSTERS, TASKS, is_blank, plain, read_letters, read_value

_LARGEST = 100_000_000
"""Bytes: no sheet has as many."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t|"
_LABELLER = "labeller"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one person said of one row."""

    item: Item
    labeller: str
    value: float | frozenset[str] | None
    # 1 (yes) to 0 (no); the letters of a group that do not belong; None for unsure
    kind: str = ""
    # of difference, where the person named one: in small letters


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What the sheets say."""

    answers: tuple[Answer, ...]
    faults: tuple[str, ...]
    # a sentence for each row that could not be read
    blank: int
    # rows without an answer


def read_sheets(
    paths: Sequence[Path], items: Mapping[str, Item], *, column: str | None = None
) -> Filled:
    """Read sheets, one labeller each or with a column that names who answered.

    column: its name; by default `labeller`, where there is one, else the file's name says it.
    A row that cannot be read is named in `faults`, and the others count. Raises LabelError for a
    file that is no such sheet.
    """
    found: dict[tuple[str, str], Answer | None] = {}
    # (labeller, item) → the answer, or None where two were given
    faults: list[str] = []
    blank = 0
    for path in paths:
        for line, row in _rows(path, column):
            where = f"{path}, row {line}"
            if not any(map(str.strip, row.values())):
                continue
            item = items.get(plain(original(row["id"])))
            if item is None:
                shown = " ".join(row["id"].split())[:60]
                faults.append(
                    f"{where}: id {shown!r} is not in the key; use the sheets of this draw."
                )
                continue
            if is_blank(row["answer"]):
                blank += 1
                continue
            labeller = (
                " ".join(row[column or _LABELLER].split())
                if column or (row.get(_LABELLER, "").strip())
                else _named(path, item.task)
            )
            try:
                value = _value(item, original(row["answer"]))
            except ValueError as error:
                faults.append(f"{where}: {error}; mend the cell.")
                continue
            answer = Answer(
                item=item,
                labeller=labeller,
                value=value,
                kind=plain(row.get("kind", "")).replace(" ", "_").replace("/", "_"),
            )
            key = (labeller, item.id)
            if key in found and (found[key] is None or found[key] != answer):
                faults.append(
                    f"{where}: {labeller} answered {item.id} twice and not alike, so neither "
                    "counts; keep one."
                )
                found[key] = None
            else:
                found[key] = answer
    answers = tuple(one for one in found.values() if one is not None)
    return Filled(answers=answers, faults=tuple(faults), blank=blank)


def _value(item: Item, cell: str) -> float | frozenset[str] | None:
    task = TASKS[item.task]
    if item.task == CLUSTERS:
        return read_letters(task, cell, "".join(sorted(item.passages)))
    return read_value(task, cell)


def _named(path: Path, task: str) -> str:
    """pairs-anna.csv, anna-pairs.csv and anna/pairs.csv are all anna's."""
    stem = path.stem
    for rest in (stem.removeprefix(task), stem.removesuffix(task)):
        if rest != stem:
            name = rest.strip(" -_.()")
            return name or path.resolve().parent.name or stem
    return stem


def _rows(path: Path, column: str | None) -> Iterator[tuple[int, dict[str, str]]]:
    """(number as a spreadsheet counts it, column → cell) of each row below the header."""
    text = _text(path)
    first, _, rest = text.partition("\n")
    separator = ""
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        separator, text = first.strip()[4:], rest
    separator = separator or max(_SEPARATORS, key=text.partition("\n")[0].count)
    # The whole process shares this limit: whoever read a file before may have set any other.
    csv.field_size_limit(_LARGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = [plain(cell) for cell in next(reader, [])]
        wanted = ["id", "answer", *([plain(column)] if column else [])]
        missing = [name for name in wanted if name not in names]
        if missing:
            raise LabelError(
                str(path),
                f"has no column '{missing[0]}'",
                "give a sheet that 'parallax label sheet' wrote, saved as CSV with its header",
            )
        for number, cells in enumerate(reader, 2):
            row = dict(zip(names, cells, strict=False))
            if column:
                row[column] = row.get(plain(column), "")
            yield number, {**dict.fromkeys(("id", "answer"), ""), **row}
    except csv.Error as error:
        raise LabelError(
            str(path), f"is no CSV ({error})", "save it from the spreadsheet as CSV"
        ) from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise LabelError(str(path), "is far larger than any sheet", "give the filled-in sheet")
        data = path.read_bytes()
    except OSError as error:
        raise LabelError(
            str(path), f"cannot be read ({error.strerror or error})", "check its name"
        ) from error
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise LabelError(
            str(path), "is a spreadsheet's own file", "save it as CSV and give that one"
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[:200].count(b"\0") > len(data[:200]) // 3:
        # ASCII in UTF-16 has a NUL in each pair of bytes: first, or second.
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")

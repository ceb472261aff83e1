"""Files → articles in the database."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from crawler.archive import counts
from crawler.database import open_database, reading
from crawler.errors import ImportFileError
from crawler.importing import ImportReport, import_files
from crawler.imports.jsonl import LONGEST_LINE

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)


@pytest.fixture
def engine(database: str) -> Engine:
    return open_database(database)


class Importer:
    """Imports and remembers what it complained of."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.complaints: list[str] = []

    def run(self, *paths: Path) -> ImportReport:
        return import_files(self.engine, list(paths), now=NOW, complain=self.complaints.append)


@pytest.fixture
def importer(engine: Engine) -> Importer:
    return Importer(engine)


def lines(number: int, text: str = "Text") -> str:
    records = ({"outlet": "P", "title": f"T{n}", "text": f"{text} {n}."} for n in range(number))
    return "".join(json.dumps(record) + "\n" for record in records)


def test_importing_twice_adds_nothing(importer: Importer, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(lines(450))  # more than two transactions
    report = importer.run(file)
    assert (report.added, report.read, report.skipped) == (450, 450, 0)
    report = importer.run(file)
    assert (report.added, report.revised, report.unchanged) == (0, 0, 450)
    file.write_text(lines(3, "Corrected"))
    assert importer.run(file).revised == 3
    with reading(importer.engine) as connection:
        assert counts(connection)["articles"] == 450
    assert importer.complaints == []


def test_bad_lines_are_told_and_skipped(importer: Importer, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(lines(1) + "not json\n" + lines(2))
    report = importer.run(file)
    assert (report.added, report.unchanged, report.skipped) == (2, 1, 1)
    (complaint,) = importer.complaints
    assert complaint.startswith(f"{file}, line 2: is not JSON")
    assert len(complaint.splitlines()) == 1


def test_a_line_without_end_is_skipped_in_bounded_memory(
    importer: Importer, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    with file.open("w") as stream:
        stream.write(lines(1))
        stream.write("x" * (2 * LONGEST_LINE + 10) + "\n")
        stream.write(lines(2))
    report = importer.run(file)
    assert (report.added, report.skipped) == (2, 1)
    assert "line 2" in importer.complaints[0]


def test_when_all_lines_are_bad_the_import_fails(importer: Importer, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("nothing\nat all\n")
    with pytest.raises(ImportFileError, match=r"no line that can be imported \(2 bad\)"):
        importer.run(file)


def test_an_empty_file_is_told(importer: Importer, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.touch()
    assert importer.run(file).read == 0
    assert importer.complaints == [f"{file} is empty; nothing was imported from it."]


@pytest.mark.parametrize("name", ["none.jsonl", "notes.txt", "folder.jsonl"])
def test_other_files_are_refused_before_anything_is_stored(
    name: str, importer: Importer, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").touch()
    (tmp_path / "folder.jsonl").mkdir()
    good = tmp_path / "a.jsonl"
    good.write_text(lines(1))
    with pytest.raises(ImportFileError) as caught:
        importer.run(good, tmp_path / name)
    assert name in str(caught.value)
    with reading(importer.engine) as connection:
        assert counts(connection)["articles"] == 0

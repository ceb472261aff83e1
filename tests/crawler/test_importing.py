"""Files → articles in the database."""

from __future__ import annotations

import errno
import gzip
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from crawler.archive import counts
from crawler.database import open_database, reading
from crawler.errors import ImportFileError
from crawler.importing import import_files
from crawler.importreport import ImportReport
from crawler.imports.items import How
from crawler.imports.jsonl import LONGEST_LINE
from crawler.importstore import DryRun, Storing

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)


@pytest.fixture
def engine(database: str) -> Engine:
    return open_database(database)


class Importer:
    """Imports and remembers what it complained of."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.complaints: list[str] = []

    def run(
        self, *paths: Path, dry: bool = False, format: str | None = None, **how: Any
    ) -> ImportReport:
        return import_files(
            list(paths),
            how=How(now=NOW, **how),
            storing=DryRun(self.engine) if dry else Storing(self.engine, NOW),
            complain=self.complaints.append,
            format=format,
        )


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
    with pytest.raises(ImportFileError, match=r"nothing that can be imported \(2 bad\)"):
        importer.run(file)


def test_an_empty_file_is_told(importer: Importer, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.touch()
    assert importer.run(file).read == 0
    assert importer.complaints == [f"{file} is empty; nothing was imported from it."]


@pytest.mark.parametrize("name", ["none.jsonl", "notes.txt", "folder"])
def test_other_files_are_refused_before_anything_is_stored(
    name: str, importer: Importer, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").touch()
    (tmp_path / "folder").mkdir()
    good = tmp_path / "a.jsonl"
    good.write_text(lines(1))
    with pytest.raises(ImportFileError) as caught:
        importer.run(good, tmp_path / name)
    assert name in str(caught.value)
    with reading(importer.engine) as connection:
        assert counts(connection)["articles"] == 0


# --- folders and pages


def canonical(url: str) -> str:
    return f"<link rel='canonical' href='{url}'>"


def test_a_folder_of_all_kinds(
    importer: Importer, tmp_path: Path, page: Callable[..., bytes], stored: type[Any], database: str
) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.jsonl").write_text(lines(1))
    (folder / "b.csv").write_text("outlet,title,text\nP,B,Text b.\n")
    (folder / "c.json").write_text(json.dumps({"outlet": "P", "title": "C", "text": "Text c."}))
    url = "https://packet.example/news/barge-closes"
    (folder / "deep" / "d.html").write_bytes(page(head=canonical(url)))
    (folder / "deep" / "e.htm").write_bytes(page("No address at all here"))
    (folder / "deep" / "loop").symlink_to(folder)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "gone.html").symlink_to(folder / "nowhere")
    (folder / ".hidden.jsonl").write_text(lines(5))
    report = importer.run(folder)
    assert (report.added, report.skipped) == (4, 1)
    (complaint,) = importer.complaints
    assert complaint.startswith(f"{folder}, deep/e.htm: does not say its address")
    assert stored(database).articles()[url].outlet == "packet.example"
    assert importer.run(folder).unchanged == 4


def test_a_folder_that_cannot_be_read_costs_only_itself(
    importer: Importer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("before", "closed", "then"):
        (tmp_path / "in" / name).mkdir(parents=True)
        line = json.dumps({"outlet": "P", "title": name, "text": f"Text {name}."})
        (tmp_path / "in" / name / "a.jsonl").write_text(line + "\n")
    scandir = os.scandir

    def refusing(folder: Path) -> Any:  # as for anyone but root
        if Path(folder).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    report = importer.run(tmp_path / "in")
    assert (report.added, report.skipped) == (2, 1)
    assert "closed: cannot be read (Permission denied)" in importer.complaints[0]


def test_pages_without_address_of_a_named_outlet(
    importer: Importer, tmp_path: Path, page: Callable[..., bytes]
) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(page()))
    report = importer.run(tmp_path / "a.html.gz", outlet="The Packet")
    assert (report.added, report.outlets) == (1, {"The Packet": 1})
    assert importer.run(tmp_path / "a.html.gz", outlet="The Packet").unchanged == 1


def test_what_is_no_article_is_counted_by_kind(
    importer: Importer, tmp_path: Path, page: Callable[..., bytes]
) -> None:
    consent = page(body="<p>We value your privacy. Accept all cookies.</p>")
    (tmp_path / "a.html").write_bytes(consent)
    report = importer.run(tmp_path / "a.html", outlet="The Packet")
    assert (report.read, report.passed) == (0, {"consent page": 1})


def test_pages_in_lines_keep_their_order(
    importer: Importer, tmp_path: Path, page: Callable[..., bytes]
) -> None:
    file = tmp_path / "a.jsonl"
    states = [page(f"The state of the bridge {n}").decode() for n in range(5)]
    url = "https://packet.example/news/bridge"
    file.write_text(
        "".join(json.dumps({"outlet": "P", "url": url, "html": one}) + "\n" for one in states)
    )
    report = importer.run(file)
    assert (report.added, report.revised) == (1, 4)
    with reading(importer.engine) as connection:
        titles = connection.execute(sa.text("SELECT title FROM revisions ORDER BY revision"))
        assert [title for (title,) in titles] == [f"The state of the bridge {n}" for n in range(5)]


# --- time


def news_please(folder: Path, day: int, text: str) -> Path:
    record = {
        "maintext": text,
        "date_publish": "2025-10-01 08:00:00",
        "date_download": f"2025-10-0{day} 10:00:00",
        "source_domain": "packet.example",
        "title": "Bridge",
        "url": "https://packet.example/news/bridge",
    }
    file = folder / f"{day}.json"
    file.write_text(json.dumps(record))
    return file


@pytest.mark.parametrize("dry", [False, True])
def test_a_state_that_was_captured_earlier_does_not_follow_a_later_one(
    dry: bool, importer: Importer, tmp_path: Path
) -> None:
    first, third = news_please(tmp_path, 1, "One."), news_please(tmp_path, 3, "Three.")
    late = news_please(tmp_path, 2, "Two.")
    report = importer.run(first, third, late, dry=dry)
    assert (report.added, report.revised) == (1, 1)
    assert report.passed == {"older than what is stored": 1}
    if not dry:
        with reading(importer.engine) as connection:
            row = connection.execute(sa.text("SELECT first_seen, last_seen FROM articles")).one()
        assert [str(one)[:10] for one in row] == ["2025-10-01", "2025-10-03"]


# --- trying it first


def test_a_dry_run_counts_as_the_import_and_stores_nothing(
    importer: Importer, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(lines(250) + lines(250) + lines(3, "Corrected") + "rubbish\n")
    foretold = importer.run(file, dry=True)
    with reading(importer.engine) as connection:
        assert counts(connection)["articles"] == 0
    assert (foretold.added, foretold.revised, foretold.unchanged) == (250, 3, 250)
    assert importer.run(file) == foretold
    assert importer.run(file, dry=True).added == 0


# --- complaints


def test_many_complaints_are_cut_short(importer: Importer, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(lines(1) + "rubbish\n" * 1_500)
    assert importer.run(file).skipped == 1_500
    assert len(importer.complaints) == 21
    assert "1,480 more" in importer.complaints[-1]


def test_only_some_outlets(importer: Importer, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("outlet,text\nP,One.\nQ,Two.\n")
    report = importer.run(file, only=frozenset({"q"}))
    assert (report.outlets, report.passed) == ({"Q": 1}, {"of other outlets": 1})


def test_the_kind_can_be_given(importer: Importer, tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_text(lines(2))
    assert importer.run(file, format="jsonl").added == 2


def test_a_damaged_gzip_keeps_what_came_before(importer: Importer, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(lines(3).encode()) + gzip.compress(lines(9).encode())[:-20])
    report = importer.run(file)
    assert report.added >= 3
    assert report.skipped == 1

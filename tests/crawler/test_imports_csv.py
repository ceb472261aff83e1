"""CSV → articles."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import ImportFileError
from crawler.imports.comma import CommaSeparated, read_rows
from crawler.imports.items import BadRecord, Deferred, Found, How, Item
from crawler.texts import clean, clean_line

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read(path: Path, content: bytes, **how: Any) -> list[Item]:
    path.write_bytes(content)
    return list(CommaSeparated().read(path, How(now=NOW, **how), lambda _: None))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.csv"


def test_usual_names(file: Path) -> None:
    content = (
        "id,Headline,publication,Date,Author,Content,URL\r\n"
        '1,"Barge, adrift",The Packet,2025-10-04,"By Ana Lima and Jo Park",'
        '"One.\n\nTwo ""quoted"".",https://packet.example/a\r\n'
    )
    (found,) = read(file, content.encode())
    assert isinstance(found, Found)
    article = found.article
    assert (article.outlet, article.title) == ("The Packet", "Barge, adrift")
    assert article.text == 'One.\n\nTwo "quoted".'
    assert article.authors == ("Ana Lima", "Jo Park")
    assert article.published == datetime(2025, 10, 4, tzinfo=UTC)
    assert article.url == "https://packet.example/a"


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_delimiters_and_encodings(delimiter: str, encoding: str, file: Path) -> None:
    content = delimiter.join(("outlet", "text")) + "\n" + delimiter.join(("P", "Die Fähre fährt."))
    (found,) = read(file, content.encode(encoding))
    assert isinstance(found, Found)
    assert found.article.text == "Die Fähre fährt."


def test_gzipped(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.csv.gz", gzip.compress(b"outlet,text\nP,One.\n"))
    assert isinstance(found, Found)
    found, bad = read(tmp_path / "a.csv.gz", gzip.compress(b"outlet,text\nP,One.\n" * 9)[:-4])[-2:]
    assert isinstance(bad, BadRecord)


def test_columns_by_map(file: Path) -> None:
    content = b"paper,text,full story\nThe Packet,teaser,One.\n"
    (found,) = read(file, content, columns={"outlet": "paper", "text": "full story"})
    assert isinstance(found, Found)
    assert (found.article.outlet, found.article.text) == ("The Packet", "One.")


def test_one_outlet_for_the_whole_file(file: Path) -> None:
    (found,) = read(file, b"source,text\nfeed 7,One.\n", outlet="The Packet")
    assert isinstance(found, Found)
    assert found.article.outlet == "The Packet"


@pytest.mark.parametrize(
    ("header", "columns", "problem"),
    [
        ("a,b", {}, "has no column for 'text' (its columns: a, b); give --map text=COLUMN"),
        ("text,b", {}, "has no column for 'outlet' (its columns: text, b); give --map outlet="),
        ("outlet,text", {"text": "story"}, "has no column 'story' (its columns: outlet, text)"),
    ],
)
def test_missing_columns_are_named(
    header: str, columns: dict[str, str], problem: str, file: Path
) -> None:
    with pytest.raises(ImportFileError) as caught:
        read(file, f"{header}\n1,2\n".encode(), columns=columns)
    assert problem in str(caught.value)


def test_bad_rows_have_the_number_of_their_line(file: Path) -> None:
    content = b'outlet,text\nP,"One.\nTwo."\nP\n\nP,One.,3\nP,\nP,\x00Th\x00ree.\n'
    first, short, long, empty, last = read(file, content)
    assert isinstance(first, Found)
    assert [one.where for one in (short, long, empty)] == ["line 4", "line 6", "line 7"]
    assert isinstance(last, Found)
    assert last.article.text == "Three."


def test_long_cells(file: Path) -> None:
    (found,) = read(file, b"outlet,text\nP," + b"word " * 60_000 + b"\n")
    assert isinstance(found, Found)
    assert found.article.words == 60_000


def test_html_waits_for_a_worker(file: Path) -> None:
    (item,) = read(file, b"outlet,html\nP,<p>One.</p>\n")
    assert isinstance(item, Deferred)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"outlet,text\n"])
def test_nothing(content: bytes, file: Path) -> None:
    assert read(file, content) == []


CELLS = st.text(max_size=30)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4), st.sampled_from(",;\t|"))
def test_what_a_writer_wrote_is_read(rows: list[tuple[str, ...]], delimiter: str) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(("outlet", "title", "text"))
    rows = [tuple(cell.replace("\x00", "") for cell in row) for row in rows]
    writer.writerows(rows)
    stream.seek(0)
    items = list(read_rows(stream, "a.csv", How(now=NOW)))
    found = [one.article for one in items if isinstance(one, Found)]
    expected = [
        (clean_line(outlet), clean_line(title), clean(text))
        for outlet, title, text in rows
        if clean_line(outlet) and clean(text) and text.strip()
    ]
    assert [(one.outlet, one.title, one.text) for one in found] == expected
    assert all(isinstance(one, Found | BadRecord) for one in items)

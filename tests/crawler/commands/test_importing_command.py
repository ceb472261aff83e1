"""`parallax import`: what it makes of good files, bad files, and a dry run."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import parallax
from crawler.database import open_database, reading

GOOD = {"outlet": "P", "url": "https://packet.example/a", "title": "A", "text": "One."}
GOOD_ROW = "P,https://packet.example/a,A,One.,2025-10-04\n"
HEADER = "outlet,url,title,text,published\n"
NEWS_PLEASE = {"maintext": "One.", "title": "A", "source_domain": "packet.example"} | {
    "url": "https://packet.example/a",
    "date_publish": "2025-10-04 08:00:00",
}
FUNDUS = {"title": "A", "plaintext": "One.", "publishing_date": "2025-10-04", "authors": []} | {
    "publisher": "P"
}
EVENT_REGISTRY = {"uri": "1", "title": "A", "body": "One.", "dateTimePub": "2025-10-04"} | {
    "url": "https://packet.example/a",
    "source": {"uri": "packet.example", "title": "P"},
}


class Told:
    """What a command said, and what is in the database afterwards."""

    def __init__(self, status: int, out: str, err: str, folder: Path) -> None:
        self.status = status
        self.out = out
        self.err = err
        self.rows: list[Any] = []
        if (folder / "a.db").exists():
            engine = open_database(str(folder / "a.db"))
            with reading(engine) as connection:
                self.rows = list(
                    connection.execute(
                        sa.text(
                            "SELECT a.outlet, a.url, a.published, a.dates, r.title, r.text"
                            " FROM articles a JOIN revisions r"
                            " ON r.article_id = a.article_id AND r.revision = a.revision"
                            " ORDER BY a.url, r.text"
                        )
                    )
                )
            engine.dispose()

    @property
    def texts(self) -> list[str]:
        return [row.text for row in self.rows]


@pytest.fixture
def importing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Told]:
    """Imports a file with this content, or what is there under this name already."""
    monkeypatch.chdir(tmp_path)

    def run(name: str, content: bytes | None = None, *options: str) -> Told:
        if content is not None:
            Path(name).write_bytes(content)
        status = parallax.main(["--db", "a.db", "import", name, *options])
        said = capfd.readouterr()
        return Told(status, said.out, said.err, tmp_path)

    return run


def lines(*records: object) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


# --- what is bad costs only itself


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("utf-16.csv", (HEADER + GOOD_ROW).encode("utf-16")),
        ("bom.csv", b"\xef\xbb\xbf" + (HEADER + GOOD_ROW).encode()),
        ("nul.csv", (HEADER + GOOD_ROW.replace("One", "O\x00ne")).encode()),
        ("bom.jsonl", b"\xef\xbb\xbf" + lines(GOOD)),
        ("bom.json", b"\xef\xbb\xbf" + json.dumps(GOOD).encode()),
        ("nul.jsonl", lines(GOOD | {"text": "O\x00ne."})),
        ("nul.json", json.dumps([GOOD | {"text": "O\x00ne."}]).encode()),
        ("surrogate.jsonl", lines(GOOD | {"text": "O\ud800ne.", "title": "A\udfff"})),
        ("surrogate.json", json.dumps([GOOD | {"text": "O\ud800ne."}]).encode()),
        ("newsplease.json", json.dumps(NEWS_PLEASE | {"maintext": "O\ud800\x00ne."}).encode()),
        ("fundus.json", json.dumps({"P": [FUNDUS | {"plaintext": "O\udc00ne."}]}).encode()),
        ("er.json", json.dumps([EVENT_REGISTRY | {"body": "O\ud800\x00ne."}]).encode()),
        ("long.jsonl", lines(GOOD | {"image": "x" * 10_000_000})),
        ("long.json", json.dumps([GOOD | {"image": "x" * 10_000_000}]).encode()),
        ("long.csv", (HEADER[:-1] + ",image\n" + GOOD_ROW[:-1] + f",{'x' * 10**7}\n").encode()),
        ("gz.csv.gz", gzip.compress((HEADER + GOOD_ROW).encode())),
        ("gz.json", gzip.compress(json.dumps([EVENT_REGISTRY]).encode())),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_odd_files_that_are_sound(
    name: str, content: bytes, importing: Callable[..., Told]
) -> None:
    told = importing(name, content)
    assert (told.status, told.texts, told.err) == (0, ["One."], "")


def json_of(*values: object) -> bytes:
    return json.dumps(values).encode()


def zipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


TWO = GOOD | {"url": "https://packet.example/b", "text": "Two."}
TABLE = (HEADER + GOOD_ROW).encode()
ANSWER = json.dumps({"articles": {"results": [EVENT_REGISTRY, EVENT_REGISTRY]}}).encode()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        (
            "mixed.csv",
            TABLE + "P,,ä,Die Fähre fährt.,\n".encode("latin-1") + "P,,ü,,\nP,,éèêë,,\n".encode(),
            "line 3: has a byte that is not UTF-8",
        ),
        ("latin.jsonl", lines(GOOD) + '{"text": "é"}'.encode("latin-1"), "line 2: is not UTF-8"),
        ("latin.json", json_of(GOOD)[:-1] + b', {"a": "\xe9"}]', "object 2: is not JSON"),
        ("cut.json", json_of(GOOD, TWO)[:-20], "object 2: is not JSON"),
        ("answer.json", ANSWER[:-60], "object 2: is not JSON"),
        ("cut.jsonl", lines(GOOD, TWO)[:-20], "line 2: is not JSON"),
        ("cut.jsonl.gz", zipped(lines(GOOD)) + zipped(lines(TWO))[:-30], "the rest is lost"),
        ("cut.json.gz", zipped(json_of(GOOD)) + zipped(json_of(TWO))[:-30], "ends in the middle"),
        ("cut.csv.gz", zipped(TABLE * 3)[:-9], "the rest is lost"),
        ("endless.csv", TABLE + b"x" * 20_000_100 + b"\n", "line 3: is longer than"),
        ("quote.csv", TABLE + b'P,,"never closed,' + b"x\n" * 9, "line 3: has 3 cells"),
        ("date.csv", TABLE + b"P,,B,Two.,soon\n", "line 3: published 'soon' is not a date"),
        ("type.json", json_of(GOOD, 3, None, [GOOD]), "object 2: is not a JSON object"),
    ],
)  # fmt: skip
def test_what_is_bad_is_told_with_its_place_and_the_rest_is_kept(
    name: str, content: bytes, problem: str, importing: Callable[..., Told]
) -> None:
    told = importing(name, content)
    assert told.status == 0
    assert problem in told.err
    assert told.texts == ["One."]
    assert "Traceback" not in told.err


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "jsonl", "csv.gz", "html", "warc"])
@pytest.mark.parametrize(
    "content", [b"", b"\n \n", b"\x00" * 40, b"\x1f\x8b\x08\x00\x00", b"\xff\xfe"]
)
def test_files_of_nothing_end_in_a_sentence(
    content: bytes, suffix: str, importing: Callable[..., Told]
) -> None:
    told = importing(f"a.{suffix}", content)
    assert told.rows == []
    assert told.err
    assert "Traceback" not in told.err
    assert "Error" not in told.err


def test_a_folder_named_like_a_table(importing: Callable[..., Told]) -> None:
    Path("x.csv").mkdir()
    told = importing("x.csv")
    assert told.status == 1
    assert "no file of a known kind" in told.err
    (Path("x.csv") / "y.csv").mkdir()
    (Path("x.csv") / "y.csv" / "z.csv").write_text(HEADER + GOOD_ROW)
    assert importing("x.csv").texts == ["One."]


def test_a_file_that_vanishes(
    importing: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.jsonl").write_bytes(lines(GOOD))
    monkeypatch.setattr("crawler.importing.check_importable", lambda *_: None)
    monkeypatch.setattr(
        "crawler.commands.importing.check_importable", lambda path, _: path.unlink()
    )
    told = importing("a.jsonl")
    assert told.status == 1
    assert told.err.strip() == "parallax: a.jsonl: cannot be read (No such file or directory)."


def test_what_begins_like_a_formula_is_kept_as_it_is(importing: Callable[..., Told]) -> None:
    formula = '=HYPERLINK("https://x.example/","A")'
    told = importing("a.jsonl", lines(GOOD | {"title": formula, "text": "@SUM(1+1)\n\n-2+3"}))
    (row,) = told.rows
    assert (row.title, row.text) == (formula, "@SUM(1+1)\n\n-2+3")


def test_the_same_article_twice_in_a_file(importing: Callable[..., Told]) -> None:
    other = GOOD | {"text": "One, corrected."}
    tracked = GOOD | {"url": "https://packet.example/a?utm_source=x"}
    content = lines(GOOD, GOOD, tracked, other)
    foretold = importing("a.jsonl", content, "--dry-run")
    told = importing("a.jsonl", content)
    assert told.texts == ["One, corrected."]
    assert "4 articles: 1 new, 1 revised, 2 known" in told.out
    assert foretold.out.splitlines()[-1] == told.out.strip().replace("Imported", "Would import")
    # Without an address, the day and the title name it.
    bare = [{"outlet": "Q", "title": "B", "text": text, "published": "2025-10-04"} for text in "xy"]
    assert "1 new, 1 revised" in importing("b.jsonl", lines(*bare)).out


# --- dates of every kind


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-10-04", "2025-10-04 00:00"),
        ("20251004T141000Z", "2025-10-04 14:10"),
        ("2025-10-04 14:10:00", "2025-10-04 14:10"),
        ("Sat, 04 Oct 2025 14:10:00 +0200", "2025-10-04 12:10"),
        ("4 October 2025", "2025-10-04 00:00"),
        ("13/10/25", "2025-10-13 00:00"),
        ("04.10.2025", "2025-10-04 00:00"),
        (1759586400, "2025-10-04 14:00"),
        (1759586400000, "2025-10-04 14:00"),
        ("1759586400.0", "2025-10-04 14:00"),
        ("٢٠٢٥-١٠-٠٤", "2025-10-04 00:00"),
        ("2025-10-04\x00", "2025-10-04 00:00"),
    ],
)
def test_dates_that_are_understood(
    written: object, read: str, importing: Callable[..., Told]
) -> None:
    (row,) = importing("a.jsonl", lines(GOOD | {"published": written})).rows
    assert str(row.published)[:16] == read
    assert json.loads(row.dates)["published"]["raw"] == str(written).replace("\x00", "")


@pytest.mark.parametrize(
    ("written", "month"),
    [("04/10/2025", 10), ("4-10-25 14:10", 10), ("2025-04-10", 4), ("Apr 10, 2025", 4)],
)
def test_days_that_stand_first(written: str, month: int, importing: Callable[..., Told]) -> None:
    table = f'{HEADER}P,https://packet.example/a,A,One.,"{written}"\n'.encode()
    (row,) = importing("a.csv", table, "--day-first").rows
    assert str(row.published)[5:7] == f"{month:02}"
    (row,) = importing("b.csv", table.replace(b"/a,", b"/b,")).rows[1:]
    assert str(row.published)[5:7] == "04"


@pytest.mark.parametrize("written", ["1970-01-01T00:00:00Z", "2125-10-04", "1066-10-14"])
def test_of_dates_that_cannot_be_only_the_words_are_kept(
    written: str, importing: Callable[..., Told]
) -> None:
    told = importing("a.jsonl", lines(GOOD | {"published": written}))
    (row,) = told.rows
    assert (row.published, json.loads(row.dates)["published"]["raw"]) == (None, written)
    assert "1 with a date that is not believed" in told.out


@pytest.mark.parametrize("written", ["", "None", "NaT", "nan", "null", "0000-00-00 00:00:00", 0])
def test_what_programs_write_for_no_date_is_none(
    written: object, importing: Callable[..., Told]
) -> None:
    told = importing("a.jsonl", lines(GOOD | {"published": written}))
    assert [row.published for row in told.rows] == [None]
    assert told.err == ""


@pytest.mark.parametrize("written", ["soon", "45934", "2025-13-45", True, "9" * 99, "x\ud800"])
def test_what_is_no_date_is_bad(written: object, importing: Callable[..., Told]) -> None:
    told = importing("a.jsonl", lines(TWO, GOOD | {"published": written}))
    assert told.texts == ["Two."]
    assert "line 2: published" in told.err


# --- trying it first


def test_a_dry_run_says_for_each_file_what_would_happen(importing: Callable[..., Told]) -> None:
    importing("a.jsonl", lines(GOOD, TWO))
    before = Path("a.db").read_bytes()
    Path("in").mkdir()
    Path("in/a.jsonl").write_bytes(lines(GOOD, TWO | {"text": "Two, corrected."}, {"x": 1}))
    Path("in/b.csv").write_text("url,title\nhttps://packet.example/c,C\n")
    Path("in/c.html").write_text("<p>We value your privacy. Accept all cookies.</p>")
    told = importing("in", None, "--dry-run", "--outlet", "P")
    assert told.out.splitlines() == [
        "in/a.jsonl: 0 new, 1 revised, 1 known, 1 bad",
        "in/b.csv: 0 new, 0 revised, 0 known, 1 pages to crawl",
        "in/c.html: 0 new, 0 revised, 0 known, 1 passed over",
        "Would import 2 articles: 0 new, 1 revised, 1 known; 1 bad records skipped; "
        "1 pages to crawl; passed over: 1 consent page.",
    ]
    assert Path("a.db").read_bytes() == before
    counts = json.loads(importing("in", None, "--dry-run", "--outlet", "P", "--json").out)
    assert counts["files"]["in/b.csv"] == {"listed": 1}
    assert counts["pages_to_crawl"] == 1


@pytest.mark.parametrize("database", ["b.db", "sqlite:///b.db", "empty.db"])
def test_a_dry_run_makes_no_database(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_bytes(lines(GOOD))
    Path("empty.db").touch()
    assert parallax.main(["--db", database, "import", "a.jsonl", "--dry-run"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "empty.db"]
    assert Path("empty.db").read_bytes() == b""


def test_a_dry_run_upgrades_nothing(importing: Callable[..., Told]) -> None:
    importing("a.jsonl", lines(GOOD))
    engine = open_database("a.db")
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    before = Path("a.db").read_bytes()
    assert parallax.main(["--db", "a.db", "import", "a.jsonl", "--dry-run"]) == 1
    assert Path("a.db").read_bytes() == before


# --- lists


def test_of_a_list_it_says_how_to_crawl_it(importing: Callable[..., Told]) -> None:
    told = importing("my list.csv", b"URL,MobileURL,Date,Title\nhttps://a.org/1,,2025-10-04,A\n")
    assert (told.status, told.rows) == (0, [])
    assert told.err == (
        "my list.csv: names 1 pages without their text; to collect them: parallax crawl --urls "
        "'my list.csv' (or name the column that holds the texts with --map text=COLUMN).\n"
    )
    assert told.out == (
        "Nothing new. Imported 0 articles: 0 new, 0 revised, 0 known; 1 pages to crawl.\n"
    )
    mapped = importing("my list.csv", None, "--map", "text=Title")
    assert mapped.texts == ["A"]

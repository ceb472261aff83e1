"""JSON files of other programs → articles."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.imports.items import BadRecord, Found, How, Item
from crawler.imports.json_file import JsonFile
from crawler.imports.registry import reader_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NEWS_PLEASE = {
    "authors": ["Ana Lima"],
    "date_download": "2025-10-05 10:00:00",
    "date_modify": "None",
    "date_publish": "2025-10-04 08:00:00",
    "description": "A barge struck.",
    "filename": "a.json",
    "image_url": None,
    "language": "en",
    "localpath": None,
    "maintext": "A barge struck the bridge.\nFerries run.",
    "source_domain": "www.packet.example",
    "title": "Barge strikes",
    "title_page": None,
    "title_rss": None,
    "url": "https://www.packet.example/barge-strikes",
}
FUNDUS = {
    "title": "Barge strikes",
    "body": {
        "summary": ["A barge struck."],
        "sections": [{"headline": ["Ferries"], "paragraphs": ["They run.", "All day."]}],
    },
    "authors": ["Ana Lima"],
    "publishing_date": "2025-10-04 08:00:00+02:00",
    "topics": [],
    "free_access": True,
    "images": [{"versions": [{"url": "https://x.example/a.jpg"}]}],
}


def read(path: Path, content: Any, **how: Any) -> list[Item]:
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return list(JsonFile().read(path, How(now=NOW, **how), lambda _: None))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.json"


def test_news_please(file: Path) -> None:
    (found,) = read(file, NEWS_PLEASE)
    assert isinstance(found, Found)
    article = found.article
    assert (article.outlet, article.url) == ("packet.example", NEWS_PLEASE["url"])
    assert (article.title, article.authors) == ("Barge strikes", ("Ana Lima",))
    assert article.text == "A barge struck the bridge.\nFerries run."
    assert (article.published, article.modified) == (datetime(2025, 10, 4, 8, tzinfo=UTC), None)
    assert article.dates["published"].raw == "2025-10-04 08:00:00"
    assert not article.dates["published"].zone
    assert found.captured == datetime(2025, 10, 5, 10, tzinfo=UTC)


def test_fundus_by_publisher(file: Path) -> None:
    found = read(file, {"The Packet": [FUNDUS, FUNDUS], "The Beacon": [FUNDUS], "Empty": []})
    articles = [one.article for one in found if isinstance(one, Found)]
    assert [one.outlet for one in articles] == ["The Packet", "The Packet", "The Beacon"]
    assert articles[0].text == "A barge struck.\n\nFerries\n\nThey run.\n\nAll day."
    assert articles[0].published == datetime(2025, 10, 4, 6, tzinfo=UTC)
    assert articles[0].url is None


def test_one_fundus_article_needs_an_outlet(file: Path) -> None:
    (bad,) = read(file, FUNDUS)
    assert isinstance(bad, BadRecord)
    assert "--outlet" in bad.problem
    (found,) = read(file, FUNDUS, outlet="The Packet")
    assert isinstance(found, Found)
    assert found.article.outlet == "The Packet"


def test_a_list_of_our_own_records_with_bad_ones(file: Path) -> None:
    good = {"outlet": "P", "text": "One."}
    found = read(file, [good, 3, {"outlet": "P"}, good])
    assert [type(one) for one in found] == [Found, BadRecord, BadRecord, Found]
    assert [one.where for one in found] == [f"object {number}" for number in range(1, 5)]


@pytest.mark.parametrize(
    "content", ['[{"outlet": "P", "text": "One."}, {"out', "{", "[", '{"a" 1}']
)
def test_what_is_broken_off_is_told(content: str, file: Path) -> None:
    *good, last = read(file, content)
    assert isinstance(last, BadRecord)
    assert "is not JSON" in last.problem
    assert all(isinstance(one, Found) for one in good)


def test_an_object_without_end_is_not_read_into_memory(file: Path) -> None:
    last = read(file, '{"a": "' + "x" * 25_000_000)[-1]
    assert isinstance(last, BadRecord)
    assert "longer than" in last.problem


def test_deep_nesting_ends_nothing(file: Path) -> None:
    last = read(file, "[" * 100_000)[-1]
    assert isinstance(last, BadRecord)


def test_an_object_in_no_known_form_names_its_fields(file: Path) -> None:
    (bad,) = read(file, {"headline": "A", "story": "B"})
    assert isinstance(bad, BadRecord)
    assert "headline, story" in bad.problem


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.json", '{"a": 1}\n{"a": 2}\n', "jsonl"),
        ("a.json", '{"a": 1}', "json"),
        ("a.jsonl", ' [{"a": 1}]', "json"),
        ("a.jsonl", '{"a": 1}', "jsonl"),
        ("a.jsonl", "rubbish", "jsonl"),
        ("a", "WARC/1.0\r\n", "warc"),
        ("a", "<html>", "html"),
        ("A.CSV", "a,b", "csv"),
    ],
)
def test_which_reader(name: str, content: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    assert reader_of(tmp_path / name).name == kind

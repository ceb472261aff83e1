"""Files of labels: what is read of them, and what is said of the rest."""

from __future__ import annotations

import contextlib
import gzip
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import LabelError
from compare.labelling.goldfile import Gold, Tally, read_gold
from crawler.errors import ParallaxError

A, B, C = (f"https://news.example/{name}" for name in "abc")


def saved(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def events(gold: Gold) -> dict[str, str]:
    return {article: label.event for article, label in gold.labels.items()}


def test_labels_that_contradict_and_labels_that_repeat(tmp_path: Path) -> None:
    first = saved(tmp_path / "anna.csv", f"url,event\n{A},x\n{B},x\n{A}#top,x\n")
    second = saved(tmp_path / "ben.csv", f"url,event\n{A},y\n{C},\n{C},z\n{A},x\n")
    found = read_gold([first, second, first])
    assert events(found) == {B: "x", C: "z"}
    assert found.faults == (
        f"{second}, line 2: puts {A} into 'y', but 'x' was its event before ({first}, line 2), so "
        "it takes no part; keep one of the rows.",
    )
    assert found.repeated == Tally(count=5, first=f"{first}, line 4")
    assert found.blank == Tally(count=1, first=f"{second}, line 3")


def test_a_file_that_is_no_use_does_not_stop_the_others(tmp_path: Path) -> None:
    good = saved(tmp_path / "good.csv", f"url,event\n{A},x\n")
    bad = [
        saved(tmp_path / "empty.jsonl", ""),
        saved(tmp_path / "other.csv", "url,happening\n1,2\n3,4\n"),
        saved(tmp_path / "other.jsonl", '{"link": 1}\n{"link": 2}\n'),
        tmp_path / "nowhere.csv",
        tmp_path,
        saved(tmp_path / "cut.csv.gz", gzip.compress(b"url,event\n" * 99)[:-20]),
    ]
    found = read_gold([*bad, good])
    assert events(found) == {A: "x"}
    assert [fault.split(": ")[0] for fault in found.faults] == [str(path) for path in bad]
    for words, fault in zip(
        ("has no rows", "(its fields: url, happening)", "with --event", "No such file", "directory",
         "ends in the middle"),
        found.faults,
        strict=True,
    ):  # fmt: skip
        assert words in fault
    for path in bad[:-2]:
        with pytest.raises(ParallaxError, match=path.name):
            read_gold([path])


def test_rows_whose_cells_have_shifted_are_not_believed(tmp_path: Path) -> None:
    file = saved(tmp_path / "gold.csv", f"\n\ntitle,url,event\nFire, again,{A},x\nFire,{A},x\n")
    found = read_gold([file])
    assert events(found) == {A: "x"}
    assert found.faults == (f"{file}, line 4: has 4 cells where the header has 3.",)


def test_an_article_without_an_address_is_named_by_its_id(tmp_path: Path) -> None:
    content = f"article_id,url,event_id\na1,,x\na2,{A},x\n,,x\n"
    found = read_gold([saved(tmp_path / "articles.csv", content)])
    assert events(found) == {"a1": "x", A: "x"}
    assert "line 4: 'url' is neither an address" in found.faults[0]
    with pytest.raises(LabelError, match="has no field 'id'"):
        read_gold([tmp_path / "articles.csv"], article="id")


def test_a_field_that_some_records_lack(tmp_path: Path) -> None:
    rows = [{"url": B}, {"url": A, "event": "x"}, {"url": C}]
    file = saved(tmp_path / "gold.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    found = read_gold([file])
    assert events(found) == {A: "x"}
    assert [fault.split(":")[0] for fault in found.faults] == [f"{file}, line 1", f"{file}, line 3"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gold.csv", f"url;event\r\n{A};Brücke\r\n".encode("windows-1252")),
        ("gold.csv", f"url\tevent\r\n{A}\tBrücke\r\n".encode("utf-16")),
        ("gold.tsv.gz", gzip.compress(f"url\tevent\n{A}\tBrücke\n".encode("utf-8-sig"), mtime=0)),
        ("gold.txt", f"url,event\n{A},Brücke\n".encode()),
        ("gold.json", json.dumps({"articles": [{"url": A, "event": "Brücke"}]}, indent=1).encode()),
        ("gold.json", json.dumps({"url": A, "event": "Brücke"}).encode() + b"\n{}"),
        ("gold.jsonl", json.dumps([{"url": A, "event": "Brücke"}]).encode()),
    ],
)
def test_files_as_they_come(name: str, content: bytes, tmp_path: Path) -> None:
    assert events(read_gold([saved(tmp_path / name, content)])) == {A: "Brücke"}


def test_hostile_words_are_harmless_and_short_where_they_are_told(tmp_path: Path) -> None:
    rows = [
        {"\x1b[2Jurl": 1, "url": "a\x00\ud8001\x1b", "event": "x\x1b[2J\u202e" + "y" * 999},
        {"url": "a1", "event": "z" * 999},
        {"url": True, "event": "x"},
        {"url": A, "event": float("nan")},
        {"url": "b" * 9999, "event": {"\ud800": "x"}},
    ]
    file = saved(tmp_path / "gold.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    found = read_gold([file])
    assert "\x1b" not in repr(found)
    assert all(sentence.isprintable() and len(sentence) < 400 for sentence in found.faults)
    assert [fault.split(":")[0][-6:] for fault in found.faults] == ["line 2", "line 3", "line 5"]
    json.dumps(events(found), ensure_ascii=False).encode()


@given(
    st.binary(max_size=300),
    st.sampled_from(["gold.csv", "gold.jsonl", "gold.json.gz", "gold.txt", "gold"]),
)
def test_any_bytes_are_read_or_refused_in_a_sentence(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(ParallaxError):
        path = Path(folder, name)
        path.write_bytes(data)
        found = read_gold([path])
        assert all(fault.startswith(str(path)) for fault in found.faults)

from __future__ import annotations

import json
from pathlib import Path

import pytest

import parallax

URL = "https://packet.example/ferry"
FIRST = (
    "The ferry drifted for seven hours before a tug reached it, the operator said on Sunday.\n\n"
    "Nobody was hurt, and the forty people on board were taken to the harbour by the coastguard."
)
SECOND = FIRST.replace("seven", "nine").replace("Nobody was hurt", "Two were hurt")


@pytest.fixture
def stored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A database with an article that was revised once."""
    database = str(tmp_path / "it.db")
    for title, text in (("Ferry adrift", FIRST), ("Ferry adrift, two hurt", SECOND)):
        line = {"outlet": "The Packet", "url": URL, "title": title, "text": text}
        (tmp_path / "a.jsonl").write_text(json.dumps(line))
        assert parallax.main(["--db", database, "import", str(tmp_path / "a.jsonl")]) == 0
    capsys.readouterr()
    return database


def test_each_revision_and_what_changed(stored: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert parallax.main(["--db", stored, "revisions", URL]) == 0
    out = capsys.readouterr().out
    assert "The Packet: https://packet.example/ferry\n" in out
    assert "2 revisions" in out
    assert "Revision 1, seen " in out
    assert "Ferry [-adrift-]{+adrift, two hurt+}" in out
    assert "drifted for [-seven-]{+nine+} hours" in out
    assert "[-Nobody was-]{+Two were+} hurt" in out
    assert "\x1b" not in out


def test_an_id_and_any_spelling_of_the_address_find_it(
    stored: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parallax.main(["--db", stored, "revisions", URL])
    by_url = capsys.readouterr().out
    article_id = by_url.splitlines()[1].partition(",")[0]
    for name in (article_id, f"{URL}?utm_source=mail#top"):
        assert parallax.main(["--db", stored, "revisions", name]) == 0
        assert capsys.readouterr().out == by_url


def test_json_holds_texts_and_spans(stored: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert parallax.main(["--db", stored, "revisions", URL, "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    first, second = found["revisions"]
    assert (first["text"], second["text"]) == (FIRST, SECOND)
    assert first["changes"] is None
    assert second["changes"]["from"] == 1
    for span in second["changes"]["text"]:
        if span["kind"] != "added":
            assert first["text"][span["old_start"] : span["old_end"]] == span["text"]
        if span["kind"] != "removed":
            assert second["text"][span["new_start"] : span["new_end"]] == span["text"]


def test_unchanged_stretches_are_shortened_unless_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, file = str(tmp_path / "it.db"), tmp_path / "a.jsonl"
    middle = " ".join(f"word{number}" for number in range(200))
    for number in ("Seven", "Nine"):
        text = f"{number} were hurt. {middle} {number} died."
        file.write_text(json.dumps({"outlet": "P", "url": URL, "title": "T", "text": text}))
        parallax.main(["--db", database, "import", str(file)])
    capsys.readouterr()
    parallax.main(["--db", database, "revisions", URL])
    short = capsys.readouterr().out
    assert "[-Seven-]{+Nine+} were hurt. word0" in short
    assert "word199 [-Seven-]{+Nine+} died." in short
    assert " […] " in short
    assert "word100" not in short
    parallax.main(["--db", database, "revisions", URL, "--whole"])
    assert middle in capsys.readouterr().out


def test_nothing_of_that_name(stored: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert parallax.main(["--db", stored, "revisions", "nothing"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("parallax: nothing: no article of this id or address is stored")
    assert captured.err.count("\n") == 1

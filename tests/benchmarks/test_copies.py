"""The benchmark of copies on a few articles: that it measures what it says."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from benchmarks import copies
from benchmarks.edits import COPIES, OWN, made
from demo.newsroom import Newsroom


@pytest.fixture
def texts() -> list[tuple[str, str, str]]:
    """(event, outlet, text) of the newsroom's stories that are nobody's copy."""
    newsroom = Newsroom.load()
    return [
        (story.event, story.outlet, "\n\n".join(story.versions[0].paragraphs))
        for story in newsroom.stories
        if story.event and not story.copy_of
    ]


def test_a_table_of_shares_and_scores(
    tmp_path: Path, texts: list[tuple[str, str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "events"
    folder.mkdir()
    rows = [
        {
            "event": event,
            "outlet": outlet,
            "url": f"https://{outlet}.example/{number}",
            "published": "2025-10-03",
            "title": "",
            "text": text,
        }
        for number, (event, outlet, text) in enumerate(texts[:14])
    ]
    twin = {**rows[0], "outlet": "twin", "url": "https://twin.example/0", "event": rows[0]["event"]}
    lines = [json.dumps(row) for row in [*rows, twin]]
    (folder / "dev.jsonl").write_text("\n".join(lines), encoding="utf-8")
    copies.run(tmp_path)
    said = capsys.readouterr().out
    assert re.search(r"stories in their events +4 copies, found 4 +P 1\.000 +R 1\.000", said)
    assert re.search(r"as it is +1\.000 +1\.000 +1\.000 +1\.000", said)
    for kind in (*COPIES, *OWN):
        assert kind in said
    assert "lost by hashing: 0 copies" in said
    assert re.search(r"1\.00 text +- +nobody has read it yet: https://", said)


def test_edits_do_what_they_are_called(texts: list[tuple[str, str, str]]) -> None:
    (_, _, text), (_, _, other) = texts[0], texts[-1]
    edited = made(COPIES | OWN, text, [other], random.Random(1))
    words = {kind: len(one.split()) for kind, one in edited.items()}
    whole = len(text.split())
    assert edited["as it is"] == text
    assert edited["own account"] == other
    assert words["30% of words"] == whole
    assert words["* 30% of words cut"] < 0.8 * whole
    assert words["* 30% of words put in"] > 1.2 * whole
    assert 0.4 * whole < words["first half"] < 0.6 * whole
    assert words["own lead"] > whole
    assert edited["own lead"].endswith(text)
    shares = [
        sum(a != b for a, b in zip(edited[f"{n}% of words"].split(), text.split(), strict=True))
        / whole
        for n in (10, 30, 50)
    ]
    assert shares[0] < 0.2 < shares[1] < 0.4 < shares[2] < 0.6
    paragraphs = set(text.split("\n\n"))
    assert set(edited["a third dropped, reordered"].split("\n\n")) < paragraphs
    taken = edited["own, a third of it taken in"]
    assert all(paragraph in taken for paragraph in other.split("\n\n"))
    assert any(paragraph in taken for paragraph in paragraphs)

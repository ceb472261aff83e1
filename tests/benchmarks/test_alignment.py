"""The benchmarks of matching: what needs neither a model nor labelled data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import whole_path
from benchmarks.alignment import operating_points
from benchmarks.crowded import accounts
from benchmarks.labelled import labelled_events
from benchmarks.whole_path import met
from compare.matching.rule import shipped


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """One labelled event of two articles."""
    event = {
        "articles": [
            {
                "outlet": "One",
                "url": "",
                "date": "",
                "title": "A ferry drifts",
                "passages": ["The ferry drifted.", "“We waited.", "Nobody came,” she said."],
            },
            {
                "outlet": "Two",
                "url": "",
                "date": "2025-10-06",
                "title": "",
                "passages": ["A ferry had drifted.", "“We waited. Nobody came,” she said."],
            },
        ],
        "statements": [{"gist": "it drifted", "passages": ["A0", "B0"]}],
        "conflicts": [],
        "second_labeller": None,
    }
    (tmp_path / "alignment").mkdir()
    (tmp_path / "alignment" / "dev.json").write_text(json.dumps([event]), encoding="utf-8")
    return tmp_path


def exported(text: str, spans: list[tuple[int, int]], letter: str) -> tuple[object, list[object]]:
    article = {"article_id": letter, "url": f"https://outlet-{letter}.example/event-0"}
    article["text"] = text
    passages = [
        {"passage_id": f"{letter}:{n}", "article_id": letter, "start": start, "end": end}
        for n, (start, end) in enumerate(spans)
    ]
    return article, passages


def test_what_the_export_holds_is_read_in_terms_of_the_given_passages(data: Path) -> None:
    events = labelled_events(data, "dev")
    texts = [events[0].tellings[name].text for name in ("A0", "B0")]
    # As we cut them: the first article's quotation is one passage.
    one, ours = exported(texts[0], [(0, 18), (19, len(texts[0]))], "a")
    two, theirs = exported(texts[1], [(0, 20), (21, len(texts[1]))], "b")
    tables = {
        "articles": [one, two],
        "passages": [*ours, *theirs],
        "clusters": [{"passage_ids": ["a:0", "b:0"]}, {"passage_ids": ["a:1", "b:1"]}],
    }
    found = whole_path._pairs(events, tables)  # type: ignore[arg-type]
    assert found == [
        {
            (frozenset({"a:0", "b:0"}), frozenset({frozenset({"A0", "B0"})})),
            (
                frozenset({"a:1", "b:1"}),
                frozenset({frozenset({"A1", "B1"}), frozenset({"A2", "B1"})}),
            ),
        }
    ]
    # One of two pairs stands for the gold one, and the only gold pair is found.
    score = whole_path.score(events, found)
    assert (score.precision, score.recall) == (0.5, 1.0)


def test_passages_meet_where_half_of_the_shorter_one_is_shared() -> None:
    placed = [("A0", 0, 10), ("A1", 11, 31), ("A2", 32, 36)]
    assert list(met(0, 10, placed)) == ["A0"]
    assert list(met(0, 31, placed)) == ["A0", "A1"]
    assert list(met(25, 36, placed)) == ["A1", "A2"]
    assert list(met(6, 20, placed)) == ["A1"]
    assert list(met(40, 50, placed)) == []


def test_the_articles_of_an_event_have_one_hour_and_addresses_of_their_own(data: Path) -> None:
    rows = list(whole_path._articles(labelled_events(data, "dev") * 2))
    assert len({row["url"] for row in rows}) == len(rows) == 4
    first, second, third, _ = (row["published"] for row in rows)
    assert first == second < third
    assert [row["title"] for row in rows[:2]] == ["A ferry drifts", None]
    assert rows[0]["text"] == "The ferry drifted. “We waited. Nobody came,” she said."


def test_the_two_cuts_differ_in_nothing_but_the_cut() -> None:
    points = operating_points(shipped())
    assert points["precision first"] == shipped()
    assert points["balanced"].cut == shipped().balanced < shipped().cut
    assert points["balanced"].first == shipped().first


def test_a_crowded_event_is_told_differently_by_each_and_the_same_each_time() -> None:
    texts = accounts(6, 12)
    assert texts == accounts(6, 12)
    assert len(set(texts)) == 6
    assert {len(text.split("\n\n")) for text in texts} == {12}
    # What ranks first is told by nearly all, in words of their own.
    openings = [" ".join(text.split()[:1]) for text in texts]
    assert max(openings.count(word) for word in openings) > 1

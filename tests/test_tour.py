"""The demo's tour through a real crawl and the real model, held against the newsroom's labels."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from compare.tables import copies, differences, events, memberships, passages
from crawler.database import open_database, reading
from crawler.tables import articles, revisions
from demo.newsroom import Newsroom, Story
from demo.server import NewsroomServer
from demo.tour import tour

FIRST_EVENT = "2025-10-04/brighton-park"
FIRES = ("2025-10-03/warehouse-hollis-grove", "2025-10-03/warehouse-tamarack-falls")


@dataclass(frozen=True, kw_only=True)
class Toured:
    """What two tours said, and what the database holds after them."""

    newsroom: Newsroom
    first: str
    second: str
    tables: dict[str, list[dict[str, Any]]]
    after_first: dict[str, list[dict[str, Any]]]
    stories: dict[str, Story]
    # article_id → the story that it is

    @property
    def events(self) -> dict[str, set[str]]:
        """event_id → article ids."""
        found: dict[str, set[str]] = {}
        for row in self.tables["memberships"]:
            found.setdefault(row["event_id"], set()).add(row["article_id"])
        return found

    def event_of(self, label: str) -> str:
        """The event that holds most stories of a gold event."""
        counted = Counter(
            row["event_id"]
            for row in self.tables["memberships"]
            if self.stories[row["article_id"]].event == label
        )
        return counted.most_common(1)[0][0]


def _tables(db: str) -> dict[str, list[dict[str, Any]]]:
    engine = open_database(db, must_exist=True)
    found: dict[str, list[dict[str, Any]]] = {}
    with reading(engine) as connection:
        for table in (articles, revisions, memberships, events, copies, passages, differences):
            rows = connection.execute(sa.select(table)).all()
            found[table.name] = sorted((dict(row._mapping) for row in rows), key=repr)
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Toured:
    db = str(Path(tmp_path_factory.mktemp("tour")) / "demo.db")
    newsroom = Newsroom.load()
    said: list[list[str]] = []
    with NewsroomServer(newsroom, base_port=0) as server:
        for visit in range(2):
            said.append([])
            tour(server, db, say=said[visit].append)
            if visit == 0:
                after_first = _tables(db)
        tables = _tables(db)
        outlets = {outlet.key: outlet for outlet in newsroom.outlets}
        addresses = {
            server.url(story.outlet, outlets[story.outlet].path_of(story)): story
            for story in newsroom.stories
        }
    return Toured(
        newsroom=newsroom,
        first="\n".join(said[0]),
        second="\n".join(said[1]),
        tables=tables,
        after_first=after_first,
        stories={row["article_id"]: addresses[row["url"]] for row in tables["articles"]},
    )


def test_every_story_that_is_given_away_is_stored(toured: Toured) -> None:
    # Not the page behind a consent wall, nor the one that robots.txt closes.
    closed = {"morning-packet/data-centre-cornfield", "city-ledger/street-closures-lakefront-half"}
    expected = {story.id for story in toured.newsroom.stories} - closed
    assert len(expected) == len(toured.newsroom.stories) - 2
    assert {story.id for story in toured.stories.values()} == expected


def test_corrections_after_the_first_visit_are_revisions(toured: Toured) -> None:
    first_evening, end = toured.newsroom.editions
    expected = {
        story.id
        for story in toured.newsroom.stories
        if story.access == "open"
        and story.at(first_evening) is not None
        and story.at(first_evening) != story.at(end)
    }
    revised = {row["article_id"] for row in toured.tables["revisions"] if row["revision"] > 1}
    assert {toured.stories[article_id].id for article_id in revised} == expected
    assert expected


def test_no_event_mixes_two_gold_events(toured: Toured) -> None:
    for members in toured.events.values():
        labels = {toured.stories[article_id].event for article_id in members}
        assert len(labels) == 1
        # A column, a recipe or a round-up is about nothing else.
        assert labels != {None} or len(members) == 1


def test_the_two_warehouse_fires_stay_apart(toured: Toured) -> None:
    homes = [
        {
            row["event_id"]
            for row in toured.tables["memberships"]
            if toured.stories[row["article_id"]].event == fire
        }
        for fire in FIRES
    ]
    assert all(homes)
    assert not homes[0] & homes[1]


def test_the_first_event_has_six_outlets(toured: Toured) -> None:
    members = toured.events[toured.event_of(FIRST_EVENT)]
    assert len({toured.stories[article_id].outlet for article_id in members}) >= 6
    assert {toured.stories[article_id].event for article_id in members} == {FIRST_EVENT}
    [row] = [r for r in toured.tables["events"] if r["event_id"] == toured.event_of(FIRST_EVENT)]
    assert row["outlets"] >= 6


def test_every_gold_event_of_two_outlets_is_shared(toured: Toured) -> None:
    outlets: dict[str, set[str]] = {}
    for story in toured.stories.values():
        if story.event:
            outlets.setdefault(story.event, set()).add(story.outlet)
    for label in (label for label, found in outlets.items() if len(found) > 1):
        members = toured.events[toured.event_of(label)]
        assert len({toured.stories[article_id].outlet for article_id in members}) > 1, label


def test_every_copy_is_found_and_no_other(toured: Toured) -> None:
    expected = {
        (story.id, story.copy_of)
        for story in toured.newsroom.stories
        if story.copy_of is not None and story.access == "open"
    }
    found = {
        (toured.stories[row["article_id"]].id, toured.stories[row["source_article_id"]].id)
        for row in toured.tables["copies"]
    }
    assert found == expected
    assert expected


def _kinds_of_the_first_event(toured: Toured) -> set[str]:
    first = toured.event_of(FIRST_EVENT)
    return {row["kind"] for row in toured.tables["differences"] if row["event_id"] == first}


def test_the_first_event_is_told_in_different_words(toured: Toured) -> None:
    assert "wording" in _kinds_of_the_first_event(toured)


def test_figures_and_words_differ_somewhere(toured: Toured) -> None:
    assert {row["kind"] for row in toured.tables["differences"]} >= {"figure", "wording"}


def test_every_difference_is_verbatim_and_of_two_outlets(toured: Toured) -> None:
    texts = {(r["article_id"], r["revision"]): r["text"] for r in toured.tables["revisions"]}
    by_id = {row["passage_id"]: row for row in toured.tables["passages"]}
    assert toured.tables["differences"]
    for row in toured.tables["differences"]:
        outlets = set()
        for value in row["values"]:
            passage = by_id[value["passage_id"]]
            outlets.add(passage["outlet"])
            text = texts[passage["article_id"], passage["revision"]]
            assert passage["start"] <= value["start"] < value["end"] <= passage["end"]
            assert f"«{text[value['start'] : value['end']]}»" in row["reason"]
        assert len(outlets) > 1


def test_the_first_tour_tells_each_step(toured: Toured) -> None:
    for step in ("1. The newsroom: 8", "2. The crawl", "3. The comparison", "4. What there is now"):
        assert step in toured.first
    assert "Nothing new" not in toured.first
    assert toured.first.count("   As of ") == 2


def test_a_second_tour_finds_nothing_new_and_says_so(toured: Toured) -> None:
    assert toured.second.count("Nothing new") == 2
    seen = {"last_seen"}
    for name, rows in toured.after_first.items():
        before = [{k: v for k, v in row.items() if k not in seen} for row in rows]
        after = [{k: v for k, v in row.items() if k not in seen} for row in toured.tables[name]]
        assert sorted(map(repr, after)) == sorted(map(repr, before)), name

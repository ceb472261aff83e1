"""The whole comparison over an archive in a file: what is stored, kept and never done twice."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from compare.tables import (
    clusters,
    copies,
    differences,
    events,
    memberships,
    passages,
    vectors,
)

if TYPE_CHECKING:
    from tests.compare.conftest import Desk

OpenDesk = Callable[[str], "Desk"]

FIRE = (
    "A blaze destroyed the Pell Brothers warehouse in Hollis Grove on Friday.",
    "Three firefighters were hurt by ammonia fumes at the warehouse.",
)
FIRE_AGAIN = (
    "The Pell Brothers warehouse in Hollis Grove was destroyed by a blaze on Friday.",
    "Four firefighters were hurt by ammonia fumes at the warehouse, Hollis Grove officials said.",
)
FIRE_LATE = (
    "Ammonia fumes hurt five firefighters at the Pell Brothers warehouse in Hollis Grove.",
    "The blaze destroyed the warehouse on Friday.",
)
FERRY = (
    "A ferry drifted across the Irish Sea for seven hours after its engine failed.",
    "The ferry had 214 passengers aboard when the engine failed.",
)
FERRY_AGAIN = (
    "An engine failed, and a ferry drifted seven hours across the Irish Sea.",
    "There were 209 passengers aboard the ferry when its engine failed.",
)
FERRY_LATE = (
    "The ferry drifted in the Irish Sea for nine hours, its engine dead.",
    "The engine of the ferry failed with 214 passengers aboard.",
)
BAKE = ("Apple and cheddar hand pies need cold butter, patience and an oven.",)


def tell(desk: Desk) -> dict[str, str]:
    """Two events of two outlets each, and a recipe: name → article id."""
    return {
        "fire ledger": desk.store("Ledger", "fire", *FIRE, title="Blaze at Pell warehouse"),
        "fire wire": desk.store(
            "Wire", "blaze", *FIRE_AGAIN, title="Pell warehouse burns", hours=1
        ),
        "ferry wire": desk.store("Wire", "ferry", *FERRY, title="Ferry adrift", hours=2),
        "ferry packet": desk.store("Packet", "ferry", *FERRY_AGAIN, title="Adrift ferry", hours=3),
        "pies": desk.store("Ledger", "pies", *BAKE, title="Hand pies", hours=4),
    }


def test_events_clusters_and_differences_are_stored(desk: Desk) -> None:
    ids = tell(desk)
    found = desk.compare()
    desk.check()
    assert (found.new_articles, found.events, found.shared_events) == (5, 3, 2)
    assert found.changed_events == 3
    assert {frozenset(members) for members in desk.events().values()} == {
        frozenset({ids["fire ledger"], ids["fire wire"]}),
        frozenset({ids["ferry wire"], ids["ferry packet"]}),
        frozenset({ids["pies"]}),
    }
    fire = next(r for r in desk.rows(events) if r["event_id"] == desk.event_of(ids["fire wire"]))
    assert (fire["articles"], fire["outlets"], fire["independent_outlets"]) == (2, 2, 2)
    assert (fire["last_published"] - fire["first_published"]).total_seconds() == 3600
    assert fire["title"] in {"Blaze at Pell warehouse", "Pell warehouse burns"}
    assert fire["title_article_id"] in {ids["fire ledger"], ids["fire wire"]}
    assert found.clusters == len(desk.rows(clusters)) == 4
    assert found.differences == {"figure": 2}
    assert {row["reason"] for row in desk.rows(differences)} == {
        "Ledger: «Three firefighters» / Wire: «Four firefighters»",
        "Packet: «209 passengers» / Wire: «214 passengers»",
    }
    # Of one outlet alone, nothing is cut into passages.
    assert {row["article_id"] for row in desk.rows(passages)} == set(ids.values()) - {ids["pies"]}


def test_a_second_run_changes_and_encodes_nothing(desk: Desk) -> None:
    tell(desk)
    desk.compare()
    before, calls = desk.dump(), len(desk.encoder.calls)
    again = desk.compare()
    assert desk.dump() == before
    assert len(desk.encoder.calls) == calls
    assert (again.new_articles, again.changed_events, again.clusters) == (0, 0, 0)
    assert again.sentence().startswith("Nothing new to compare: 3 events, 2 with two outlets")


def test_everything_again_keeps_every_id_and_encodes_nothing(desk: Desk) -> None:
    tell(desk)
    desk.compare()
    before, calls = desk.dump(), len(desk.encoder.calls)
    again = desk.compare(everything=True)
    assert again.changed_events == 3
    assert desk.dump() == before
    assert len(desk.encoder.calls) == calls


def test_no_text_is_encoded_twice(desk: Desk) -> None:
    tell(desk)
    desk.compare()
    desk.store("Beacon", "fire", *FIRE_LATE, title="Fumes hurt five", hours=5)
    desk.compare()
    assert len(desk.encoder.texts) == len(set(desk.encoder.texts))


def test_a_new_article_joins_its_event_and_ids_stay(desk: Desk) -> None:
    ids = tell(desk)
    desk.compare()
    fire = desk.event_of(ids["fire wire"])
    before = desk.dump()
    late = desk.store("Beacon", "fire", *FIRE_LATE, title="Pell warehouse fumes", hours=20)
    found = desk.compare()
    desk.check()
    assert (found.new_articles, found.changed_events) == (1, 1)
    assert desk.event_of(late) == fire
    after = desk.dump()
    old = {row["passage_id"] for row in before["passages"]}
    assert old < {row["passage_id"] for row in after["passages"]}
    old = {row["cluster_id"] for row in before["clusters"]}
    assert old <= {row["cluster_id"] for row in after["clusters"]}
    untouched = desk.event_of(ids["ferry wire"])
    for table in ("events", "passages", "clusters", "differences"):
        assert [row for row in after[table] if row["event_id"] == untouched] == [
            row for row in before[table] if row["event_id"] == untouched
        ]


def test_a_single_article_becomes_a_shared_event_under_the_same_id(desk: Desk) -> None:
    first = desk.store("Ledger", "fire", *FIRE, title="Blaze")
    desk.compare()
    event = desk.event_of(first)
    assert desk.rows(passages) == []
    desk.store("Wire", "blaze", *FIRE_AGAIN, title="Blaze", hours=1)
    assert desk.compare().shared_events == 1
    assert set(desk.events()) == {event}
    assert len(desk.rows(passages)) == 4
    desk.check()


def test_a_revised_article_is_compared_anew(desk: Desk) -> None:
    ids = tell(desk)
    desk.compare()
    event = desk.event_of(ids["fire wire"])
    before = {row["passage_id"]: row for row in desk.rows(passages)}
    kept = {r["passage_id"] for r in before.values() if r["article_id"] != ids["fire ledger"]}
    corrected = ("Correction: an earlier version was wrong.", FIRE[0], FIRE_AGAIN[1])
    assert desk.store("Ledger", "fire", *corrected, title="Blaze at Pell warehouse")
    found = desk.compare()
    desk.check()
    assert (found.new_articles, found.changed_events) == (1, 1)
    assert desk.event_of(ids["fire ledger"]) == event
    after = {row["passage_id"]: row for row in desk.rows(passages)}
    assert kept < set(after)
    mine = [row for row in after.values() if row["article_id"] == ids["fire ledger"]]
    assert {row["revision"] for row in mine} == {2}
    same = [row for row in mine if row["passage_id"] in before]
    assert [row["position"] for row in same] == [1]
    assert found.differences == {}


def test_a_corrected_date_is_taken_up(desk: Desk) -> None:
    ids = tell(desk)
    desk.compare()
    desk.store("Wire", "blaze", *FIRE_AGAIN, title="Pell warehouse burns", hours=9)
    assert desk.compare().changed_events == 1
    [fire] = [r for r in desk.rows(events) if r["event_id"] == desk.event_of(ids["fire wire"])]
    assert (fire["last_published"] - fire["first_published"]).total_seconds() == 9 * 3600


def test_merged_events_leave_redirects_and_chains_end_at_a_living_event(desk: Desk) -> None:
    ids = tell(desk)
    desk.store("Beacon", "fire", *FIRE_LATE, title="Pell fumes", hours=5)
    third = [
        desk.store(outlet, "flags", *("School board takes flags out of every classroom.",) * 2)
        for outlet in ("Beacon", "Palisade", "Bluestem", "Drumline", "Packet", "Lampwright")
    ]
    desk.compare()
    ferry, fire = desk.event_of(ids["ferry wire"]), desk.event_of(ids["fire wire"])
    flags = desk.event_of(third[0])
    assert len({ferry, fire, flags}) == 3
    # The ferry's reports turn out to be about the fire …
    desk.store("Wire", "ferry", *FIRE, title="Blaze at Pell warehouse", hours=2)
    desk.store("Packet", "ferry", *FIRE_AGAIN, title="Pell warehouse burns", hours=3)
    desk.compare()
    desk.check()
    assert desk.redirects() == {ferry: fire}
    assert desk.event_of(ids["ferry wire"]) == fire
    # … and all of them about the flags.
    story = ("School board takes flags out of every classroom.",) * 3
    for outlet, slug in (
        ("Wire", "ferry"), ("Packet", "ferry"), ("Wire", "blaze"), ("Ledger", "fire"),
        ("Beacon", "fire"),
    ):  # fmt: skip
        desk.store(outlet, slug, *story)
    desk.compare()
    desk.check()
    assert desk.redirects() == {ferry: flags, fire: flags}
    assert set(desk.events()) == {flags, desk.event_of(ids["pies"])}


def test_an_article_moves_between_events(desk: Desk) -> None:
    ids = tell(desk)
    extra = desk.store("Beacon", "late", *FIRE_LATE, title="Pell fumes", hours=5)
    desk.compare()
    fire, ferry = desk.event_of(ids["fire wire"]), desk.event_of(ids["ferry wire"])
    assert desk.event_of(extra) == fire
    desk.store("Beacon", "late", *FERRY_LATE, title="Ferry adrift", hours=5)
    assert desk.compare().changed_events == 2
    desk.check()
    assert desk.event_of(extra) == ferry
    assert desk.event_of(ids["fire wire"]) == fire
    assert desk.redirects() == {}
    # Two change places in one run.
    desk.store("Beacon", "late", *FIRE_LATE, title="Pell fumes", hours=5)
    desk.store("Wire", "blaze", *FERRY_LATE, title="Ferry adrift", hours=1)
    desk.compare()
    desk.check()
    assert (desk.event_of(extra), desk.event_of(ids["fire wire"])) == (fire, ferry)


def test_events_that_merge_and_part_again(desk: Desk) -> None:
    # One sentence in both events: when they part, both parts have a claim to its cluster's id.
    shared = "The mayor called Friday the saddest day that the county has seen."
    for number, outlet in enumerate(("Ledger", "Wire", "Beacon", "Packet")):
        told = [f"{sentence} Report {number}." for sentence in FIRE * 2]
        desk.store(outlet, "fire", *told, *([shared] if number < 2 else []), hours=number)
    for number, outlet in enumerate(("Bluestem", "Drumline", "Palisade")):
        told = [f"{sentence} Report {number}." for sentence in FERRY * 2]
        desk.store(outlet, "ferry", *told, shared, hours=number)
    desk.compare(settings=desk.at(0.45))
    apart = desk.dump(without=["events"])
    desk.check()
    assert len(desk.events()) == 2
    desk.compare(settings=desk.at(0.1))
    desk.check()
    [merged] = desk.events()
    assert len(desk.events()[merged]) == 7
    assert list(desk.redirects().values()) == [merged]
    desk.compare(settings=desk.at(0.45))
    desk.check()
    assert len(desk.events()) == 2
    assert merged in desk.events()
    assert desk.redirects() == {}
    assert [row["passage_id"] for row in desk.rows(passages)] == [
        row["passage_id"] for row in apart["passages"]
    ]
    before = desk.dump()
    desk.compare(settings=desk.at(0.45))
    assert desk.dump() == before


def test_an_event_whose_texts_are_gone_is_gone(desk: Desk) -> None:
    ids = tell(desk)
    extra = desk.store("Beacon", "pies", "Pies: an oven, butter, patience, apple.", hours=4)
    desk.compare()
    assert desk.event_of(extra) != desk.event_of(ids["fire wire"])
    for outlet, slug in (("Beacon", "pies"), ("Ledger", "pies")):
        desk.store(outlet, slug, "", title="Page removed")
    desk.compare()
    desk.check()
    assert {extra, ids["pies"]} & {
        a for members in desk.events().values() for a in members
    } == set()
    assert len(desk.events()) == 2


def test_a_redirect_to_an_event_that_is_gone_is_gone(desk: Desk) -> None:
    first = [desk.store(outlet, "fire", *FIRE) for outlet in ("Ledger", "Wire", "Beacon")]
    other = desk.store("Packet", "ferry", *FERRY)
    desk.compare()
    desk.store("Packet", "ferry", *FIRE)
    desk.compare()
    assert desk.event_of(other) == desk.event_of(first[0])
    assert len(desk.redirects()) == 1
    for outlet, slug in (
        ("Ledger", "fire"),
        ("Wire", "fire"),
        ("Beacon", "fire"),
        ("Packet", "ferry"),
    ):
        desk.store(outlet, slug, "", title="Page removed")
    desk.compare()
    desk.check()
    assert desk.events() == desk.redirects() == {}


@pytest.mark.parametrize("everything", [False, True])
def test_a_comparison_that_is_killed_leaves_the_last_one_whole(
    desk: Desk, everything: bool
) -> None:
    tell(desk)
    desk.compare()
    desk.store("Beacon", "fire", *FIRE_LATE, title="Pell fumes", hours=5)
    desk.store("Beacon", "ferry", *FERRY_LATE, title="Ferry adrift", hours=5)
    before, kept = desk.dump(without=["vectors", "profiles"]), len(desk.rows(vectors))
    # Leads are read and one event compared; the power goes out at the second.
    desk.encoder.breaks_at_call = len(desk.encoder.calls) + 3
    with pytest.raises(RuntimeError):
        desk.compare(everything=everything)
    assert desk.dump(without=["vectors", "profiles"]) == before
    made = len(desk.rows(vectors))
    assert made > kept + 2
    desk.encoder.breaks_at_call = None
    desk.compare(everything=everything)
    desk.check()
    stored = [row for row in desk.rows(vectors) if row["model"] == desk.encoder.name]
    assert len(stored) == len(desk.encoder.texts) == len(set(desk.encoder.texts))
    assert len(desk.rows(vectors)) > made


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_storing_does_not_matter(open_desk: OpenDesk, seed: int) -> None:
    stories = [
        ("Ledger", "fire", FIRE, 0.0),
        ("Wire", "blaze", FIRE_AGAIN, 1.0),
        ("Beacon", "fire", FIRE_LATE, 5.0),
        ("Wire", "ferry", FERRY, 2.0),
        ("Packet", "ferry", FERRY_AGAIN, 2.0),
        ("Beacon", "ferry", FERRY, 9.0),
        ("Ledger", "pies", BAKE, 4.0),
    ]
    straight, shuffled = open_desk("straight"), open_desk("shuffled")
    mixed = random.Random(seed).sample(stories, len(stories))
    for desk, order in ((straight, stories), (shuffled, mixed)):
        for outlet, slug, paragraphs, hours in order:
            desk.store(outlet, slug, *paragraphs, hours=hours, title=f"{outlet} on {slug}")
        desk.compare()
        desk.check()
    # Numbers and times tell when each was stored.
    dumps = [desk.dump(without=("searchable",)) for desk in (shuffled, straight)]
    for row in (row for dump in dumps for row in dump["events"]):
        del row["found"], row["changed"]
    assert dumps[0] == dumps[1]


def test_articles_that_come_one_by_one_make_the_same_events(open_desk: OpenDesk) -> None:
    once, slowly = open_desk("once"), open_desk("slowly")
    tell(once)
    once.compare()
    stories = [
        ("Packet", "ferry", FERRY_AGAIN, "Adrift ferry", 3),
        ("Ledger", "pies", BAKE, "Hand pies", 4),
        ("Wire", "blaze", FIRE_AGAIN, "Pell warehouse burns", 1),
        ("Wire", "ferry", FERRY, "Ferry adrift", 2),
        ("Ledger", "fire", FIRE, "Blaze at Pell warehouse", 0),
    ]
    for outlet, slug, paragraphs, title, hours in stories:
        slowly.store(outlet, slug, *paragraphs, title=title, hours=hours)
        slowly.compare()
        slowly.check()
    assert sorted(map(sorted, slowly.events().values())) == sorted(
        map(sorted, once.events().values())
    )
    assert {row["passage_id"] for row in slowly.rows(passages)} == {
        row["passage_id"] for row in once.rows(passages)
    }


def test_an_empty_database(desk: Desk) -> None:
    found = desk.compare()
    assert (found.events, found.changed_events) == (0, 0)
    assert desk.encoder.calls == []
    desk.check()


def test_one_article(desk: Desk) -> None:
    article = desk.store("Ledger", "fire", *FIRE, title="Blaze")
    found = desk.compare()
    assert (found.events, found.shared_events, found.clusters) == (1, 0, 0)
    [event] = desk.rows(events)
    assert (event["title"], event["title_article_id"]) == ("Blaze", article)
    desk.check()


def test_articles_without_text_are_left_out(desk: Desk) -> None:
    desk.store("Ledger", "fire", "", title="Blaze")
    assert desk.compare().events == 0
    desk.check()


def test_empty_titles_do_not_stand_for_an_event(desk: Desk) -> None:
    desk.store("Ledger", "fire", *FIRE)
    desk.store("Wire", "fire", *FIRE, hours=1)
    desk.compare()
    assert [row["title"] for row in desk.rows(events)] == [""]
    desk.store("Beacon", "fire", *FIRE_LATE, title="Fumes hurt five", hours=2)
    desk.compare()
    assert [row["title"] for row in desk.rows(events)] == ["Fumes hurt five"]
    desk.check()


def test_undated_articles_take_part_by_first_seen(desk: Desk) -> None:
    desk.store("Ledger", "fire", *FIRE, title="Blaze", undated=True)
    desk.store("Wire", "fire", *FIRE_AGAIN, title="Blaze", hours=5)
    assert desk.compare().shared_events == 1
    desk.check()


LONG_WIRE = (
    "Fire tore through a cold storage warehouse in northern Indiana before dawn on Friday.",
    "Crews from nine towns fought the flames for eleven hours until the roof gave way.",
    "The owner said that nobody was inside when the first alarm rang shortly after four.",
)


def test_the_same_text_at_two_outlets_is_one_voice(desk: Desk) -> None:
    first = desk.store("Wire", "fire", *LONG_WIRE, title="Blaze")
    second = desk.store("Beacon", "fire", *LONG_WIRE, title="Blaze", hours=1)
    found = desk.compare()
    desk.check()
    assert found.copies == 1
    [copy] = desk.rows(copies)
    assert (copy["article_id"], copy["source_article_id"]) == (second, first)
    assert copy["containment"] == 1
    [event] = desk.rows(events)
    assert (event["outlets"], event["independent_outlets"]) == (2, 1)
    rows = desk.rows(clusters)
    assert len(rows) == 3
    assert {(row["outlets"], row["independent_outlets"]) for row in rows} == {(2, 1)}
    assert found.differences == {}
    assert sorted(desk.encoder.texts) == sorted(set(desk.encoder.texts))


def test_a_sentence_that_only_two_copies_keep_is_one_voice(desk: Desk) -> None:
    dropped = "A county spokesman, Lyle Abernathy, thanked every volunteer by name."
    desk.store("Wire", "fire", *LONG_WIRE, title="Blaze")
    for hours, outlet in enumerate(("Beacon", "Ledger"), start=1):
        desk.store(outlet, "fire", *LONG_WIRE, dropped, title="Blaze", hours=hours)
    assert desk.compare().copies == 2
    desk.check()
    [found] = [row for row in desk.rows(clusters) if row["outlets"] == 2]
    assert found["independent_outlets"] == 1


def test_two_hundred_identical_passages(desk: Desk) -> None:
    for hours, outlet in enumerate(("Ledger", "Wire")):
        desk.store(outlet, "fire", *[FIRE[0]] * 100, title="Blaze", hours=hours)
    desk.compare()
    desk.check()
    assert len(desk.rows(passages)) == 200
    assert desk.encoder.texts.count(FIRE[0]) == 1
    assert desk.rows(clusters)


def test_an_article_of_twenty_thousand_words(desk: Desk) -> None:
    words = random.Random(7)
    names = [f"name{number}" for number in range(3000)]
    long = [" ".join(words.choices(names, k=16)).capitalize() + "." for _ in range(1240)]
    assert sum(len(sentence.split()) for sentence in (*long, *FIRE)) > 19_800
    # In paragraphs of forty sentences, after the news.
    body = [" ".join(long[start : start + 40]) for start in range(0, len(long), 40)]
    desk.store("Ledger", "fire", *FIRE * 12, *body, title="Blaze at Pell warehouse, Hollis Grove")
    desk.store("Wire", "fire", *FIRE_AGAIN, title="Blaze at Pell warehouse, Hollis Grove", hours=1)
    found = desk.compare()
    desk.check()
    assert found.shared_events == 1
    assert len(desk.rows(passages)) == 24 + 1240 + 2
    # "Three firefighters" stands there a dozen times, against four.
    assert set(found.differences) == {"figure"}


def test_changed_settings_and_another_model_compare_all_again(desk: Desk) -> None:
    tell(desk)
    desk.compare()
    ids = {row["event_id"] for row in desk.rows(events)}
    assert desk.compare(settings=desk.at(0.45)).changed_events == 3
    desk.encoder = type(desk.encoder)("another model")
    assert desk.compare(settings=desk.at(0.45)).changed_events == 3
    assert {row["event_id"] for row in desk.rows(events)} == ids
    desk.check()


def test_stored_reasons_name_living_articles(desk: Desk) -> None:
    tell(desk)
    desk.compare()
    for row in desk.rows(memberships):
        alone = len(desk.events()[row["event_id"]]) == 1
        assert bool(row["reasons"]) is not alone
        for reason in row["reasons"]:
            assert reason["article_id"] in desk.events()[row["event_id"]] - {row["article_id"]}


def test_the_database_refuses_a_second_home_for_an_article(desk: Desk) -> None:
    # What the pipeline's order of deleting and inserting relies on.
    ids = tell(desk)
    desk.compare()
    row = next(r for r in desk.rows(memberships) if r["article_id"] == ids["pies"])
    with pytest.raises(sa.exc.IntegrityError), desk.engine.begin() as connection:
        connection.execute(memberships.insert().values(**row))

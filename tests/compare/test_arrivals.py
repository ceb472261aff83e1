"""Articles that arrive over time: what is grouped anew, in any order, and what follows what."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from compare.tables import follows, memberships, profiles
from crawler.database import writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.compare.conftest import Desk

FIRE = "A blaze destroyed the Pell Brothers warehouse in Hollis Grove."
FERRY = "A ferry drifted across the Irish Sea after its engine failed."


def events_of(desk: Desk) -> set[frozenset[str]]:
    return {frozenset(members) for members in desk.events().values()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_articles_in_any_order_and_batches_make_the_same_events(
    open_desk: Callable[[str], Desk], seed: int
) -> None:
    chance = random.Random(seed)
    told = [
        (f"Outlet {n}", f"story{n}", f"{text} Number {n} of them.", hours + n)
        for n in range(6)
        for text, hours in ((FIRE, 0), (FERRY, 3), (f"{FIRE} It burned again.", 24 * 20))
    ]
    told = [
        (outlet, f"{slug}-{k}", text, hours) for k, (outlet, slug, text, hours) in enumerate(told)
    ]
    at_once, in_parts = open_desk("at once"), open_desk("in parts")
    for outlet, slug, text, hours in told:
        at_once.store(outlet, slug, text, title=text[:25], hours=hours)
    at_once.compare()
    chance.shuffle(told)
    while told:
        for _ in range(chance.randint(1, 5)):
            if told:
                outlet, slug, text, hours = told.pop()
                in_parts.store(outlet, slug, text, title=text[:25], hours=hours)
        in_parts.compare()
        in_parts.check()
    assert events_of(in_parts) == events_of(at_once)
    assert len(events_of(at_once)) == 3


def test_only_what_arrived_and_its_days_is_grouped(desk: Desk) -> None:
    old = desk.store("Ledger", "old", FIRE, title="Blaze", hours=-24 * 90)
    desk.compare()
    with writing(desk.engine) as connection:
        connection.execute(memberships.update().values(score=0.123))
    desk.store("Ledger", "new", FERRY, title="Ferry")
    found = desk.compare()
    assert (found.new_articles, found.changed_events, found.events) == (1, 1, 2)
    rows = {row["article_id"]: row["score"] for row in desk.rows(memberships)}
    # The old one was not touched.
    assert rows[old] == 0.123


def test_old_profiles_are_dropped_and_made_again(desk: Desk) -> None:
    old = desk.store("Ledger", "old", FIRE, title="Blaze", hours=-24 * 90)
    desk.compare()
    assert [row["article_id"] for row in desk.rows(profiles)] == [old]
    new = desk.store("Ledger", "new", FERRY, title="Ferry")
    desk.compare()
    assert [row["article_id"] for row in desk.rows(profiles)] == [new]
    late = desk.store("Wire", "old", FIRE, title="Blaze", hours=-24 * 90 + 2)
    desk.compare()
    desk.check()
    assert desk.event_of(late) == desk.event_of(old)


def test_a_development_days_later_follows_and_is_not_merged(desk: Desk) -> None:
    first = desk.store("Ledger", "fire", FIRE, title="Blaze at the Pell warehouse")
    desk.store("Wire", "fire", FIRE, "So it was told.", title="Pell warehouse blaze", hours=1)
    desk.compare()
    later = desk.store(
        "Ledger", "inquiry", FIRE, "Now there is an inquiry.", title="Pell blaze", hours=24 * 6
    )
    desk.compare()
    desk.check()
    assert desk.event_of(first) != desk.event_of(later)
    [row] = desk.rows(follows)
    assert (row["event_id"], row["follows"]) == (desk.event_of(later), desk.event_of(first))
    assert 0.5 <= row["score"] <= 1
    assert row["reasons"]
    # Nothing follows what began before it, or what lies too far back.
    desk.store("Ledger", "again", FIRE, title="Pell blaze", hours=24 * 40)
    desk.compare()
    assert [one["event_id"] for one in desk.rows(follows)] == [desk.event_of(later)]


def test_a_late_article_becomes_what_a_later_event_follows(desk: Desk) -> None:
    later = desk.store("Ledger", "inquiry", FIRE, title="Pell blaze", hours=24 * 5)
    desk.compare()
    assert desk.rows(follows) == []
    late = desk.store("Wire", "fire", FIRE, "So it was told.", title="Pell warehouse blaze")
    desk.compare()
    desk.check()
    [row] = desk.rows(follows)
    assert (row["event_id"], row["follows"]) == (desk.event_of(later), desk.event_of(late))


def test_story_lines_survive_the_event_that_is_followed_changing(desk: Desk) -> None:
    first = desk.store("Ledger", "fire", FIRE, title="Pell blaze")
    later = desk.store("Ledger", "inquiry", FIRE, "An inquiry.", title="Pell blaze", hours=24 * 5)
    desk.compare()
    desk.store("Wire", "fire", FIRE, "So it was told.", title="Pell warehouse blaze", hours=1)
    desk.compare()
    desk.compare(everything=True)
    desk.check()
    [row] = desk.rows(follows)
    assert (row["event_id"], row["follows"]) == (desk.event_of(later), desk.event_of(first))
    # The article that was followed is gone, and with it its event.
    desk.store("Ledger", "fire", "", title="Removed")
    desk.store("Wire", "fire", "", title="Removed", hours=1)
    desk.compare()
    desk.check()
    assert desk.rows(follows) == []


def test_pages_about_many_things_stand_alone_and_say_so(desk: Desk) -> None:
    desk.store("Ledger", "fire", FIRE, title="Pell blaze")
    week = desk.store("Wire", "week", FIRE, FERRY, title="The week in five stories", hours=1)
    desk.store("Packet", "ferry", FERRY, title="Ferry adrift", hours=2)
    desk.compare()
    desk.check()
    assert len(desk.events()) == 3
    [row] = [row for row in desk.rows(memberships) if row["article_id"] == week]
    assert row["standing"] == "alone"
    assert row["page"]
    assert row["reasons"][0]["kind"] == "stands alone"


def test_the_same_page_come_again_does_not_join_a_fresh_event(desk: Desk) -> None:
    text = " ".join(f"How to keep a warehouse of number {n} from burning down." for n in range(12))
    desk.store("Ledger", "guide-1", text, title="How to keep warehouses safe", hours=-24 * 30)
    fresh = desk.store("Wire", "guide", text, title="How to keep warehouses safe", hours=1)
    again = desk.store("Ledger", "guide-2", text, title="How to keep warehouses safe")
    desk.compare()
    assert desk.event_of(again) != desk.event_of(fresh)


def test_an_undated_article_says_so(desk: Desk) -> None:
    desk.store("Ledger", "fire", FIRE, title="Pell blaze")
    other = desk.store("Wire", "fire", FIRE, "Told.", title="Pell blaze", hours=1, undated=True)
    desk.compare()
    assert len(desk.events()) == 1
    [row] = [row for row in desk.rows(memberships) if row["article_id"] == other]
    assert "no date" in [reason["kind"] for reason in row["reasons"]]

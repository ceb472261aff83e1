"""`parallax events`, and corrections through the comparisons that follow."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from compare.tables import corrections
from parallax import main

if TYPE_CHECKING:
    from tests.compare.conftest import Desk

FIRE = (
    "A blaze destroyed the Pell Brothers warehouse in Hollis Grove on Friday.",
    "Three firefighters were hurt by ammonia fumes at the warehouse.",
)
FERRY = (
    "A ferry drifted across the Irish Sea for seven hours after its engine failed.",
    "The ferry had 214 passengers aboard when the engine failed.",
)


@pytest.fixture
def ids(desk: Desk) -> dict[str, str]:
    """Two events of two outlets each."""
    found = {
        "fire one": desk.store("Ledger", "fire", *FIRE, title="Blaze at Pell warehouse"),
        "fire two": desk.store("Wire", "fire", *FIRE, "So it was.", title="Pell blaze", hours=1),
        "ferry one": desk.store("Wire", "ferry", *FERRY, title="Ferry adrift", hours=2),
        "ferry two": desk.store("Packet", "ferry", *FERRY, "At sea.", title="Adrift", hours=3),
    }
    desk.compare()
    assert len(desk.events()) == 2
    return found


def parallax(desk: Desk, *arguments: str) -> int:
    return main(["--db", str(desk.engine.url), "events", *arguments])


def correction_of(desk: Desk) -> str:
    return str(desk.rows(corrections)[-1]["correction_id"])


def grouped(desk: Desk, ids: dict[str, str], *names: str) -> bool:
    return len({desk.event_of(ids[name]) for name in names}) == 1


def test_a_merge_survives_and_can_be_undone(desk: Desk, ids: dict[str, str]) -> None:
    fire, ferry = desk.event_of(ids["fire one"]), desk.event_of(ids["ferry one"])
    assert parallax(desk, "merge", fire, ferry, "--later", "--note", "one day", "--by", "Ana") == 0
    [row] = desk.rows(corrections)
    assert (row["kind"], row["note"], row["author"]) == ("merge", "one day", "Ana")
    assert row["pending"]
    for everything in (False, True, False):
        desk.compare(everything=everything)
        desk.check()
        assert grouped(desk, ids, *ids)
    assert not desk.rows(corrections)[0]["pending"]
    late = desk.store("Beacon", "ferry", *FERRY, title="Ferry", hours=4)
    desk.compare()
    assert grouped(desk, {**ids, "late": late}, *ids)
    assert parallax(desk, "undo", correction_of(desk), "--later") == 0
    desk.compare()
    desk.check()
    assert not grouped(desk, ids, "fire one", "ferry one")
    # Of two parts one has the id of the merged event, and the other gets its own back.
    assert set(desk.events()) == {fire, ferry}
    assert desk.redirects() == {}


def test_what_is_split_off_stays_off(desk: Desk, ids: dict[str, str]) -> None:
    fire = desk.event_of(ids["fire one"])
    assert parallax(desk, "split", fire, ids["fire two"], "--later") == 0
    for everything in (False, True):
        desk.compare(everything=everything)
        desk.check()
        assert not grouped(desk, ids, "fire one", "fire two")
    desk.store("Wire", "fire", *FIRE, "A new paragraph.", title="Pell blaze", hours=1)
    desk.compare()
    assert not grouped(desk, ids, "fire one", "fire two")


def test_an_article_moves_by_its_address(desk: Desk, ids: dict[str, str]) -> None:
    ferry = desk.event_of(ids["ferry one"])
    assert parallax(desk, "move", "https://wire.example/fire", ferry, "--later") == 0
    desk.compare()
    desk.check()
    assert desk.event_of(ids["fire two"]) == ferry
    assert not grouped(desk, ids, "fire one", "fire two")


def test_a_pin_holds_when_the_text_becomes_another(desk: Desk, ids: dict[str, str]) -> None:
    assert parallax(desk, "pin", ids["fire two"], "--later") == 0
    desk.compare()
    desk.store("Wire", "fire", *FERRY, "No blaze at all.", title="Ferry adrift", hours=1)
    desk.compare()
    desk.check()
    assert grouped(desk, ids, "fire one", "fire two")


def test_a_pinned_text_that_is_gone_holds_nothing(desk: Desk, ids: dict[str, str]) -> None:
    assert parallax(desk, "pin", desk.event_of(ids["fire one"]), "--later") == 0
    desk.compare()
    desk.store("Wire", "fire", "", title="Removed", hours=1)
    desk.compare()
    desk.check()
    assert desk.events()[desk.event_of(ids["fire one"])] == {ids["fire one"]}


def test_the_reason_is_told(
    desk: Desk, ids: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    fire, ferry = desk.event_of(ids["fire one"]), desk.event_of(ids["ferry one"])
    parallax(desk, "merge", fire, ferry, "--later", "--note", "one day")
    desk.compare()
    capsys.readouterr()
    assert parallax(desk, "why", ids["fire one"], "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["reasons"][0]["kind"] == "correction"
    assert found["reasons"][0]["value"] == correction_of(desk)
    assert found["corrections"][0]["note"] == "one day"
    assert parallax(desk, "why", ids["ferry two"]) == 0
    assert "one day" in capsys.readouterr().out
    assert parallax(desk, "show", ferry) == 0
    assert "Ledger: Blaze at Pell warehouse" in capsys.readouterr().out
    assert parallax(desk, "corrections") == 0
    assert correction_of(desk) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["merge", "FIRE", "FIRE"], "two different events"),
        (["merge", "FIRE", "e0000000000000000"], "is no event"),
        (["split", "FIRE", "ONE", "TWO"], "leave at least one article"),
        (["split", "FIRE", "a0000000000000000"], "is no article"),
        (["move", "ONE", "FIRE"], "name another event"),
        (["pin", "nothing"], "is no article"),
        (["undo", "k0000000000000000"], "is no correction"),
        (["why", "https://nowhere.example/"], "is no article"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(
    desk: Desk,
    ids: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    arguments: Sequence[str],
    says: str,
) -> None:
    names = {"FIRE": desk.event_of(ids["fire one"]), "ONE": ids["fire one"], "TWO": ids["fire two"]}
    assert parallax(desk, *(names.get(argument, argument) for argument in arguments)) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert says in line
    assert desk.rows(corrections) == []


def test_undone_twice_is_said(
    desk: Desk, ids: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    parallax(desk, "pin", ids["fire one"], "--later")
    assert parallax(desk, "undo", correction_of(desk), "--later") == 0
    assert parallax(desk, "undo", correction_of(desk), "--later") == 1
    assert "was undone already" in capsys.readouterr().err
    parallax(desk, "corrections")
    assert "Nothing was corrected." in capsys.readouterr().out
    parallax(desk, "corrections", "--all")
    assert "(undone)" in capsys.readouterr().out

"""Quotations and names from the archive to their tables, and out of them again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from compare.tables import events, namings, quotations
from crawler.database import writing
from crawler.tables import revisions
from tests.compare.conftest import SETTINGS

if TYPE_CHECKING:
    from tests.compare.conftest import Desk

STORY = "A barge struck the bridge over the Orra on Saturday and the bridge was closed."
SAID = "The bridge will open again before the summer, and nobody pays a toll"
LEDGER = f"Mayor Dana Hollis spoke at noon. “{SAID},” Dana Hollis said."
WIRE = "“The bridge will open again before the summer,” said Hollis. The “toll” stays for now."


def told(desk: Desk, *, late: str = "") -> tuple[str, str]:
    ledger = desk.store("Ledger", "bridge", f"{late}{STORY}", LEDGER, title="Barge hits bridge")
    wire = desk.store("Wire", "bridge", STORY, WIRE, title="Barge hits bridge", hours=1)
    return ledger, wire


def words(desk: Desk, row: dict[str, Any], spans: list[dict[str, int]]) -> list[str]:
    texts = {(r["article_id"], r["revision"]): r["text"] for r in desk.rows(revisions)}
    text = texts[row["article_id"], row["revision"]]
    return [text[span["start"] : span["end"]] for span in spans]


def in_order(desk: Desk, table: sa.Table) -> list[dict[str, Any]]:
    return sorted(desk.rows(table), key=lambda row: row["position"])


def test_what_is_stored_is_verbatim_in_its_revision(desk: Desk) -> None:
    ledger, wire = told(desk)
    desk.compare()
    desk.check()
    whole, trimmed, scare = in_order(desk, quotations)
    assert (whole["article_id"], trimmed["article_id"]) == (ledger, wire)
    assert words(desk, whole, whole["pieces"]) == [f"{SAID},"]
    assert words(desk, whole, trimmed["lost"]) == ["and nobody pays a toll"]
    assert (trimmed["relation"], trimmed["family_id"]) == ("trimmed", whole["quotation_id"])
    parts = [{"start": whole[f"{n}_start"], "end": whole[f"{n}_end"]} for n in ("speaker", "cue")]
    assert words(desk, whole, parts) == ["Dana Hollis", "said"]
    assert (whole["name"], whole["ground"], whole["same_speaker"]) == (
        "Dana Hollis",
        "after",
        "same",
    )
    assert (scare["role"], scare["family_id"], scare["lost"]) == ("scare", None, [])
    names = in_order(desk, namings)
    assert {row["entity"] for row in names} == {"Dana Hollis"}
    assert [words(desk, row, [row]) for row in names] == [
        ["Dana Hollis"],
        ["Mayor Dana Hollis"],
        ["Hollis"],
    ]
    assert [row["position"] for row in names] == [0, 1, 2]


def test_comparing_again_changes_nothing_and_a_revision_keeps_the_ids(desk: Desk) -> None:
    told(desk)
    desk.compare()
    before = {table: desk.rows(table) for table in (quotations, namings)}
    desk.compare(everything=True)
    assert {table: desk.rows(table) for table in before} == before
    told(desk, late="It rained. ")
    desk.compare()
    desk.check()
    after = in_order(desk, quotations)
    assert {row["quotation_id"] for row in after} == {r["quotation_id"] for r in before[quotations]}
    assert after[0]["revision"] == 2
    assert words(desk, after[0], after[0]["pieces"]) == [f"{SAID},"]
    assert {row["naming_id"] for row in desk.rows(namings)} == {
        row["naming_id"] for row in before[namings]
    }


def test_what_an_earlier_version_compared_is_read_again(desk: Desk) -> None:
    told(desk)
    desk.compare(settings=replace(SETTINGS, reading=0))
    before = desk.rows(quotations), desk.rows(namings)
    with writing(desk.engine) as connection:
        connection.execute(quotations.delete())
        connection.execute(namings.delete())
    desk.compare()
    assert (desk.rows(quotations), desk.rows(namings)) == before


def test_one_outlet_alone_has_none(desk: Desk) -> None:
    desk.store("Ledger", "one", STORY, LEDGER, title="Barge hits bridge")
    desk.store("Ledger", "two", STORY, LEDGER, title="Barge hits bridge", hours=1)
    desk.compare()
    assert desk.rows(quotations) == desk.rows(namings) == []


def test_they_go_with_their_event(desk: Desk) -> None:
    ledger, _ = told(desk)
    desk.compare()
    # The Ledger's article becomes another story: the event is one outlet's.
    desk.store("Ledger", "bridge", "Plums are cheap this year.", "Two pounds a jar.", title="Plums")
    desk.compare()
    desk.check()
    assert len(desk.rows(events)) == 2
    assert desk.event_of(ledger) in desk.events()
    assert desk.rows(quotations) == desk.rows(namings) == []

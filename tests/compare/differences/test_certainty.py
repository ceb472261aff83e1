"""certainty: flat here, alleged, attributed or hedged there."""

from __future__ import annotations

import pytest

from compare.differences.certainty import Certainty
from compare.settings import Settings
from tests.compare.differences.tellings import findings, spans_of, telling

FLAT = "Police shot the harbour worker near the Calder bridge."


@pytest.mark.parametrize(
    ("hedged", "span"),
    [
        ("Police allegedly shot the harbour worker near the Calder bridge.", "allegedly shot"),
        ("Police reportedly shot the harbour worker near the Calder bridge.", "reportedly shot"),
        ("Police may have shot the harbour worker near the Calder bridge.", "may have shot"),
    ],
)
def test_what_one_hedges_and_the_other_states(hedged: str, span: str) -> None:
    assert spans_of(findings(Certainty(), hedged, FLAT)) == [(span, "shot")]


def test_a_claim_names_whose_it_is() -> None:
    claim = "The dock union claims police shot the harbour worker near the Calder bridge."
    (found,) = findings(
        Certainty(), claim.replace("police", "officers"), FLAT.replace("Police", "Officers")
    )
    assert found.spans[0].text == "The dock union claims"


def test_a_routine_attribution_is_not_shown() -> None:
    said = "Officials said police shot the harbour worker near the Calder bridge."
    found = findings(Certainty(), said, FLAT)
    assert found
    assert all(one.confidence < Settings().least_confidence for one in found)


@pytest.mark.parametrize(
    "other",
    [
        "Police apparently shot the harbour worker near the Calder bridge.",
        "Police shot the harbour worker near the Calder bridge, witnesses said.",
        "The officer is accused over the harbour worker shot near the Calder bridge.",
    ],
)
def test_where_both_hedge_or_attribute_nothing_differs(other: str) -> None:
    hedged = "Police allegedly shot the harbour worker near the Calder bridge."
    assert findings(Certainty(), hedged, other) == []


def test_what_may_be_stands_against_what_was_announced() -> None:
    may = "Hollis said he may leave the harbour summit a day early."
    will = "Aides announced that Hollis would be leaving the harbour summit on Friday."
    assert spans_of(findings(Certainty(), may, will)) == [("may leave", "leaving")]


def test_another_doer_is_another_claim() -> None:
    may = "On the last day he may leave the harbour summit early."
    brandt = "In Calder Brandt may leave the harbour summit early."
    will = "Hollis will leave the harbour summit early."
    assert findings(Certainty(), may, will)
    assert findings(Certainty(), brandt, will) == []


ARGUES = "The line's lawyer argues the board “did not own the harbour records” it released."


OWN_VOICE = "Until last spring the board did not own the harbour records of the old ferry line."


def test_what_one_account_argues_by_another_and_one_says_itself() -> None:
    adopts = "The board handed over the files, though it “did not own the harbour records” at all."
    found = findings(Certainty(), ARGUES, adopts)
    assert [span.text for span in found[0].spans] == [
        "The line's lawyer argues",
        "did not own the harbour records",
    ]
    assert found[0].confidence >= Settings().least_confidence


@pytest.mark.parametrize(
    "other",
    [
        # Attributed there, too.
        "The board, the letter said, “did not own the harbour records” it handed over.",
        # Speech whose marks stand elsewhere.
        "We know that the board did not own the harbour records in those years.",
        # A name is no claim.
        "The harbour records show nothing of the ferry.",
    ],
)
def test_attributed_spoken_or_only_named_is_no_difference(other: str) -> None:
    shown = [
        one
        for one in findings(Certainty(), ARGUES, other)
        if one.confidence >= Settings().least_confidence
    ]
    assert shown == []
    assert findings(Certainty(), ARGUES, OWN_VOICE)


def test_a_sentence_within_a_quotation_is_its_speakers() -> None:
    inside = telling("Wire", OWN_VOICE, before="“It is a scandal. ", after="”")
    assert findings(Certainty(), telling("Ledger", ARGUES), inside) == []
    assert findings(Certainty(), telling("Ledger", ARGUES), telling("Wire", OWN_VOICE))

"""certainty: flat here, alleged, attributed or hedged there."""

from __future__ import annotations

import pytest

from compare.differences.certainty import Certainty
from compare.settings import Settings
from tests.compare.differences.tellings import findings, spans_of

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

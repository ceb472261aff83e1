"""actor: another doer, or another object, of the same act."""

from __future__ import annotations

import pytest

from compare.differences.actor import Actor
from tests.compare.differences.tellings import findings, spans_of


def test_another_doer_of_the_same_act() -> None:
    active = "Dana Marlow stabbed Peter Hollis outside the Calder theatre."
    passive = "Peter Hollis was stabbed by Ivan Brandt outside the Calder theatre."
    assert spans_of(findings(Actor(), active, passive)) == [("Dana Marlow", "Ivan Brandt")]


def test_doer_and_object_the_other_way_round() -> None:
    one = "Marlow punched Hollis during the Calder council session."
    other = "Hollis punched Marlow during the Calder council session."
    (found,) = findings(Actor(), one, other)
    assert [span.text for span in found.spans] == ["Marlow punched Hollis", "Hollis punched Marlow"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dana Marlow stabbed Peter Hollis at Calder.", "Marlow stabbed Hollis at Calder."),
        ("Dana Marlow stabbed Hollis at Calder.", "Hollis was stabbed by Mayor Marlow at Calder."),
        ("Marlow stabbed Hollis at Calder.", "He stabbed Hollis at Calder theatre."),
        ("Marlow stabbed Hollis at Calder.", "Brandt, with Marlow, and Brandt stabbed Hollis."),
    ],
)
def test_a_shorter_name_a_title_a_pronoun_is_no_conflict(one: str, other: str) -> None:
    assert findings(Actor(), one, other) == []

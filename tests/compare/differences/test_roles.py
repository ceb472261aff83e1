"""Roles and bodies of which somebody can have, or be, only one."""

from __future__ import annotations

import pytest

from compare.differences.actor import Actor
from tests.compare.differences.tellings import findings, spans_of


@pytest.mark.parametrize(
    ("one", "other", "spans"),
    [
        (
            "The gunman, a Norland Air Force officer, fired on the Calder barracks at dawn.",
            "A Norland Air Force cadet fired on the Calder barracks at dawn, killing three.",
            ("officer", "cadet"),
        ),
        (
            "Sen. Ada Brandt sponsored the harbour dredging bill last spring.",
            "The harbour dredging bill was sponsored by Rep. Ada Brandt last spring.",
            ("Sen.", "Rep."),
        ),
        (
            "The report defends the Norlandic prime minister’s jailing of his political rival.",
            "The report deals with the jailing of a political rival of the Norland president.",
            ("prime minister", "president"),
        ),
    ],
)
def test_one_bearer_cannot_have_both_roles(one: str, other: str, spans: tuple[str, str]) -> None:
    assert spans_of(findings(Actor(), one, other)) == [spans]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Two people of two names.
        (
            "Sen. Ada Brandt spoke for the harbour dredging bill last spring.",
            "Rep. Carl Hollis spoke for the harbour dredging bill last spring.",
        ),
        # One passage knows both.
        (
            "A Norland Air Force officer fired on the Calder barracks at dawn.",
            "A Norland Air Force cadet shot an officer in the Calder barracks at dawn.",
        ),
        # No word says that both are of one force.
        (
            "An officer fired on the Calder barracks at dawn.",
            "A cadet left the Calder barracks at dawn.",
        ),
        # Words that say the same.
        (
            "Rep. Ada Brandt sponsored the harbour dredging bill last spring.",
            "Congresswoman Ada Brandt sponsored the harbour dredging bill last spring.",
        ),
    ],
)
def test_two_bearers_or_two_words_for_one_role_are_no_difference(one: str, other: str) -> None:
    assert findings(Actor(), one, other) == []


def test_bodies_of_one_sort_and_of_other_names_differ() -> None:
    one = "Investigators referred the ferry case to the Attorney's Office for the Norland District."
    other = "Investigators referred the ferry files to the Attorney's Office for Greater Calder."
    assert spans_of(findings(Actor(), one, other)) == [
        ("Office for the Norland District", "Office for Greater Calder")
    ]


def test_a_body_that_the_other_passage_names_too_is_no_difference() -> None:
    one = "Investigators referred the ferry case to the Office for the Norland District."
    other = "From Norland, investigators referred the ferry files to the Office for Calder."
    assert findings(Actor(), one, other) == []

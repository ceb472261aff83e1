"""Opposed phrases: what one account says, and the other the opposite of, about one thing."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from compare.differences.certainty import Certainty
from compare.differences.finding import Kind
from compare.differences.polarity import Polarity
from compare.differences.time_place import TimePlace
from tests.compare.differences.tellings import findings, spans_of


@pytest.mark.parametrize(
    ("kind", "one", "other", "spans"),
    [
        (
            Polarity(),
            "The harbour board declined to comment on the ferry closure.",
            "The ferry will stop in May, the harbour board said.",
            ("declined to comment", "said"),
        ),
        (
            Polarity(),
            "Officials saw no connection between the march and the opening of the Calder dam.",
            "The march was spurred by the opening of the Calder dam.",
            ("no connection", "spurred by"),
        ),
        (
            Polarity(),
            "The toll covers imports of timber and slate, excluding Norland.",
            "The toll hits all imports of timber and slate.",
            ("excluding", "all"),
        ),
        (
            Polarity(),
            "Ferry fares among islanders have decreased, the survey found.",
            "Ferry fares are increasing among islanders under 20, the survey found.",
            ("decreased", "are increasing"),
        ),
        (
            Certainty(),
            "The council canceled the hearing on the dam, apparently due to the storm.",
            "The storm caused the council to cancel the hearing on the dam.",
            ("apparently due to", "caused"),
        ),
        (
            Certainty(),
            "The recordings could not immediately be verified by the Ledger.",
            "The recordings were later verified by the Wire.",
            ("could not immediately be verified", "verified"),
        ),
        (
            TimePlace(),
            "Harbour pilots will receive the back pay as soon as possible.",
            "Harbour pilots will receive the back pay immediately.",
            ("as soon as possible", "immediately"),
        ),
    ],
)
def test_opposed_phrases_about_one_thing_differ(
    kind: Kind, one: str, other: str, spans: tuple[str, str]
) -> None:
    assert set(spans) in [set(found) for found in spans_of(findings(kind, one, other))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Of two speakers.
        (
            "Sheriff Ada Brandt of Calder County declined to comment on the harbour fire.",
            "The harbour fire was out by noon, Calder County commissioner Hollis said.",
        ),
        # Neither excludes anything any more: the first has both.
        (
            "The toll hits all imports of timber and slate, excluding Norland.",
            "The toll hits all imports of timber and slate.",
        ),
        # Behind a "not" a phrase says nothing.
        (
            "The march was not spurred by the opening of the Calder dam.",
            "Officials saw no connection between the march and the opening of the Calder dam.",
        ),
        # Of two things.
        ("Rents in Calder have decreased.", "Ferry fares are increasing."),
    ],
)
def test_what_two_people_say_or_one_says_both_is_no_difference(one: str, other: str) -> None:
    assert findings(Polarity(), one, other) == []


def test_the_table_names_kinds_that_read_it_and_says_nothing_twice() -> None:
    table = tomllib.loads(
        files("compare.differences").joinpath("phrases.toml").read_text(encoding="utf-8")
    )
    for entry in table["opposed"]:
        assert entry["kind"] in {"polarity", "certainty", "time_place"}
        assert set(entry["share"]) <= {"subject", "subjects", "object", "around"}
        assert 0 < entry["sure"] < 1
        assert not set(entry["one"]) & set(entry["other"])

"""A handful of texts, compared without a database on disk."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

import parallax
from compare.encoder import SentenceEncoder

LEDGER = "A barge hit the bridge on Tuesday. At least four cars fell into the river."
WIRE = "A barge struck the bridge on Tuesday. Ten cars fell into the river."


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_outlets_and_their_texts(
    encoder: SentenceEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with parallax.compare({"City Ledger": LEDGER, "National Wire": WIRE}, encoder=encoder) as told:
        (event,) = told.events().itertuples()
        assert event.outlets == 2
        assert event.corrected
        assert len(told.clusters()) == 2
        (difference,) = told.differences().itertuples()
        assert difference.kind == "figure"
        assert [value["text"] for value in difference.values] == ["At least four cars", "Ten cars"]
    assert os.listdir(tmp_path) == []


def test_texts_that_have_nothing_in_common_are_of_one_event_all_the_same(
    encoder: SentenceEncoder,
) -> None:
    bread = "The price of bread rose by a tenth in the valley."
    with parallax.compare({"City Ledger": LEDGER, "Lampwright": bread}, encoder=encoder) as told:
        assert len(told.events()) == 1
        assert told.clusters().empty
        assert told.differences().empty


def test_an_outlet_may_have_several_and_dates_tell_who_was_first(
    encoder: SentenceEncoder,
) -> None:
    day = datetime(2025, 10, 7, 8, 30, tzinfo=UTC)
    texts = [
        parallax.Text(outlet="City Ledger", text=LEDGER, title="Hit", published=day),
        parallax.Text(outlet="City Ledger", text="The bridge is closed.", title="Shut"),
        parallax.Text(
            outlet="National Wire",
            text=WIRE,
            published=day.replace(hour=9),
            url="https://w.example/1",
        ),
    ]
    with parallax.compare(texts, encoder=encoder) as told:
        assert list(told.events().articles) == [3]
        assert ["City Ledger"] in list(told.clusters().first_outlets)
        assert "https://w.example/1" in set(told.articles().url)


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        ({}, "two outlets or more"),
        ({"City Ledger": LEDGER}, "two outlets or more"),
        ({"City Ledger": LEDGER, "National Wire": " \n "}, "National Wire: has an empty 'text'"),
        ({"City Ledger": LEDGER, "": WIRE}, "lacks the field 'outlet'"),
        (
            [parallax.Text(outlet="A", text=LEDGER, url="ftp://a.example")],
            "is not an http or https address",
        ),
        (
            [
                parallax.Text(outlet="A", text=LEDGER),
                parallax.Text(outlet="A", text=LEDGER),
                parallax.Text(outlet="B", text=WIRE),
            ],
            "the same article twice",
        ),
        (
            [parallax.Text(outlet="A", text=LEDGER, published=datetime(2025, 10, 7))],  # noqa: DTZ001
            "a time without a zone",
        ),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(texts: object, problem: str) -> None:
    with pytest.raises(parallax.ParallaxError, match=problem):
        parallax.compare(texts)  # type: ignore[arg-type]

"""figure: different numbers for the same thing."""

from __future__ import annotations

import pytest

from compare.differences import Finding, Telling, find_differences
from compare.differences.figure import Figure
from tests.compare.differences.tellings import findings, pairings, spans_of, telling


def found(*told: str | Telling) -> list[Finding]:
    return findings(Figure(), *told)


def spans(*texts: str) -> list[tuple[str, ...]]:
    return spans_of(found(*texts))


def test_different_numbers_of_one_thing() -> None:
    first = "The complaint said that at least four cars were involved."
    second = "Agents were boxed in by 10 cars, the department said."
    before = "A headline of the article.\n"
    [finding] = found(
        telling("Ledger", first, before=before), telling("Wire", second, before=before)
    )
    assert finding.kind == "figure"
    assert [span.text for span in finding.spans] == ["at least four cars", "10 cars"]
    assert [span.start for span in finding.spans] == [
        len(before) + first.index("at least"),
        len(before) + second.index("10"),
    ]
    assert finding.reason == "Ledger: «at least four cars» / Wire: «10 cars»"
    assert 0 < finding.confidence <= 1


def test_plain_numbers_are_surer_than_hedged_ones() -> None:
    [plain] = found("Four cars came.", "Ten cars came.")
    [hedged] = found("About four cars came.", "Ten cars came.")
    assert plain.confidence > hedged.confidence


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("About 30 agents were there.", "30 agents were there."),
        ("Ten cars came.", "Ten vehicles came."),
        ("Dozens of agents were there.", "Some 30 agents were there."),
        ("Twelve people were hurt.", "Ten officers came."),
        ("Four of the ten cars fled.", "Ten cars came."),
        ("Ten cars came, then ten cars.", "Four cars came."),
        ("Ten cars came.", "Ten cars came, and four cars fled."),
        ("It happened on Oct. 4.", "It happened on Oct. 5."),
        ("Ten cars came.", "Cars came."),
        ("It rose 5 percent.", "It rose by $7."),
        ("", ""),
    ],
)
def test_no_difference(first: str, second: str) -> None:
    assert found(first, second) == []
    assert found(second, first) == []


def test_every_pair_of_outlets_is_compared() -> None:
    assert spans("Four cars.", "Ten cars.", "Ten vehicles.") == [
        ("Four cars", "Ten cars"),
        ("Four cars", "Ten vehicles"),
    ]


def test_ages_and_money() -> None:
    assert spans("A 30-year-old woman was shot.", "A 31-year-old woman was shot.") == [
        ("30-year-old", "31-year-old")
    ]
    assert spans("It cost $240,000.", "It cost $250,000.") == [("$240,000", "$250,000")]


def test_the_least_confidence_is_kept_to() -> None:
    pair = list(pairings(telling("Ledger", "About ten cars."), telling("Wire", "Four cars came.")))
    [finding] = find_differences(pair, least_confidence=0)
    assert find_differences(pair, least_confidence=finding.confidence) == [finding]
    assert find_differences(pair, least_confidence=finding.confidence + 0.01) == []

"""figure: different numbers for the same thing."""

from __future__ import annotations

import pytest

from compare.differences import Finding, find_differences
from compare.differences.figure import Figure
from compare.passages import Passage


def passage(outlet: str, text: str, start: int = 100) -> Passage:
    return Passage(
        passage_id=f"p {outlet} {text}",
        article_id=f"a {outlet}",
        outlet=outlet,
        revision=1,
        position=0,
        start=start,
        end=start + len(text),
        text=text,
    )


def found(*texts: str) -> list[Finding]:
    outlets = ("Ledger", "Wire", "Beacon", "Palisade")
    return list(Figure().find([passage(o, t) for o, t in zip(outlets, texts, strict=False)]))


def spans(*texts: str) -> list[tuple[str, ...]]:
    return [tuple(span.text for span in finding.spans) for finding in found(*texts)]


def test_different_numbers_of_one_thing() -> None:
    first = "The complaint said that at least four cars were involved."
    second = "Agents were boxed in by 10 cars, the department said."
    [finding] = found(first, second)
    assert finding.kind == "figure"
    assert [span.text for span in finding.spans] == ["at least four cars", "10 cars"]
    assert [span.start for span in finding.spans] == [
        100 + first.index("at least"),
        100 + second.index("10"),
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


def test_one_outlet_is_not_held_against_itself() -> None:
    pair = [passage("Wire", "Four cars came."), passage("Wire", "Ten cars came.")]
    assert list(Figure().find(pair)) == []


def test_ages_and_money() -> None:
    assert spans("A 30-year-old woman was shot.", "A 31-year-old woman was shot.") == [
        ("30-year-old", "31-year-old")
    ]
    assert spans("It cost $240,000.", "It cost $250,000.") == [("$240,000", "$250,000")]


def test_the_least_confidence_is_kept_to() -> None:
    pair = [passage("Ledger", "About ten cars."), passage("Wire", "Four cars came.")]
    [finding] = find_differences(pair, least_confidence=0)
    assert find_differences(pair, least_confidence=finding.confidence) == [finding]
    assert find_differences(pair, least_confidence=finding.confidence + 0.01) == []

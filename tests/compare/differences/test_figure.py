"""figure: different numbers for the same thing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.differences import Finding, Telling, find_differences
from compare.differences.figure import Figure
from tests.compare.differences.tellings import findings, pairings, spans_of, telling

SHOWN = 0.5
WEDNESDAY = datetime(2020, 6, 3, 14, tzinfo=UTC)


def found(*told: str | Telling) -> list[Finding]:
    return findings(Figure(), *told)


def shown(*told: str | Telling) -> list[tuple[str, ...]]:
    """The spans of what is sure enough to be shown."""
    return spans_of([finding for finding in found(*told) if finding.confidence >= SHOWN])


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
    assert SHOWN <= finding.confidence <= 1


@pytest.mark.parametrize(
    ("first", "second", "spans"),
    [
        ("The storm killed 14 people in Florida.", "At least 19 people died in Florida.",
         ("14 people", "At least 19 people")),
        ("The death toll rose to 31.", "Rescuers said 28 people were killed in the quake.",
         ("31", "28 people")),
        ("It killed one and injured five.", "One worker died and six were injured.",
         ("five", "six")),
        ("The Senate passed the bill 51-49.", "The Senate passed the bill 52-48.",
         ("51-49", "52-48")),
        ("Smith, 34, was arrested.", "Police arrested Smith, 43, at home.", ("34", "43")),
        ("A 30-year-old woman was shot.", "A 31-year-old woman was shot.",
         ("30-year-old", "31-year-old")),
        ("Unemployment fell to 4.1 percent.", "The unemployment rate fell to 4.4 percent.",
         ("4.1 percent", "4.4 percent")),
        ("The company will cut 1,500 jobs.", "The company said it would cut 900 positions.",
         ("1,500 jobs", "900 positions")),
        ("New cases rose by more than 47,000.", "The country recorded 37,000 new cases.",
         ("more than 47,000", "37,000 new cases")),
    ],
)  # fmt: skip
def test_what_is_shown(first: str, second: str, spans: tuple[str, str]) -> None:
    assert shown(first, second) == [spans]
    assert shown(second, first) == [spans[::-1]]


@pytest.mark.parametrize(
    ("first", "second", "spans"),
    [
        ("The jury awarded her $83.3 million.", "The jury awarded Carroll $65 million.",
         ("$83.3 million", "$65 million")),
        ("The fire burned 2,000 acres.", "The fire has burned about 5,000 acres.",
         ("2,000 acres", "about 5,000 acres")),
        ("The plane crashed 3 miles from the airport.", "The plane crashed 15 km from the airport.",
         ("3 miles", "15 km")),
        ("The standoff lasted two hours.", "The standoff lasted five hours.",
         ("two hours", "five hours")),
        ("The map gave Republicans 63 of 99 seats.", "The map gave Republicans 40% of the seats.",
         ("63 of 99 seats", "40%")),
    ],
)  # fmt: skip
def test_what_is_found_but_not_sure_enough_to_be_shown(
    first: str, second: str, spans: tuple[str, str]
) -> None:
    assert spans_of(found(first, second)) == [spans]
    assert shown(first, second) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("About 30 agents were there.", "30 agents were there."),
        ("More than 30 people died.", "30 people died."),
        ("More than 606,200 people died.", "More than 600,000 people died."),
        ("The 29-member alliance met.", "It insulted the other 28 members."),
        ("Ten cars came.", "Ten vehicles came."),
        ("Dozens of agents were there.", "Some 30 agents were there."),
        ("Between four and six cars came.", "Five cars came."),
        ("The talks lasted two hours.", "The talks lasted 120 minutes."),
        ("Four of the ten cars fled.", "Ten cars came."),
        ("Ten cars came, then ten cars.", "Ten cars came, and four cars fled."),
        ("The storm killed 14 people and injured 20.", "Twenty were injured, 14 killed."),
        ("It happened on Oct. 4.", "It happened on Oct. 5."),
        ("Ten cars came.", "Cars came."),
        ("It rose 5 percent.", "It rose by $7."),
        ("It cost £5m.", "It cost $6.5m."),
        ("About 300 workers left.", "About 300 of the plant’s 740 employees left."),
        ("They say 1.1 million people.", "They say 1.4 million; its estimate is 1.1 million."),
        ("", ""),
    ],
)
def test_no_difference(first: str, second: str) -> None:
    assert found(first, second) == []
    assert found(second, first) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Twelve people were hurt.", "Ten officers came."),
        ("Twelve people came.", "Twelve officers and ten dogs came."),
        ("The storm killed 14 people.", "The storm injured 20 people."),
        ("Two men were arrested.", "Three women were arrested."),
        ("The school has 1,200 students.", "Two students were killed at the school."),
        ("Police arrested 25 people on Friday.", "Police arrested 40 people on Saturday."),
        ("In 2016 it sold 500 cars.", "In 2017 it sold 600 cars."),
        ("Shares rose 2 percent.", "Unemployment stood at 5 percent."),
        ("It costs $1 billion a year.", "It costs $10 billion over a decade."),
        ("He was arrested at age 34.", "A 29-year-old woman was arrested."),
        ("It listed 11 other states.", "It listed 13 states."),
        ("The fare rises to $2.90.", "The fare was raised from $2.50 to $2.95, officials said."),
    ],
)
def test_what_is_too_doubtful_to_show(first: str, second: str) -> None:
    pair = (
        telling("Ledger", first, published=WEDNESDAY),
        telling("Wire", second, published=WEDNESDAY),
    )
    wrong = {spans for spans in shown(*pair) if spans != ("$2.90", "$2.95")}
    assert wrong == set()


def test_of_several_figures_the_one_of_the_same_words_answers() -> None:
    first = "The deal hikes spending by $320 billion and will add $1.7 trillion to the debt."
    second = "The increases will add $2 trillion to the $22 trillion debt over time."
    assert spans_of(found(first, second)) == [("$1.7 trillion", "$2 trillion")]


def test_a_figure_that_the_other_article_gives_too_differs_less_surely() -> None:
    [alone] = found("Four cars came.", "Ten cars came.")
    [both] = found("Four cars came.", telling("Wire", "Ten cars came.", after=" Later four cars."))
    assert both.confidence < alone.confidence


def test_parts_that_sum_up_differ_less_surely() -> None:
    [alone] = found("Nine members wrote.", "Thirteen members wrote.")
    [parts] = found(
        telling("Ledger", "Nine members wrote.", after=" Then four additional members wrote."),
        "Thirteen members wrote.",
    )
    assert parts.confidence < alone.confidence


def test_passages_that_only_may_match_lower_the_confidence() -> None:
    told = ("Four cars came.", "Ten cars came.")
    sure, doubtful = (
        next(iter(Figure().find(pair)))
        for matched in (True, False)
        for pair in pairings(*told, chance=0.6, matched=matched)
    )
    assert doubtful.confidence < sure.confidence


def test_the_further_apart_the_less_sure() -> None:
    near, far = (
        found("The storm killed 14 people.", f"The storm killed {number} people.")[0]
        for number in (19, 190)
    )
    assert far.confidence < SHOWN < near.confidence


def test_among_many_figures_each_is_less_sure() -> None:
    [alone] = found("Four cars came.", "Ten cars came.")
    among = next(
        finding
        for finding in found("Four cars came at 5% on Monday for $7 and 3 miles.", "Ten cars came.")
        if finding.spans[0].text == "Four cars"
    )
    assert among.confidence < alone.confidence


@pytest.mark.parametrize(("chance", "number"), [(0.2, 0), (0.4, 1)])
def test_passages_that_may_match_are_looked_at(chance: float, number: int) -> None:
    told = ("Four cars came.", "Ten cars came.")
    [pair] = pairings(*told, chance=chance, matched=False)
    assert len(list(Figure().find(pair))) == number


def test_only_english_is_read() -> None:
    pair = (telling("Ledger", "Four cars came.", language="de"), telling("Wire", "Ten cars came."))
    assert found(*pair) == []
    assert found(telling("Ledger", "Four cars came.", language="en-GB"), "Ten cars came.")


def test_a_table_is_left_alone() -> None:
    rows = " ".join(f"{number} cars" for number in range(10, 60))
    assert found(rows, "Seven cars came.") == []


def test_every_pair_of_outlets_is_compared() -> None:
    assert spans_of(found("Four cars.", "Ten cars.", "Ten vehicles.")) == [
        ("Four cars", "Ten cars"),
        ("Four cars", "Ten vehicles"),
    ]


def test_the_least_confidence_is_kept_to() -> None:
    pair = list(pairings(telling("Ledger", "About ten cars."), telling("Wire", "Four cars came.")))
    [finding] = find_differences(pair, least_confidence=0)
    assert find_differences(pair, least_confidence=finding.confidence) == [finding]
    assert find_differences(pair, least_confidence=finding.confidence + 0.01) == []


PIECES = st.sampled_from(
    "about|at least|four|ten|30|2,000|$5m|£2bn|5%|5-4|of|the|cars|people|officers|killed|injured|on"
    "|Friday|2016|Smith,|34,|was|voted|a week|other|from|to|.|;|—|“|é|中".split("|")
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=16).map(" ".join))


@settings(deadline=None)
@given(TEXTS, TEXTS, st.text(max_size=20))
def test_spans_are_verbatim_and_order_does_not_matter(one: str, other: str, before: str) -> None:
    first = telling("Ledger", one, before=before)
    second = telling("Wire", other, before=before)
    there = found(first, second)
    back = found(second, first)
    for finding in there:
        assert 0 <= finding.confidence <= 1
        for span in finding.spans:
            text = before + span.passage.text
            assert span.text == text[span.start : span.end] != ""
    assert {(spans, f.confidence) for f, spans in zip(there, spans_of(there), strict=True)} == {
        (spans[::-1], f.confidence) for f, spans in zip(back, spans_of(back), strict=True)
    }

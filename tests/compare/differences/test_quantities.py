"""Numbers in a text, with what they count and the bounds within which others agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.differences.quantities import Quantity, quantities, stem


def the_one(text: str) -> Quantity:
    found = list(quantities(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10 cars", 10, 10),
        ("ten cars", 10, 10),
        ("Thirty-five cars", 35, 35),
        ("two hundred and six cars", 206, 206),
        ("two hundred cars", 200, 200),
        ("a hundred cars", 100, 100),
        ("three thousand four hundred cars", 3400, 3400),
        ("a dozen cars", 12, 12),
        ("half a dozen cars", 6, 6),
        ("two dozen cars", 24, 24),
        ("1,234 cars", 1234, 1234),
        ("12,345,678 cars", 12345678, 12345678),
        ("1.4 million cars", 1.4e6, 1.4e6),
        ("half a million cars", 5e5, 5e5),
        ("5m cars", 5e6, 5e6),
    ],
)
def test_plain_numbers(text: str, low: float, high: float) -> None:
    found = the_one(f"There were {text}.")
    assert (found.low, found.high, found.hedged, found.unit) == (low, high, False, "count")
    assert found.counted == {"vehicle"}


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("at least four cars", [4, 5], [3, 10]),
        ("more than a hundred cars", [101, 120], [80, 300]),
        ("over 30 cars", [31, 35], [25, 100]),
        ("fewer than 40 cars", [35, 39], [45, 10]),
        ("up to 40 cars", [35, 40], [45, 10]),
        ("nearly two dozen cars", [22, 24], [30, 10]),
        ("about 30 cars", [27, 30, 33], [20, 40]),
        ("an estimated 1,000 cars", [950, 1000], [500, 2000]),
        ("dozens of cars", [30, 80], [10, 150]),
        ("dozens of the cars", [30, 80], [10, 150]),
        ("several dozen cars", [30, 80], [10, 150]),
        ("hundreds of cars", [250, 900], [50, 2000]),
        ("a few hundred cars", [250, 900], [50, 2000]),
        ("tens of thousands of cars", [25_000, 90_000], [2_000, 200_000]),
        ("hundreds of thousands of cars", [250_000, 900_000], [2_000, 2_000_000]),
    ],
)
def test_hedges_widen_the_bounds(text: str, inside: list[int], outside: list[int]) -> None:
    found = the_one(f"There were {text}.")
    assert found.hedged
    assert found.counted == {"vehicle"}
    assert all(found.low <= value <= found.high for value in inside)
    assert not any(found.low <= value <= found.high for value in outside)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("It cost $240,000 to build.", "money", 240_000),
        ("It cost $2.3 billion.", "money", 2.3e9),
        ("It cost US$5m.", "money", 5e6),
        ("It cost £5bn, they said.", "money", 5e9),
        ("It rose 12 percent.", "percent", 12),
        ("It rose 4.5% in May.", "percent", 4.5),
        ("It fell twenty per cent.", "percent", 20),
        ("A 30-year-old woman was shot.", "age", 30),
        ("A woman, 21 years old, drove off.", "age", 21),
    ],
)
def test_units(text: str, unit: str, value: float) -> None:
    found = the_one(text)
    assert (found.unit, found.low, found.high) == (unit, value, value)


@pytest.mark.parametrize(
    "text",
    [
        "On Oct. 4 agents arrived.",
        "On October 4 agents arrived.",
        "On 4 October agents arrived.",
        "On 4 Oct. agents arrived.",
        "On 2025-10-04 agents arrived.",
        "On 10/4 agents arrived.",
        "In 2025 agents arrived.",
        "In the 1990s agents arrived.",
        "At 9:30 agents arrived.",
        "At 4.30 p.m. agents arrived.",
        "At 9 a.m. agents arrived.",
        "At 9am agents arrived.",
        "At 6 o'clock agents arrived.",
        "At 4100 South Kedzie Avenue agents arrived.",
        "Near 39th Street agents arrived.",
        "The 3rd car burned, as did the 21st.",
        "At Camp 10, in the heat.",
        "No one said so.",
        "She is number one.",
        "Version 2.0.1 of it.",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert list(quantities(text)) == []


def test_words_that_begin_like_months_are_counted() -> None:
    assert the_one("The 10 Marines left.").counted == {"marine", "left"}
    assert the_one("About 30 Mayors met.").low == 24


def test_two_numbers_joined_by_and_are_not_added() -> None:
    assert [(q.low, q.high) for q in quantities("Between four and five cars came.")] == [(5, 5)]
    assert [q.low for q in quantities("Two women and three men came.")] == [2, 3]


def test_the_span_holds_hedge_number_and_noun() -> None:
    text = "They were boxed in by at least ten cars, it said."
    found = the_one(text)
    assert text[found.start : found.end] == "at least ten cars"
    assert found.normal == "[10, 15] vehicle"


def test_counted_words_are_compared_by_family_and_stem() -> None:
    assert stem("cars") == stem("vehicles") == stem("vehicle")
    assert stem("people") == stem("residents")
    assert stem("agents") == stem("agent’s") == stem("Agent")
    assert stem("cities") == "city"
    assert stem("crashes") == "crash"
    assert stem("losses") == "loss"
    assert stem("gas") == "gas"
    assert stem("officers") != stem("people")


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("about 30 agents", "30 agents", True),
        ("more than 30 agents", "30 agents", True),
        ("dozens of agents", "about 30 agents", True),
        ("nearly 30 agents", "28 agents", True),
        ("at least four cars", "10 cars", False),
        ("up to 30 agents", "31 agents", False),
        ("214 people", "209 people", False),
    ],
)
def test_agreement(one: str, other: str, agree: bool) -> None:
    first, second = the_one(one), the_one(other)
    assert first.agrees(second) is second.agrees(first) is agree


PIECES = st.sampled_from(
    "at least|more than|about|nearly|an estimated|a|half|few|several|and|of|the|$|£|US$|%| percent"
    "|-year-old|years old|dozen|dozens|hundred|hundreds|thousand|million|one|two|ten|thirty|five"
    "|0|7|12|2025|1,234|4.5|999999999|k|bn|Oct.|p.m.|people|cars|Marines|,|.|-|:|\n|٣|½|²|’s".split(
        "|"
    )
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=20).map(" ".join),
    st.lists(PIECES, max_size=20).map("".join),
)


@given(TEXTS)
def test_bounds_are_ordered_and_spans_lie_in_the_text(text: str) -> None:
    last = 0
    for found in quantities(text):
        assert 0 <= found.low <= found.high
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        assert found.unit in {"money", "percent", "age", "count"}
        assert found.counted or found.unit != "count"
        assert found.agrees(found)
        last = found.start


@given(st.integers(1, 10**9))
def test_digits_are_read_with_and_without_separators(number: int) -> None:
    for text in (f"{number:,} cars", f"{number} cars"):
        for found in quantities(text):
            assert (found.low, found.high) == (number, number)
    if not 1800 <= number <= 2100:
        assert the_one(f"{number:,} cars").low == number

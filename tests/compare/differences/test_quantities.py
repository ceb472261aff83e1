"""Numbers in a text, with what they count and the bounds within which others agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.differences.quantities import Quantity, quantities
from compare.differences.stems import noun_stem


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
        ("2½ million cars", 2.5e6, 2.5e6),
    ],
)
def test_plain_numbers(text: str, low: float, high: float) -> None:
    found = the_one(f"There were {text}.")
    assert (found.low, found.high, found.hedged, found.unit) == (low, high, False, "count")
    assert found.counted == "vehicle"


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("at least four cars", [4, 5], [3, 10]),
        ("more than a hundred cars", [101, 120], [80, 300]),
        ("over 30 cars", [31, 35], [25, 100]),
        ("30 or more cars", [31, 35], [25, 100]),
        ("30+ cars", [31, 35], [25, 100]),
        ("fewer than 40 cars", [35, 39], [45, 10]),
        ("up to 40 cars", [35, 40], [45, 10]),
        ("nearly two dozen cars", [22, 24], [30, 10]),
        ("about 30 cars", [27, 30, 33], [20, 40]),
        ("an estimated 1,000 cars", [950, 1000], [500, 2000]),
        ("dozens of cars", [30, 80], [10, 150]),
        ("dozens of the cars", [30, 80], [10, 150]),
        ("several dozen cars", [30, 80], [10, 150]),
        ("a handful of cars", [3, 7], [1, 20]),
        ("hundreds of cars", [250, 900], [50, 2000]),
        ("a few hundred cars", [250, 900], [50, 2000]),
        ("tens of thousands of cars", [25_000, 90_000], [2_000, 200_000]),
        ("hundreds of thousands of cars", [250_000, 900_000], [2_000, 2_000_000]),
        ("between four and six cars", [4, 5, 6], [3, 7]),
        ("4-6 cars", [4, 5, 6], [3, 7]),
        ("4–6 cars", [4, 5, 6], [3, 7]),
        ("four to six cars", [4, 5, 6], [3, 7]),
        ("30 to 60 million cars", [30e6, 60e6], [30, 70e6]),
    ],
)
def test_hedges_and_ranges_widen_the_bounds(
    text: str, inside: list[int], outside: list[int]
) -> None:
    found = the_one(f"There were {text}.")
    assert found.hedged
    assert found.counted == "vehicle"
    assert all(found.low <= value <= found.high for value in inside)
    assert not any(found.low <= value <= found.high for value in outside)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("It cost $240,000 to build.", "money $", 240_000),
        ("It cost $2.3 billion.", "money $", 2.3e9),
        ("It cost US$5m.", "money $", 5e6),
        ("It cost 250 dollars.", "money $", 250),
        ("It cost 40 cents.", "money $", 0.4),
        ("It cost £5bn, they said.", "money £", 5e9),
        ("It cost C$5 million.", "money C$", 5e6),
        ("It cost €7.", "money €", 7),
        ("It rose 12 percent.", "percent", 12),
        ("It rose 4.5% in May.", "percent", 4.5),
        ("It fell twenty per cent.", "percent", 20),
        ("It fell two percentage points.", "points", 2),
        ("A quarter of the seats went.", "percent", 25),
        ("A 30-year-old woman was shot.", "age", 30),
        ("A woman, 21 years old, drove off.", "age", 21),
        ("A woman aged 21 drove off.", "age", 21),
        ("Smith, 43, drove off.", "age", 43),
        ("It lasted two hours.", "duration", 7200),
        ("It lies 5 km away.", "length", 5000),
        ("It lies 5km away.", "length", 5000),
        ("She weighed 50 kilograms.", "mass", 50),
        ("It drove 90 mph.", "speed", 90 * 1.609344),
        ("A third term was won.", "ordinal", 3),
        ("The 21st amendment proposal failed, the twenty-first bid too.", "ordinal", 21),
    ],
)
def test_units(text: str, unit: str, value: float) -> None:
    found = next(iter(quantities(text)))
    assert (found.unit, found.value) == (unit, pytest.approx(value))


@pytest.mark.parametrize("text", ["passed 53-47", "voted 53 to 47", "failed in a 47–53 vote"])
def test_tallies_are_read_either_way_round(text: str) -> None:
    found = the_one(f"The Senate {text}.")
    assert (found.unit, found.told, found.normal) == ("tally", (53, 47), "53-47")


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
        "In the 19th century, on the first day, a first lady.",
        "At Camp 10, in the heat.",
        "Section 230 protections and Flight 370 passengers.",
        "No one said so.",
        "She is number one.",
        "Version 2.0.1 of it.",
        "Two years ago it burned.",
        "A trillion-dollar deal.",
        "It has zero liability.",
        "It fell between 1999 and 2017.",
        "It takes a two-thirds majority.",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert list(quantities(text)) == []


@pytest.mark.parametrize(
    ("text", "counted", "modifiers"),
    [
        (
            "13 senior Trump transition officials met.",
            "official",
            {"senior", "trump", "transition"},
        ),
        ("168 House Democrats joined.", "democrat", {"home"}),
        ("12 Los Angeles officers came.", "officer", {"los", "angele"}),
        ("Three years data are missing, and 10 Marines.", "marine", set()),
        ("New cases rose by more than 47,000.", "case", set()),
        ("The death toll rose to 59.", "person", set()),
        ("Dozens of the students fled.", "student", set()),
    ],
)
def test_what_is_counted(text: str, counted: str, modifiers: set[str]) -> None:
    found = list(quantities(text))[-1]
    assert (found.counted, found.modifiers) == (counted, modifiers)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The storm killed 14 people and injured 20.", ["dead", "hurt"]),
        ("Twenty people were injured and 14 were killed.", ["hurt", "dead"]),
        ("It left 59 dead and 500 wounded.", ["dead", "hurt"]),
        ("Police arrested 25 protesters.", ["held"]),
        ("Nineteen people died in Florida.", ["dead"]),
        ("Ten cars came.", [None]),
    ],
)
def test_what_befell_those_counted(text: str, acts: list[str | None]) -> None:
    assert [found.act for found in quantities(text)] == acts


def test_rates_changes_and_parts() -> None:
    assert the_one("They got $250 a week.").per == "week"
    assert the_one("It costs an annual $250.").per == "year"
    assert the_one("Shares rose by 5 percent.").change == "up"
    assert the_one("Shares fell 5 percent.").change == "down"
    assert the_one("Two other officers came.").extra
    assert not the_one("Two officers came.").extra
    fare, former = quantities("The fare rises to $2.90 from $2.50.")
    assert (fare.former, former.former) == (False, True)
    part, share, whole = quantities("They won 63 of 99 seats.")
    assert (part.counted, part.whole, whole.value) == ("seat", 99, 99)
    assert (share.unit, round(share.value)) == ("percent", 64)


def test_two_numbers_joined_by_and_are_not_added() -> None:
    assert [q.value for q in quantities("Two women and three men came.")] == [2, 3]


def test_the_span_holds_hedge_number_and_noun() -> None:
    text = "They were boxed in by at least ten cars, it said."
    found = the_one(text)
    assert text[found.start : found.end] == "at least ten cars"
    assert found.normal == "[10, 15] vehicle"


def test_nouns_are_compared_by_group_and_singular() -> None:
    assert noun_stem("cars") == noun_stem("vehicles") == noun_stem("vehicle")
    assert noun_stem("people") == noun_stem("residents")
    assert noun_stem("agents") == noun_stem("agent’s") == noun_stem("Agent")
    assert noun_stem("factories") == noun_stem("plants")
    assert noun_stem("cities") == "city"
    assert noun_stem("crashes") == "crash"
    assert noun_stem("losses") == "loss"
    assert noun_stem("gas") == "gas"
    assert len({noun_stem(word) for word in ("officers", "people", "men", "women")}) == 4


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("about 30 agents", "30 agents", True),
        ("more than 30 agents", "30 agents", True),
        ("dozens of agents", "about 30 agents", True),
        ("nearly 30 agents", "28 agents", True),
        ("about 30 agents", "nearly 32 agents", True),
        ("between 4 and 6 agents", "five agents", True),
        ("at least four cars", "10 cars", False),
        ("up to 30 agents", "31 agents", False),
        ("up to $60 billion", "around $50 billion", False),
        ("214 people", "209 people", False),
        ("2.1 million people", "2,123,000 people", True),
        ("nearly 40 million people", "40.8 million people", False),
        ("5 km", "three miles", True),
        ("5 km", "5 miles", False),
        ("300 to 3,400 miles", "between 500 and 5,500km", True),
        ("between 4 and 6 agents", "4-6 agents", True),
        ("between 4 and 6 agents", "between 4 and 9 agents", False),
        ("two hours", "120 minutes", True),
        ("60 percent", "59.6 percent", True),
        ("60 percent", "58 percent", False),
        ("two-thirds of voters", "66 percent", True),
        ("won 53-47", "won 53 to 47", True),
        ("won 53-47", "won 51-49", False),
    ],
)
def test_agreement(one: str, other: str, agree: bool) -> None:
    first, second = the_one(one), the_one(other)
    assert first.agrees(second) is second.agrees(first) is agree


PIECES = st.sampled_from(
    "at least|more than|about|nearly|an estimated|between|from|to|a|half|few|several|and|of|the|$|£"
    "|US$|%| percent|-year-old|years old|aged|Smith,|dozen|dozens|hundred|hundreds|thousand|million"
    "|one|two|ten|thirty|five|third|21st|two-thirds|0|7|12|2025|1,234|4.5|999999999|k|bn|Oct.|p.m."
    "|people|cars|Marines|dead|km|hours|a week|voted|5-4|,|.|-|–|:|\n|٣|½|²|’s|or more|+".split("|")
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
        assert found.normal
        assert found.agrees(found)
        last = found.start


@given(TEXTS, TEXTS)
def test_agreement_is_symmetric(one: str, other: str) -> None:
    for first in quantities(one):
        for second in quantities(other):
            assert first.agrees(second) == second.agrees(first)


@given(st.integers(1, 10**9))
def test_digits_are_read_with_and_without_separators(number: int) -> None:
    for text in (f"{number:,} cars", f"{number} cars"):
        for found in quantities(text):
            assert (found.low, found.high) == (number, number)
    if not 1800 <= number <= 2100:
        assert the_one(f"{number:,} cars").low == number

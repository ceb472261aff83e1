"""Places that a text names, and what is known of how they lie to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.differences.gazetteer import place
from compare.differences.places import Where, lists, may_be_one, wheres


def the_one(text: str, article: str = "") -> Where:
    found = wheres(text, article)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It happened in Chicago.", "Chicago"),
        ("It happened in West Palm Beach, Fla.", "West Palm Beach"),
        ("It happened in downtown Los Angeles on Friday.", "Los Angeles"),
        ("It happened near McAllen.", "McAllen"),
        ("It happened in St. Louis.", "St. Louis"),
        ("It happened in the U.S. last year.", "United States"),
        ("It happened in Calif. today.", "California"),
        ("It happened in the United States.", "United States"),
        ("It happened in the city of Evanston.", "Evanston"),
    ],
)
def test_what_is_read(text: str, name: str) -> None:
    assert the_one(text).place.name == name


@pytest.mark.parametrize(
    "text",
    [
        "It happened in May.",
        "It happened in Congress.",
        "It happened in Smith’s house.",
        "It is said in English.",
        "In the South, he said.",
        "He works at Northwestern University.",
        "It happened at noon.",
        "It plays in the Boston media market.",
        "",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert wheres(text) == ()


def test_what_places_lie_in() -> None:
    assert place("Ohio").level == "state"
    assert place("Ohio").within == {"United States"}
    assert place("Britain") == place("United Kingdom") == place("U.K.")
    assert place("Tehran").within == {"Iran"}
    # Both a state and a country: it says too little to contradict.
    assert place("Georgia").level == ""
    article = "EVANSTON, Ill. Police in Evanston, Illinois, said so."
    assert place("Evanston", article).within == {"Illinois", "United States"}
    assert place("Evanston").within == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("in Chicago", "in Evanston", False),
        ("in Iran", "in Iraq", False),
        ("in Ohio", "in Texas", False),
        ("in Ohio", "in Iran", False),
        ("in Chicago", "near Evanston", True),
        ("in Chicago", "in Illinois", True),
        ("in Tehran", "in Iran", True),
        ("in Tehran", "in Iraq", False),
        ("in Evanston, Ill.", "in Wisconsin", False),
        ("in Evanston, Ill.", "in Illinois", True),
        ("in New York City", "in New York", True),
        ("in the U.S.", "in Ohio", True),
        ("in America", "in the United States", True),
    ],
)
def test_whether_two_may_be_one(one: str, other: str, may: bool) -> None:
    first, second = the_one(f"It was {one}."), the_one(f"It was {other}.")
    assert may_be_one(first, second) is may_be_one(second, first) is may


def test_lists_of_places() -> None:
    text = "It includes West Virginia, Ohio, Indiana and Ky., said Smith, Jones, Brown and Miller."
    [found] = lists(text)
    assert text[found.start : found.end] == "West Virginia, Ohio, Indiana and Ky"
    assert found.names == {"West Virginia", "Ohio", "Indiana", "Kentucky"}


PIECES = st.sampled_from(
    "in|near|at|the|city|of|Chicago|Evanston,|Ill.|U.S.|Iran|Iraq|Ohio,|Texas|and|St.|Louis|May"
    "|Congress|New|York’s|McAllen|é|,|.|“|中".split("|")
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=16).map(" ".join))


@given(TEXTS, TEXTS)
def test_places_lie_in_the_text_and_are_compared_either_way(text: str, other: str) -> None:
    for one in wheres(text, other):
        assert 0 <= one.start < one.end <= len(text)
        assert one.place.name
        assert may_be_one(one, one)
        for two in wheres(other):
            assert may_be_one(one, two) == may_be_one(two, one)
    for listed in lists(text):
        assert len(listed.names) >= 2
        assert 0 <= listed.start < listed.end <= len(text)

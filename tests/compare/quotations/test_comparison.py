"""Two quotations set against each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.quotations import Piece
from compare.quotations.comparison import Comparison, compared
from compare.quotations.speaking import sameness
from compare.quotations.words import Word, words_of


def words(text: str) -> tuple[Word, ...]:
    return words_of(text, (Piece(start=0, end=len(text)),))


def comparison(first: str, second: str) -> Comparison | None:
    return compared(words(first), words(second))


def changes(first: str, second: str) -> list[tuple[str, str, str]]:
    found = comparison(first, second)
    assert found is not None
    return [(one.sort, one.first.of(first), one.second.of(second)) for one in found.changes]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We can’t go on like this.", "we cannot go on like this"),
        ("It's the No. 1 task of the city.", "It is the number one task of the city"),
        ("We’re gonna walk the whole way home.", "We are going to walk the whole way home."),
        ("Some 12% of the votes were lost.", "Some 12 percent of the votes were lost."),
        ("I just want to walk home, you know.", "I want to walk home."),
        ("The Republicans know that it is wrong.", "The Republican know that it is wrong."),
        ("He will honour the whole deal.", "He will honor the whole deal."),
        (
            "Last night we walked all the long way home.",
            "We walked all the long way home last night.",
        ),
        ("We met with Qaddafi in the desert.", "We met with Gadhafi in the desert."),
        ("Our work force is very strong.", "Our workforce is very strong."),
        ("I never saw the f***ing wall.", "I never saw the fucking wall."),
        ("Nobody should walk home in the dark.", "They should not walk home in the dark."),
    ],
)
def test_trifles_of_transcription(first: str, second: str) -> None:
    assert all(sort == "cut" for sort, _, _ in changes(first, second))


def test_the_same_words_are_the_same() -> None:
    found = comparison("We can’t go on like this.", "We cannot go on like this!")
    assert found is not None
    assert (found.likeness, found.share) == ("same", 1.0)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "We never asked for any of this trouble.",
            "We never asked for any of this violence.",
            ("replaced", "trouble", "violence"),
        ),
        (
            "I am prepared to do that today, and so is she.",
            "I am not prepared to do that today, and so is she.",
            ("negated", "am prepared", "not"),
        ),
        (
            "The state could have fixed this mess with one signature.",
            "The state could have fixed and cleaned up this mess with one signature.",
            ("dropped", "fixed this", "and cleaned up"),
        ),
        (
            "The state … could fix this with one signature today.",
            "The state, whose money it is, could fix this with one signature today.",
            ("cut", "state … could", "whose money it is"),
        ),
        (
            "We walked home in the dark.",
            "We walked home in the dark, because no bus came for hours.",
            ("cut", "dark", "because no bus came for hours"),
        ),
        (
            "It cost 30 million dollars in all.",
            "It cost 40 million dollars in all.",
            ("replaced", "30", "40"),
        ),
    ],
)
def test_what_was_changed(first: str, second: str, expected: tuple[str, str, str]) -> None:
    assert changes(first, second) == [expected]
    assert changes(second, first) == [(expected[0], expected[2], expected[1])]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We never asked for any of this trouble.", "The weather was fine all day long."),
        (
            "We will have a fair trial in the Senate.",
            "If you impeach me, we can have a fair trial.",
        ),
        ("It is what it is.", "It is what it was."),
        ("", "We walked home."),
    ],
)
def test_two_different_quotations(first: str, second: str) -> None:
    assert comparison(first, second) is None


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Dana Hollis", "Hollis", "same"),
        ("Dana Hollis", "Dana Hollis", "same"),
        ("Dana Hollis", "Dana K Hollis", "same"),
        ("Dana Hollis", "Ray Aldous", "other"),
        ("Dana Hollis", "Ray Hollis", "unknown"),
        ("Dana Hollis", "Pentagon", "unknown"),
        ("Muammar Qaddafi", "Moammar Gadhafi", "unknown"),
        ("Dana Hollis", None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_whether_two_names_are_one_persons(
    first: str | None, second: str | None, expected: str
) -> None:
    assert sameness(first, second) == expected
    assert sameness(second, first) == expected


VOCABULARY = (
    "we never not asked for any trouble can’t cannot [them] … 12% No. 1 U.S. the it's".split()
)


@given(st.lists(st.sampled_from(VOCABULARY)), st.lists(st.sampled_from(VOCABULARY)))
def test_changes_lie_in_the_texts(mine: list[str], theirs: list[str]) -> None:
    first, second = " ".join(mine), " ".join(theirs)
    found = comparison(first, second)
    if found is not None:
        assert 0 < found.share <= 1
        for change in found.changes:
            assert change.first.of(first).strip()
            assert change.second.of(second).strip()
        assert (found.likeness == "same") == (not found.changes)


@given(st.text(max_size=80))
def test_words_are_verbatim_and_a_quotation_is_like_itself(text: str) -> None:
    found = words(text)
    assert all(0 <= word.start < word.end <= len(text) and word.normal for word in found)
    likeness = compared(found, found)
    assert likeness is None or likeness.likeness == "same"

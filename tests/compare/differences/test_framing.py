"""What stands beside a figure and makes another one of it."""

from __future__ import annotations

import pytest

from compare.differences.figure import Figure
from compare.differences.framing import framed_apart
from tests.compare.differences.tellings import findings, telling


def _apart(first: str, one: str, second: str, other: str) -> float:
    places = [
        (text.index(span), text.index(span) + len(span))
        for text, span in ((first, one), (second, other))
    ]
    return framed_apart(first, places[0], second, places[1])


@pytest.mark.parametrize(
    ("first", "one", "second", "other"),
    [
        ("The index lost 5.8% by noon.", "5.8%", "If the index falls 7%, trade pauses.", "7%"),
        ("The index lost 5.8% by noon.", "5.8%", "It has lost 16.5% since May.", "16.5%"),
        ("1 percent of registered voters", "1 percent", "16 percent of young voters", "16 percent"),
        ("a three-year legal battle", "three-year", "the 18-year war", "18-year"),
        ("It once had 24 ferries.", "24 ferries", "It has 12 ferries.", "12 ferries"),
        ("earlier reported at least 35 dead", "35 dead", "The toll rose to 241 dead.", "241 dead"),
        ("35 in Calder, 11 in Norland", "35", "a toll of 241", "241"),
        ("$9 million for hospitals", "$9 million", "$4 million for the ferry line", "$4 million"),
        ("26,000 cases so far", "26,000", "40,000 cases on Monday", "40,000"),
    ],
)
def test_another_condition_stretch_or_group_is_another_figure(
    first: str, one: str, second: str, other: str
) -> None:
    assert _apart(first, one, second, other) > 0
    assert _apart(second, other, first, one) == _apart(first, one, second, other)


@pytest.mark.parametrize(
    ("first", "one", "second", "other"),
    [
        ("5.8% of the voters", "5.8%", "7% of voters", "7%"),
        ("a 51-49 majority", "51-49", "a 53-47 vote", "53-47"),
        (
            "If 24 ferries sail, it pays.",
            "24 ferries",
            "If 12 ferries sail, it pays.",
            "12 ferries",
        ),
    ],
)
def test_figures_told_alike_stay_as_sure(first: str, one: str, second: str, other: str) -> None:
    assert _apart(first, one, second, other) == 0


def test_a_day_of_something_else_does_not_date_a_figure() -> None:
    one = "In a report published Monday, the line sued more than 1,000 ferry passengers."
    other = "The line sued hundreds of ferry passengers of the collision of Oct. 1."
    dated = "The line sued more than 1,000 ferry passengers on Monday."
    on_another = "The line sued hundreds of ferry passengers on Oct. 1."
    (far,) = findings(Figure(), one, other)
    (near,) = findings(Figure(), dated, on_another)
    assert near.confidence < 0.5 <= far.confidence


def test_the_figure_of_a_he_who_is_somebody_else_is_less_sure() -> None:
    text = "He ended the quarter with $15.7 million in the bank."
    other = telling("Wire", "Brandt ended the quarter with $8.9 million in the bank.")
    (his,) = findings(Figure(), telling("Ledger", text, before="Hollis was ahead of all. "), other)
    (hers,) = findings(Figure(), telling("Ledger", text, before="Brandt was ahead of all. "), other)
    assert his.confidence < hers.confidence

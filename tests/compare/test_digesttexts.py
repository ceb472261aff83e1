"""What the text itself tells of a page that gathers things."""

from __future__ import annotations

import pytest

from compare.digests import kind_of_page
from compare.digesttexts import look_of

REPORT = [
    "The ferry left the quay at 7.30 in the morning and lost power at 8.10.",
    "9 p.m. was when the last passengers came ashore, the harbour office said.",
    "Good morning was all the skipper said when he was asked how it had come about.",
    "Sign up for our newsletter to read more about ferries.",
    "In brief",
    "The company has two ferries, and both are to be looked at by the end of the month.",
    "12 people were treated for cold. 30 more were taken to a school nearby.",
    "2.5 million people use the ferries each year, and 10.30 is the busiest time.",
]


def text_of(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_a_report_with_times_of_day_a_box_and_an_appeal() -> None:
    assert look_of(text_of(*REPORT)) is None
    assert look_of("") is None


@pytest.mark.parametrize(
    "stamp",
    [
        "11:{} a.m. ET",
        "14:{}",
        "14.{} Uhr",
        "14h{}",
        "8.{}am BST —",
        "{} min ago",
        "Updated 9:{} GMT:",
    ],
)
def test_a_live_blog(stamp: str) -> None:
    stamps = [stamp.format(minute) for minute in range(10, 40, 5)]
    alone = [line for one in stamps for line in (one, "The ferry is still adrift.")]
    before = [f"{one} The ferry is still adrift." for one in stamps]
    assert look_of(text_of(*REPORT, *alone)) == look_of(text_of(*before)) == "live blog"
    # A report that tells an hour by the clock.
    assert look_of(text_of(*before[:3], *REPORT)) is None
    assert look_of(text_of(*before, *REPORT[2:] * 10)) is None


@pytest.mark.parametrize(
    "opening",
    [
        ["Good morning. The ferry is adrift.", "Sign up here to get this briefing."],
        ["By Ana Lima", "Bonjour !", "Inscrivez-vous pour recevoir cette lettre."],
        ["Guten Morgen, liebe Leserinnen,", "diesen Newsletter schreibt Ihnen heute Ana Lima."],
        ["This is an edition of The Packet's weekly newsletter.", "The ferry is adrift."],
        ["You’re reading Harbour Lights, our newsletter on ferries."],
    ],
)
def test_a_newsletter(opening: list[str]) -> None:
    assert look_of(text_of(*opening, *REPORT)) == "newsletter"


@pytest.mark.parametrize(
    "opening",
    [
        ["“Good morning,” said the skipper.", "Then he hung up."],
        ["Good morning, Vietnam is shown again.", "It has lost nothing."],
        ["The company apologised in a newsletter to its passengers."],
        ["This is not the first time, says the editor of a shipping newsletter.", "Nor the last."],
    ],
)
def test_no_newsletter(opening: list[str]) -> None:
    assert look_of(text_of(*opening, *REPORT[:3])) is None


def test_a_round_up() -> None:
    items = [
        "In other news",
        "A bridge was shut.",
        "Also today:",
        "Fares rose.",
        "A cat was found.",
    ]
    assert look_of(text_of(*REPORT[:3], *items)) == "round-up"
    # One such head, even twice, is a box in a report.
    assert look_of(text_of(*REPORT[:3], *items[:2], *items[:2])) is None


def test_what_the_look_means() -> None:
    blog = text_of(*(f"14:{minute} The ferry is still adrift." for minute in range(10, 20)))
    found = kind_of_page(title="Ferry adrift", url=None, section=None, text=blog)
    assert found is not None
    assert (found.kind, found.about) == ("live blog", "one")
    found = kind_of_page(
        title="Ferry adrift", url=None, section=None, text="Good morning!\nSign up here."
    )
    assert found is not None
    assert (found.kind, found.about) == ("newsletter", "many")

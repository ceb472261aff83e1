"""What stands around an article's text."""

import pytest

from crawler.extraction.furniture import BOXES, is_byline, without_head

TITLE = "Ferry adrift for seven hours"


@pytest.mark.parametrize(
    "paragraph",
    ["By Ana Lima", "by Ana Lima and Jo Park\nOctober 5, 2025 at 7:30 AM", "October 3, 2025",
     "Von Anna Maria Müller", "2025-10-04 12:30"],
)  # fmt: skip
def test_bylines_and_dates(paragraph: str) -> None:
    assert is_byline(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "By Monday the ferry had been towed into port.",
        "By the time that the tug had come, all of those aboard had been without light for hours",
        "It began on October 3, 2025.",
        "Seven hours",
        "“By all means”",
        "At noon:",
    ],
)
def test_what_is_part_of_the_story(paragraph: str) -> None:
    assert not is_byline(paragraph)


def test_the_head_goes_and_the_text_stays() -> None:
    text = ["The ferry drifted.", "By Monday it was in port.", TITLE]
    assert without_head([TITLE, "By Ana Lima", "October 3, 2025", *text], [TITLE]) == text
    assert without_head([f"{TITLE} ", *text], [f"{TITLE} | The Packet"]) == text
    assert without_head(text, [TITLE]) == text


def test_a_text_of_one_paragraph_is_kept_whatever_it_says() -> None:
    assert without_head([TITLE], [TITLE]) == [TITLE]
    assert without_head([], [TITLE]) == []


def test_the_first_words_of_a_title_are_not_the_title() -> None:
    assert without_head(["Ferry", "The ferry drifted."], [TITLE])[0] == "Ferry"


def test_boxes_are_paths() -> None:
    assert all(box.startswith("//") for box in BOXES)

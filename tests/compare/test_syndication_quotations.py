"""What stands in quotation marks is nobody's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.settings import Settings
from compare.syndication import Candidate, find_copies
from compare.syndication.quotations import own_words
from tests.compare.test_syndication import OTHER, STATEMENT, WIRE

NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)


def copied(first: str, second: str) -> bool:
    pair = [
        Candidate(article_id=f"{n}", outlet=f"{n}", published=NOON + timedelta(hours=n), text=text)
        for n, text in enumerate((first, second))
    ]
    return bool(find_copies(pair, Settings()))


LEADS = (
    "The union spoke on Friday in front of the gate, three days after the fire.",
    "Reyes, who leads the local, was blunt when reporters asked her about the plant.",
)
MARKS = [
    ("“", "”"),
    ('"', '"'),
    ("«", "»"),
    ("« ", " »"),
    ("»", "«"),
    ("„", "“"),
    ("„", "”"),
    ("”", "”"),
    ("‘", "’"),
    ("'", "'"),
    ("‹", "›"),
    ("「", "」"),
    ("『", "』"),
]


@pytest.mark.parametrize(("opening", "closing"), MARKS)
def test_the_same_long_quotation_makes_no_copy(opening: str, closing: str) -> None:
    first, second = (f"{lead}\n\n{opening}{STATEMENT}{closing}" for lead in LEADS)
    assert not copied(first, second)


def test_the_same_words_without_marks_make_one() -> None:
    first, second = (f"{lead}\n\n{STATEMENT}" for lead in LEADS)
    assert copied(first, second)


@pytest.mark.parametrize("mark", ["“", '"', "«", "„", "‘", "'"])
def test_paragraphs_that_each_open_a_quotation_which_none_closes(mark: str) -> None:
    said = "\n\n".join(f"{mark}{sentence}." for sentence in STATEMENT.rstrip(".").split(". "))
    first, second = (f"{lead}\n\n{said}" for lead in LEADS)
    assert not copied(first, second)


def test_embedded_posts_are_quotations() -> None:
    post = f"{STATEMENT} — Ann Reyes (@annreyes) October 3, 2025"
    first, second = (f"{lead}\n\n{post}" for lead in LEADS)
    assert not copied(first, second)


def test_a_law_quoted_in_two_accounts_makes_no_copy() -> None:
    law = "\n\n".join(f"“{paragraph}”" for paragraph in WIRE.split("\n\n"))
    assert not copied(f"{OTHER[:300]}\n\n{law}", f"{OTHER[400:]}\n\n{law}")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("He said “no” twice.", "He said twice."),
        ("The mayor’s car “burned all night” in Gary.", "The mayor’s car in Gary."),
        ("‘The workers’ rights are gone,’ he said.", "he said."),
        ("The workers' rights and the firm's papers", None),
        ("A 6' 2\" man of '68", None),
        ("It’s the dog’s, isn’t it", None),
        ("Er sagte „nein“ und ging.", "Er sagte und ging."),
        ("Il a dit « non » et partit.", "Il a dit et partit."),
        ("他说：“不行。”然后走了", "他说：然后走了"),
        ("彼は「だめだ」と言った", "彼はと言った"),
        ("She began: “We will not", "She began:"),
        ("no marks at all", None),
        ("", None),
    ],
)
def test_own_words(text: str, own: str | None) -> None:
    left = " ".join(" ".join(own_words(text)).split())
    assert left.replace(" ", "") == (text if own is None else own).replace(" ", "")


def test_a_paragraph_that_forgets_its_closing_mark_ends_at_its_end() -> None:
    assert "kept" in " ".join(own_words("“It never closes\n\nthis is kept"))


@given(st.text("ab “”\"'‘’«»„‚‹›「」()@—.,\n", max_size=400))
def test_own_words_are_of_the_text_and_in_its_order(text: str) -> None:
    place = 0
    for piece in own_words(text):
        place = text.index(piece, place) + len(piece)


@pytest.mark.parametrize(
    "unit",
    ["‘a ", "-'a", "'a ", "‚a", "‹", "“", "„", "« ", "»a ", "— (@", '"a', "’ ", "a' ", "—"],
)
def test_hostile_texts_are_read_to_the_end(unit: str) -> None:
    """Patterns that go back and forth would not come back from these within the day."""
    own_words(unit * 100_000)

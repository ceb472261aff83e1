"""Which words of an article are names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.events.names import names_of, script_of
from tests.compare.events.articles import lead


def names(text: str, title: str = "") -> list[str]:
    return list(names_of(lead("a", text, title=title)).text)


def opening(text: str, title: str = "") -> list[str]:
    return list(names_of(lead("a", text, title=title)).opening)


def test_words_written_large_within_a_sentence_are_names() -> None:
    assert names("Fire crews of Hollis Grove met Ann Pell.") == ["hollis", "grove", "ann", "pell"]


@pytest.mark.parametrize(
    "text",
    [
        "Officials closed it. Nobody was hurt! Why? Because it was late: Repairs had begun.",
        "Nobody\nSomebody\n\nEverybody",
        'He said “Nobody saw it” and she said "Everybody did" and they ‘Never’ did («Niemals»)',
        "He called. (Nobody came.)",
    ],
)
def test_what_opens_a_sentence_or_a_quotation_is_no_name_for_that(text: str) -> None:
    assert names(text) == []


def test_a_word_that_is_also_written_small_is_no_name() -> None:
    assert names("It was the Court of Pell. A court may sit.") == ["pell"]
    assert names("The Mayor spoke. Later the mayor left for Pell’s Grove") == ["pell", "grove"]


def test_a_name_counts_once_found_wherever_else_it_stands() -> None:
    assert opening("Grove burned. It was Grove that burned.", title="Grove burns") == ["grove"]


def test_the_possessive_is_no_part_of_a_name() -> None:
    assert names("It was Pell’s or Quorn's, said Pell and O'Hara") == ["pell", "quorn", "o'hara"]


def test_capitals_of_a_headline_make_no_names() -> None:
    title = "FIRE DESTROYS A WAREHOUSE IN HOLLIS GROVE"
    assert opening("A fire destroyed a warehouse in Hollis Grove.", title) == ["hollis", "grove"]
    title = "Fire Destroys a Warehouse in Hollis Grove"
    assert opening("A fire destroyed a warehouse in Hollis Grove.", title) == ["hollis", "grove"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WASHINGTON (Reuters) — The court met in Pell.", ["pell"]),
        ("PARIS, France (AP) - The court met in Pell.", ["france", "pell"]),
        ("(Reuters) – The court met in Pell.", ["pell"]),
        # Within a sentence the agency is what is written about.
        ("The court told Reuters in Pell (Ohio) of it.", ["reuters", "pell"]),
    ],
)
def test_the_agency_of_a_dateline_is_no_name(text: str, expected: list[str]) -> None:
    found = names(text)
    assert [name for name in found if name != "the"] == expected


def test_the_calendar_tells_nothing_apart() -> None:
    text = "It burned on Friday, Oct. 3, and again in October, said Mr Pell, Mrs Quorn and Ms Bly."
    assert names(text) == ["pell", "quorn", "bly"]


def test_german_nouns_count_as_well() -> None:
    text = "Das Feuer brach in der Halle von Pell aus. Am Morgen war die Halle zerstört."
    assert names(text) == ["feuer", "halle", "pell", "morgen"]


@pytest.mark.parametrize(
    "text",
    [
        "اندلع حريق في مستودع شركة بيل في هوليس غروف يوم الجمعة.",
        "周五，霍利斯格罗夫的一座仓库发生火灾。",
        "金曜日、ホリスグローブの倉庫で火災が発生した。",
        "",
        "1234 5678",
    ],
)
def test_scripts_without_capitals_have_no_names(text: str) -> None:
    assert names_of(lead("a", text, title=text)).text == ()


def test_only_the_beginning_is_what_an_article_is_about() -> None:
    text = f"It burned in Pell{' and on' * 100} as far as Quorn."
    assert opening(text) == ["pell"]
    assert names(text) == ["pell", "quorn"]


@given(st.text(max_size=400), st.text(max_size=60))
def test_names_stand_in_the_article_each_once(text: str, title: str) -> None:
    found = names_of(lead("a", text, title=title))
    assert set(found.opening) <= set(found.text)
    assert len(set(found.text)) == len(found.text)
    assert all(name in text.casefold() for name in found.text)


@pytest.mark.parametrize(
    ("line", "script"),
    [
        ("Fire in Pell", "LATIN"),
        ("«Пожар»", "CYRILLIC"),
        ("7 πυρκαγιά", "GREEK"),
        ("حريق", "ARABIC"),
        ("火災", "CJK"),
        ("", ""),
        ("2025: 7-1!", ""),
    ],
)
def test_the_script_of_a_line_is_that_of_its_first_letter(line: str, script: str) -> None:
    assert script_of(line) == script

"""What a passage says, as far as it can be counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.matching.words import stem, words_in


def test_forms_of_a_word_have_one_stem_and_stop_words_none() -> None:
    one = words_in("The agents arrested the driver's friends.", "en")
    other = words_in("An agent is arresting a driver, and friend", "en")
    assert one.stems == other.stems
    assert len(one.stems) == 4


def test_stems_are_those_of_the_language() -> None:
    assert stem("häuser", "de") == stem("haus", "de-AT")
    assert stem("maisons", "fr") == stem("maison", "fr")


@pytest.mark.parametrize("language", [None, "", "xx", "tlh-Latn", "en-GB"])
def test_a_language_without_a_stemmer_is_taken_for_english(language: str | None) -> None:
    assert stem("arrested", language) == "arrest"


def test_numbers_are_kept_as_written_and_as_words() -> None:
    assert words_in("Four of 1,250 cars cost $3.5 million in 2020.", "en").numbers == {
        "four",
        "1,250",
        "3.5",
        "million",
        "2020",
    }


def test_quoted_runs_are_those_inside_marks() -> None:
    said = words_in("He said “we will not go home” and left the old town behind.", "en")
    assert said.quoted == {("we", "will", "not"), ("will", "not", "go"), ("not", "go", "home")}
    assert words_in('"Too short" he said.', "en").quoted == frozenset()
    assert words_in("“We will never close", "en").quoted == {("we", "will", "never")} | {
        ("will", "never", "close")
    }


@given(st.text(max_size=120), st.sampled_from([None, "en", "de", "ja", "ar", "th", "xx"]))
def test_any_text_has_words(text: str, language: str | None) -> None:
    found = words_in(text, language)
    assert found.length >= 1
    assert len(found.spans) == len(found.forms) <= 100
    for start, end in found.spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    assert all(len(run) == 3 for run in found.quoted)

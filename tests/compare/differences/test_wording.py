"""wording: loaded against neutral labels, and quotations in other words."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.differences import Finding, Telling, find_differences
from compare.differences.wording import Wording, labels
from tests.compare.differences.tellings import findings, pairings, spans_of, telling


def found(*told: str | Telling) -> list[Finding]:
    return findings(Wording(), *told)


def spans(*texts: str) -> list[tuple[str, ...]]:
    return spans_of(found(*texts))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Protesters blocked the road.", "A mob blocked the road.", ("Protesters", "mob")),
        ("Residents came.", "Leftist individuals came.", ("Residents", "Leftist individuals")),
        ("Two migrants left.", "Two illegal aliens left.", ("migrants", "illegal aliens")),
        ("Rioters came.", "Freedom fighters came.", ("Rioters", "Freedom fighters")),
    ],
)
def test_a_loaded_label_against_another(first: str, second: str, expected: tuple[str, str]) -> None:
    assert spans(first, second) == [expected]
    assert spans(second, first) == [expected[::-1]]


def test_offsets_count_in_the_articles_text() -> None:
    [finding] = found(telling("Ledger", "Some protesters came.", before="Once. "), "A mob came.")
    assert [(s.start, s.end) for s in finding.spans] == [(11, 21), (2, 5)]
    assert [s.normal for s in finding.spans] == ["protesters", "mob"]
    assert finding.reason == "Ledger: «protesters» / Wire: «mob»"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Protesters came.", "Demonstrators came."),
        ("Protesters came.", "Protesters, a mob to some, came."),
        ("A mob came.", "Another mob came."),
        ("Protesters came.", "Police came."),
        ("Protesters came.", "The mobile phone rang."),
        ("", "A mob came."),
    ],
)
def test_no_difference_of_labels(first: str, second: str) -> None:
    assert found(first, second) == []
    assert found(second, first) == []


def test_loaded_against_neutral_is_surer_than_loaded_against_loaded() -> None:
    [clear] = found("Protesters came.", "A mob came.")
    [both] = found("Agitators came.", "A mob came.")
    assert clear.confidence > both.confidence


def test_a_quotation_in_other_words() -> None:
    assert spans(
        "He said: “We never asked for any of this trouble.”",
        "“We never asked for any of this violence,” he said.",
    ) == [("trouble", "violence")]


def test_straight_and_typographic_quotation_marks_are_alike() -> None:
    assert spans(
        'He said: "We don\'t want any of this trouble here."',
        "He said: “We don’t want any of this violence here.”",
    ) == [("trouble", "violence")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("“We never asked for this trouble,” he said.", "“We never asked for this trouble.”"),
        ("“We never asked for this trouble,” he said.", "“The weather was fine all day long.”"),
        ("“We never asked for all of this.”", "No quotation."),
        ("“This is the end of that matter.”", "“That is the end of this matter.”"),
        ("“No,” he said.", "“Yes,” he said."),
    ],
)
def test_quotations_that_do_not_differ_in_words_that_matter(first: str, second: str) -> None:
    assert found(first, second) == []


def test_what_is_found_twice_is_told_once() -> None:
    # In two groups of the lexicon at once, and once more as an altered quotation.
    pair = list(
        pairings(
            telling("Ledger", "“The thugs came at our cars in the night,” he said."),
            telling("Wire", "“The freedom fighters came at our cars in the night,” he said."),
        )
    )
    assert len([found for one in pair for found in Wording().find(one)]) > 1
    marks = [
        (finding.kind, *((span.passage.passage_id, span.normal) for span in finding.spans))
        for finding in find_differences(pair, least_confidence=0)
    ]
    assert len(set(marks)) == len(marks) == 1


def test_the_lexicon_is_well_formed() -> None:
    document = tomllib.loads(
        files("compare.differences").joinpath("labels.toml").read_text("utf-8")
    )
    for group, lists in document.items():
        assert set(lists) == {"neutral", "loaded"}, group
        assert not set(lists["neutral"]) & set(lists["loaded"]), group
        for loaded in (False, True):
            for word in lists["loaded" if loaded else "neutral"]:
                [one] = [x for x in labels(f"The {word}.") if x.group == group]
                assert one.loaded is loaded
                assert f"The {word}."[one.start : one.end] == word


@given(st.lists(st.sampled_from("mob Mobs riot the, illegal aliens’ “x 😀 MURDERED".split())))
def test_labels_lie_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for label in labels(text):
        assert text[label.start : label.end].lower().startswith(label.stem.split()[0][:3])
        assert " ".join(text[label.start : label.end].lower().split()).rstrip("s") == (
            label.stem.rstrip("s")
        )

"""quote: the same quotation cut, in other words, or given to another speaker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.differences import Finding, Telling
from compare.differences.quote import Quote
from compare.settings import Settings
from tests.compare.differences.tellings import pairings, spans_of, telling

LEAST = Settings().least_confidence


def found(*told: str | Telling, matched: bool = True) -> list[Finding]:
    return [one for pair in pairings(*told, matched=matched) for one in Quote().find(pair)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "He said: “We never asked for any of this trouble.”",
            "“We never asked for any of this violence,” he said.",
            ("trouble", "violence"),
        ),
        (
            'He said: "We don\'t want any of this trouble here today."',
            "He said: “We don’t want any of this violence here today.”",
            ("trouble", "violence"),
        ),
        (
            "“I am prepared to do that today, if I have to,” she said.",
            "“I am not prepared to do that today, if I have to,” she said.",
            ("am prepared", "not"),
        ),
        (
            "“The board could fix this old mess in a day,” she said.",
            "“The board could fix and thoroughly clean up this old mess in a day,” she said.",
            ("fix this", "and thoroughly clean up"),
        ),
    ],
)
def test_an_altered_quotation_is_shown(first: str, second: str, expected: tuple[str, str]) -> None:
    assert spans_of(found(first, second)) == [expected]
    [finding] = found(second, first)
    assert spans_of([finding]) == [expected[::-1]]
    assert finding.confidence >= LEAST


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("“We never asked for this trouble,” he said.", "“We never asked for this trouble.”"),
        ("“We never asked for this trouble,” he said.", "“The weather was fine all day long.”"),
        ("“We never asked for all of this.”", "No quotation."),
        ("“This is the end of that matter.”", "“That is the end of this matter.”"),
        ("“We can’t just go on like this,” she said.", "“We cannot go on like this,” she said."),
        ("“No,” he said.", "“Yes,” he said."),
        ("The “peaceful walkers” came.", "The “peaceful rioters” came."),
        ("", "“We never asked for this trouble.”"),
    ],
)
def test_trifles_and_other_quotations_are_none(first: str, second: str) -> None:
    assert found(first, second) == []
    assert found(second, first) == []


def test_a_quotation_cut_short_is_found_but_doubtful() -> None:
    short = "“The board could fix this,” she said."
    long = "“The board could fix this, but nobody on the board has dared to sign it.”"
    plain = "“The board could fix this, and nobody on the board has dared to sign it.”"
    [turned] = found(short, long)
    [cut] = found(short, plain)
    assert spans_of([turned]) == [("this", "but nobody on the board has dared to sign it")]
    assert cut.confidence < turned.confidence < LEAST


def test_what_the_article_gives_in_its_next_sentence_is_not_lost() -> None:
    short = "“The board could fix this,” she said."
    long = "“The board could fix this, and nobody on the board has dared to sign it.”"
    rest = " “And nobody on the board has dared to sign it.”"
    assert found(telling("Ledger", short, after=rest), long) == []


def test_a_passage_that_ends_within_a_quotation_has_not_cut_it() -> None:
    short = "“The board could fix this old mess."
    long = "“The board could fix this old mess. Nobody on the board has dared to sign it.”"
    rest = " Nobody in the town knows what to do.”"
    assert found(telling("Ledger", short, after=rest), long) == []


def test_marks_that_open_and_close_outside_the_passage() -> None:
    middle = "We never asked for any of this trouble here."
    told = telling("Ledger", middle, before="She said: “It is over. ", after=" Go home.”")
    assert spans_of(found(told, "“We never asked for any of this violence here.”")) == [
        ("trouble", "violence")
    ]


def test_offsets_count_in_the_articles_text() -> None:
    told = telling("Ledger", "“We never asked for any of this trouble.”", before="Once. ")
    [finding] = found(told, "“We never asked for any of this violence.”")
    for span, text in zip(finding.spans, (told.text, finding.spans[1].passage.text), strict=True):
        assert text[span.start : span.end] == span.text
    assert finding.reason == "Ledger: «trouble» / Wire: «violence»"


def test_a_quotation_speaks_for_itself_where_the_passages_were_not_found_to_match() -> None:
    first = "“We never asked for any of this trouble, not for a single day,” he said."
    second = "“We never asked for any of this violence, not for a single day,” he said."
    [finding] = found(first, second, matched=False)
    assert finding.confidence >= LEAST
    # Much the same words may also be two sentences of one speech.
    first = "“Criminals should not be able to keep what they stole,” he said."
    second = "“No criminal should be allowed to keep what they stole,” she said."
    [sure] = found(first, second)
    [doubtful] = found(first, second, matched=False)
    assert doubtful.confidence < LEAST <= sure.confidence


def test_words_that_the_other_gives_without_marks_are_less_sure() -> None:
    quoted = "“We never asked for any of this trouble here today,” he said."
    bare = "We never asked for any of this violence here today, he said."
    [finding] = found(quoted, bare)
    assert spans_of([finding]) == [("trouble", "violence")]
    [marked] = found(quoted, f"“{bare}”")
    assert finding.confidence < marked.confidence
    assert found(quoted, bare, matched=False) == []


def test_given_to_another_speaker() -> None:
    words = "“We never asked for any of this trouble,”"
    [finding] = found(f"{words} Dana Hollis said.", f"{words} said Ray Aldous, a driver.")
    assert spans_of([finding]) == [("Dana Hollis", "Ray Aldous")]
    assert finding.confidence >= 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mr. Hollis", "Dana Hollis"),
        ("the mayor", "Dana Hollis"),
        ("she", "Dana Hollis"),
        ("Dana Hollis", "Ray Hollis"),
        ("Dana Hollis", "the Pentagon"),
        ("Dana Hollis", "Aldous"),
    ],
)
def test_speakers_who_may_be_one(one: str, other: str) -> None:
    words = "“We never asked for any of this trouble,”"
    assert found(f"{words} {one} said.", f"{words} {other} said.") == []


def test_a_pronoun_may_mean_another() -> None:
    words = "“We never asked for any of this trouble,”"
    told = telling("Ledger", f"{words} she said.", before="Dana Hollis came late. ")
    [finding] = found(told, f"{words} Ray Aldous said.")
    assert [span.normal for span in finding.spans] == ["Dana Hollis", "Ray Aldous"]
    assert finding.confidence < LEAST


def test_german_quotations_are_compared_too() -> None:
    first = telling("Ledger", "„Wir haben diesen ganzen Streit niemals gewollt“", language="de")
    second = telling("Wire", "„Wir haben diesen ganzen Krieg niemals gewollt“", language="de")
    assert spans_of(found(first, second)) == [("Streit", "Krieg")]
    # Which words carry nothing is known of English only.
    one = telling("Ledger", "„Wir haben den ganzen Streit niemals gewollt“", language="de")
    other = telling("Wire", "„Wir haben das ganzen Streit niemals gewollt“", language="de")
    assert found(one, other) == []


PIECES = st.sampled_from(
    ["“", "”", '"', "‘", "’", "\n", " said ", "Dana Hollis", "she", " not ", " we never asked ",
     "for any trouble", " for any violence", ", ", ". ", "…", "[them]", "(so)"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25), st.lists(PIECES, max_size=25), st.booleans())
def test_spans_are_verbatim_in_their_passages(
    one: list[str], two: list[str], matched: bool
) -> None:
    first = telling("Ledger", "x" + "".join(one), before="“Once ", after="”")
    second = telling("Wire", "x" + "".join(two))
    for finding in found(first, second, matched=matched):
        assert 0 <= finding.confidence <= 1
        for span, told in zip(finding.spans, (first, second), strict=True):
            assert told.passage.start <= span.start < span.end <= told.passage.end
            assert told.text[span.start : span.end] == span.text
            assert span.normal

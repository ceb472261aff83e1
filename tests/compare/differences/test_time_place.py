"""time_place: one act told of different days, hours or places."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.differences import Finding, Telling
from compare.differences.time_place import TimePlace
from tests.compare.differences.tellings import findings, pairings, spans_of, telling

SHOWN = 0.5
WEDNESDAY = datetime(2020, 6, 3, 14, tzinfo=UTC)


def told(outlet: str, text: str, *, published: datetime = WEDNESDAY, after: str = "") -> Telling:
    return telling(outlet, text, published=published, after=after)


def found(first: str, second: str) -> list[Finding]:
    return findings(TimePlace(), told("Ledger", first), told("Wire", second))


def shown(first: str, second: str) -> list[tuple[str, ...]]:
    """The spans of what is sure enough to be shown."""
    return spans_of([each for each in found(first, second) if each.confidence >= SHOWN])


@pytest.mark.parametrize(
    ("first", "second", "spans"),
    [
        ("Smith was arrested Monday at his home.", "Police arrested Smith on Tuesday.",
         ("Monday", "Tuesday")),
        ("The senator resigned on June 1.", "The senator resigned on Sunday.",
         ("June 1", "Sunday")),
        ("The vote is scheduled for June 10.", "The vote is scheduled for next Tuesday.",
         ("June 10", "next Tuesday")),
        ("The explosion killed two on Friday morning.", "The explosion killed two Friday night.",
         ("Friday morning", "Friday night")),
        ("The bridge collapsed at 9 p.m.", "The bridge collapsed around 11 p.m., officials said.",
         ("9 p.m.", "around 11 p.m.")),
        ("The court blocked the rule in December 2017.", "The court blocked it earlier this year.",
         ("December 2017", "earlier this year")),
        ("The law was passed in 1995 by Congress.", "Congress passed the law in 1998.",
         ("1995", "1998")),
        ("Life expectancy rose from 69.9 to 78.9 years between 1959 and 2016.",
         "Life expectancy rose from 69.9 years in 1959 to 78.9 years in 2014.", ("2016", "2014")),
        ("The shooting happened in Chicago.", "The shooting happened in Evanston.",
         ("Chicago", "Evanston")),
        ("The company was founded in Ohio.", "The company, founded in Texas, employs 300.",
         ("Ohio", "Texas")),
        ("The minister met the ambassador in Iran.", "The minister met the ambassador in Iraq.",
         ("Iran", "Iraq")),
        ("The valley includes West Virginia, Ohio, Indiana and Kentucky.",
         "The valley comprises Indiana, Kentucky, Ohio and Pennsylvania.",
         ("West Virginia, Ohio, Indiana and Kentucky", "Indiana, Kentucky, Ohio and Pennsylvania")),
    ],
)  # fmt: skip
def test_what_is_shown(first: str, second: str, spans: tuple[str, str]) -> None:
    assert shown(first, second) == [spans]
    assert shown(second, first) == [spans[::-1]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Smith was arrested Tuesday.", "Smith was arrested on June 2."),
        ("Smith was arrested yesterday.", "Smith was arrested on Tuesday."),
        ("Smith was arrested last week.", "Smith was arrested on May 28."),
        ("Smith was arrested late Tuesday.", "Smith was arrested early Wednesday."),
        ("Smith was arrested Tuesday.", "Smith was arrested."),
        ("The bridge collapsed shortly before midnight.", "The bridge collapsed at 11:40 p.m."),
        ("The shooting happened in Chicago.", "The shooting happened in Illinois."),
        ("The ambassador was held in Tehran.", "The ambassador was held in Iran."),
        ("He was arrested in Evanston, Ill.", "He was arrested in Illinois."),
        ("He lives in New York City.", "He lives in New York."),
        ("It was in Chicago and in Evanston.", "It was in Evanston and in Chicago."),
        ("", ""),
    ],
)
def test_no_difference(first: str, second: str) -> None:
    assert found(first, second) == []
    assert found(second, first) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Smith was arrested Tuesday.", "Jones was born in 1950."),
        ("The mayor said Tuesday that he was sorry.", "The union said Monday it would strike."),
        ("He was born in Ohio.", "She was arrested in Texas."),
        ("He spoke at 9 p.m. EDT.", "He spoke at 1 a.m. GMT."),
        ("He spoke Saturday morning local time.", "He spoke on Friday evening."),
        ("Protesters marched on Friday.", "Protesters will march again on Saturday."),
    ],
)
def test_what_is_too_doubtful_to_show(first: str, second: str) -> None:
    assert shown(first, second) == []


def test_spans_and_normal_forms() -> None:
    [finding] = found("Smith was arrested Monday.", "Police arrested Smith on Tuesday.")
    assert finding.kind == "time_place"
    assert [span.normal for span in finding.spans] == ["2020-06-01", "2020-06-02"]
    assert finding.reason == "Ledger: «Monday» / Wire: «Tuesday»"


def test_relative_days_are_counted_from_each_article_s_own_day() -> None:
    first = told("Ledger", "Smith was arrested yesterday.")
    later = told("Wire", "Smith was arrested yesterday.", published=WEDNESDAY + timedelta(days=1))
    assert spans_of(findings(TimePlace(), first, later)) == [("yesterday", "yesterday")]
    again = told("Wire", "Smith was arrested yesterday.", published=WEDNESDAY)
    assert findings(TimePlace(), first, again) == []


def test_an_article_that_names_both_places_differs_less_surely() -> None:
    first = told("Ledger", "The shooting happened in Chicago.")
    text = "The shooting happened in Evanston."
    [alone] = findings(TimePlace(), first, told("Wire", text))
    [both] = findings(TimePlace(), first, told("Wire", text, after=" He had left Chicago."))
    assert both.confidence < alone.confidence


def test_the_chance_that_both_tell_one_thing_lowers_the_confidence() -> None:
    both = told("Ledger", "Smith was arrested Monday."), told("Wire", "Smith was arrested Tuesday.")
    sure, doubtful = (
        next(iter(TimePlace().find(pair)))
        for chance in (1.0, 0.3)
        for pair in pairings(*both, chance=chance)
    )
    assert doubtful.confidence < sure.confidence
    assert not [each for pair in pairings(*both, matched=False) for each in TimePlace().find(pair)]


def test_only_english_is_read() -> None:
    german = telling("Ledger", "Smith was arrested Monday.", published=WEDNESDAY, language="de")
    assert findings(TimePlace(), german, told("Wire", "Smith was arrested Tuesday.")) == []


def test_a_timetable_is_left_alone() -> None:
    rows = " ".join(
        f"at {hour}:{minute} p.m." for hour in range(1, 9) for minute in range(10, 60, 9)
    )
    assert found(rows, "It left at 11 p.m.") == []


PIECES = st.sampled_from(
    "on|in|at|near|last|Tuesday|Friday|night|June|2|2017|9 p.m.|midnight|Chicago|Evanston,|Ill."
    "|Iran|Ohio,|Texas|and|Utah|was|arrested|said|will|.|;|—|“|é|中".split("|")
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=16).map(" ".join))


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_spans_are_verbatim_and_order_does_not_matter(one: str, other: str) -> None:
    there, back = found(one, other), found(other, one)
    for finding in there:
        assert 0 <= finding.confidence <= 1
        for span, text in zip(finding.spans, (one, other), strict=True):
            assert span.text == text[span.start : span.end] != ""
    assert {(spans, f.confidence) for f, spans in zip(there, spans_of(there), strict=True)} == {
        (spans[::-1], f.confidence) for f, spans in zip(back, spans_of(back), strict=True)
    }

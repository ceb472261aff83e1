"""Days and times that a text names, counted from the day it was published."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.differences.moments import GRAINS, Moment, moments

WEDNESDAY = datetime(2020, 6, 3, 14, tzinfo=UTC)


def the_one(text: str, published: datetime = WEDNESDAY, opening: str = "") -> Moment:
    found = moments(text, published, opening)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "grain", "normal"),
    [
        ("He left Tuesday.", "day", "2020-06-02"),
        ("He left on Wednesday.", "day", "2020-06-03"),
        ("He will leave Friday.", "day", "2020-06-05"),
        ("He left last Friday.", "day", "2020-05-29"),
        ("He will leave next Tuesday.", "day", "2020-06-09"),
        ("He left on June 2.", "day", "2020-06-02"),
        ("He left on Sept. 15.", "day", "2020-09-15"),
        ("He left on Jan. 15.", "day", "2020-01-15"),
        ("He left on Dec. 28.", "day", "2019-12-28"),
        ("He left on 2 June.", "day", "2020-06-02"),
        ("He left on the 2nd of June 2017.", "day", "2017-06-02"),
        ("He left on June 2, 2017.", "day", "2017-06-02"),
        ("He left Friday, Jan. 11, 2019.", "day", "2019-01-11"),
        ("He left yesterday.", "day", "2020-06-02"),
        ("He left in June 2017.", "month", "2017-06-01/2017-06-30"),
        ("It was a December 2017 ruling.", "month", "2017-12-01/2017-12-31"),
        ("He left in December.", "month", "2019-12-01/2019-12-31"),
        ("He left last month.", "month", "2020-05-01/2020-05-31"),
        ("He left last week.", "week", "2020-05-24/2020-06-01"),
        ("He left in 2017.", "year", "2017-01-01/2017-12-31"),
        ("He left last year.", "year", "2019-01-01/2019-12-31"),
        ("He left earlier this year.", "year", "2020-01-01/2020-06-03"),
        ("He left in the 1980s.", "decade", "1980-01-01/1989-12-31"),
        ("Pay comes in four to five days.", "day", "2020-06-07/2020-06-08"),
        ("He left at 9:07 p.m.", "time", "21:04-21:10"),
        ("He left at 9pm.", "time", "20:45-21:15"),
        ("He left about 9 p.m.", "time", "20:30-21:30"),
        ("He left just before midnight.", "time", "23:15-00:00"),
    ],
)
def test_what_is_read(text: str, grain: str, normal: str) -> None:
    found = the_one(text)
    assert (found.grain, found.normal) == (grain, normal)


@pytest.mark.parametrize(
    "text",
    [
        "It may rain.",
        "March on.",
        "The 2016 cars.",
        "On Feb. 30.",
        "$2017 each.",
        "It is 25:00.",
        "",
    ],
)
def test_what_is_no_moment(text: str) -> None:
    assert moments(text, WEDNESDAY) == ()


def test_roles() -> None:
    assert the_one("since 2014").role == "since"
    assert the_one("until Friday").role == "until"
    assert the_one("on Friday").role == "at"
    assert the_one("He will leave in 2030.").future
    assert not the_one("It rose to a high in 2014.").future


def test_a_date_in_the_dateline_is_where_days_are_counted_from() -> None:
    opening = "CHICAGO, June 2 (Wire) - He left yesterday."
    assert the_one("He left yesterday.", WEDNESDAY, opening).normal == "2020-06-01"
    assert the_one("He left yesterday.", WEDNESDAY, "CHICAGO, May 2 (Wire) - Old.").normal == (
        "2020-06-02"
    )


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("on Tuesday", "on June 2", True),
        ("on Tuesday", "yesterday", True),
        ("on Tuesday", "on Monday", False),
        ("on Tuesday", "this week", True),
        ("on Tuesday", "in June", True),
        ("on Tuesday", "in 2020", True),
        ("on Tuesday", "at 9 p.m.", True),
        ("late Tuesday", "early Wednesday", True),
        ("Tuesday morning", "Tuesday night", False),
        ("Tuesday morning", "Tuesday", True),
        ("last week", "on May 28", True),
        ("in December", "in December 2019", True),
        ("in December", "in December 2017", False),
        ("in 2014", "in 2016", False),
        ("in 2016", "in the 1980s", False),
        ("two weeks ago", "on May 20", True),
        ("a year ago", "in 2019", True),
        ("at 9 p.m.", "at 11 p.m.", False),
        ("at 9 p.m.", "at 9:10 p.m.", True),
        ("just before midnight", "at 11:40 p.m.", True),
        ("at midnight", "at 11:50 p.m.", True),
    ],
)
def test_agreement(one: str, other: str, agree: bool) -> None:
    first, second = the_one(one), the_one(other)
    assert first.agrees(second) is second.agrees(first) is agree


def test_weekdays_of_articles_published_on_different_days() -> None:
    tuesday = the_one("on Tuesday", WEDNESDAY)
    assert tuesday.agrees(the_one("on Tuesday", WEDNESDAY + timedelta(days=7)))
    assert tuesday.agrees(the_one("today", WEDNESDAY - timedelta(days=1)))
    assert not tuesday.agrees(the_one("today", WEDNESDAY))


def test_until_the_morning_today_may_be_yesterday_further_west() -> None:
    night = datetime(2020, 6, 3, 2, tzinfo=UTC)
    assert the_one("today", night).agrees(the_one("on Tuesday", WEDNESDAY))
    assert the_one("today", night).agrees(the_one("on Wednesday", WEDNESDAY))
    assert not the_one("today", night).agrees(the_one("on Monday", WEDNESDAY))


PIECES = st.sampled_from(
    "on|in|since|last|next|this|early|late|about|before|Tuesday|Sunday|June|Sept.|May|2|30|31|2017"
    "|1999,|2016|of|the|1980s|9|9:30|p.m.|a.m.|noon|midnight|ET|morning|night|today|yesterday|week"
    "|weekend|month|year|two|999|decades|days|ago|in four to five days|immediately|,|-|–|é".split(
        "|"
    )
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=16).map(" ".join))
DAYS = st.integers(0, 35_000 * 24).map(lambda hours: WEDNESDAY + timedelta(hours=hours - 220_000))


@given(TEXTS, DAYS, TEXTS)
def test_moments_lie_in_the_text(text: str, published: datetime, opening: str) -> None:
    last = 0
    for found in moments(text, published, opening):
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        assert found.grain in GRAINS
        assert found.readings
        assert all(first < end for first, end in found.readings)
        assert found.normal
        assert found.agrees(found)
        last = found.end


@given(TEXTS, TEXTS, DAYS, DAYS)
def test_agreement_is_symmetric(one: str, other: str, day: datetime, later: datetime) -> None:
    for first in moments(one, day):
        for second in moments(other, later):
            assert first.agrees(second) == second.agrees(first)

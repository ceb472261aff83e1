"""When a source is asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sources.polling import (
    FIRST,
    FIRST_BACKOFF,
    JITTER,
    LONGEST,
    LONGEST_ASKED,
    LONGEST_BACKOFF,
    LONGEST_HOLD,
    SHORTEST,
    USUAL_HOLD,
    backoff,
    floor,
    hold_until,
    is_due,
    next_pause,
)

NOW = datetime(2025, 10, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def asked_over(
    days: int, published: Callable[[datetime, datetime], int]
) -> tuple[list[datetime], timedelta]:
    """The moments at which a source is asked that publishes so much between two moments."""
    moments, pause, now = [NOW], next_pause(None, new=0, elapsed=None), NOW
    while now < NOW + days * DAY:
        before, now = now, now + pause
        moments.append(now)
        pause = next_pause(pause, new=published(before, now), elapsed=now - before)
    return moments, pause


def every(interval: timedelta) -> Callable[[datetime, datetime], int]:
    return lambda before, now: (now - NOW) // interval - (before - NOW) // interval


def test_a_new_source_begins_short() -> None:
    assert next_pause(None, new=30, elapsed=None) == FIRST


def test_one_that_publishes_every_minute_is_asked_as_often_as_may_be() -> None:
    _, pause = asked_over(1, every(MINUTE))
    assert pause < 1.05 * SHORTEST


def test_one_that_publishes_hourly_is_asked_about_hourly() -> None:
    moments, _ = asked_over(10, every(HOUR))
    day_ten = [moment for moment in moments if moment > NOW + 9 * DAY]
    assert 12 <= len(day_ten) <= 36


def test_one_that_is_silent_is_asked_four_times_a_day() -> None:
    moments, pause = asked_over(10, lambda before, now: 0)
    assert pause == LONGEST
    assert len([moment for moment in moments if moment > NOW + 9 * DAY]) <= 5


def test_a_night_does_not_cost_the_morning() -> None:
    def by_day(before: datetime, now: datetime) -> int:
        return sum((before + n * MINUTE).hour >= 8 for n in range(0, (now - before) // MINUTE, 5))

    moments, _ = asked_over(5, by_day)
    morning = [m for m in moments if NOW + 4 * DAY + 8 * HOUR <= m < NOW + 4 * DAY + 14 * HOUR]
    assert morning[0] < NOW + 4 * DAY + 12 * HOUR
    night = [m for m in moments if NOW + 4 * DAY <= m < NOW + 4 * DAY + 8 * HOUR]
    assert len(night) < 12


@given(
    st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    st.integers(0, 100_000),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=4_000)),
)
def test_a_pause_stays_within_its_bounds(
    pause: timedelta | None, new: int, elapsed: timedelta | None
) -> None:
    assert SHORTEST <= next_pause(pause, new=new, elapsed=elapsed) <= LONGEST


def test_what_a_source_asks_for_is_bounded() -> None:
    assert floor(None) == timedelta(0)
    assert floor(HOUR) == HOUR
    assert floor(timedelta(days=400)) == LONGEST_ASKED
    assert floor(-HOUR) == timedelta(0)


def test_backoff_doubles_up_to_a_day() -> None:
    for streak in range(1, 9):
        expected = min(FIRST_BACKOFF * 2 ** (streak - 1), LONGEST_BACKOFF)
        found = backoff("https://a.example/feed", streak)
        assert expected * (1 - JITTER) <= found <= min(expected * (1 + JITTER), LONGEST_BACKOFF)
    assert backoff("https://a.example/feed", 100_000) <= LONGEST_BACKOFF


def test_sources_that_failed_together_do_not_come_back_together() -> None:
    found = {backoff(f"https://{n}.example/feed", 3) for n in range(20)}
    assert len(found) == 20
    assert backoff("https://1.example/feed", 3) in found  # and yet it can be told before


@pytest.mark.parametrize(
    ("late", "due"), [(-HOUR, False), (-7 * MINUTE, False), (-5 * MINUTE, True), (MINUTE, True)]
)
def test_a_schedule_meets_pauses_of_its_own_length(late: timedelta, due: bool) -> None:
    assert is_due(NOW, HOUR, NOW + late) is due


def test_a_source_without_a_date_is_due() -> None:
    assert is_due(None, None, NOW)
    assert not is_due(NOW + MINUTE, None, NOW)


def test_holds() -> None:
    assert hold_until(None, NOW) == NOW + USUAL_HOLD
    assert hold_until(HOUR, NOW) == NOW + HOUR
    assert hold_until(timedelta(days=90), NOW) == NOW + LONGEST_HOLD

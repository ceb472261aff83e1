"""When the next run begins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.watching.schedule import LONGEST, SHORTEST, next_run, parse_every

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15m", 15),
        ("1h30m", 90),
        ("90s", 1.5),
        ("60s", 1),
        (" 2H ", 120),
        ("1d", 1440),
        ("7d", 10080),
    ],
)
def test_spans(text: str, minutes: float) -> None:
    assert parse_every(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "15", "m", "15 m", "-15m", "1.5h", "30m1h", "15min"])
def test_what_is_no_span_is_told_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="is not a span of time; write it like 15m"):
        parse_every(text)


@pytest.mark.parametrize("text", ["59s", "0m", "8d", "999999999999999999d"])
def test_what_is_out_of_range_is_told_with_the_range(text: str) -> None:
    with pytest.raises(ValueError, match=r"give one minute \(1m\) to seven days"):
        parse_every(text)


@given(st.text(alphabet="0123456789dhms ٣"))
def test_any_text_is_a_span_or_a_sentence(text: str) -> None:
    try:
        span = parse_every(text)
    except ValueError:
        return
    assert SHORTEST <= span <= LONGEST


def test_the_first_run_is_at_once() -> None:
    assert next_run(None, NOW, QUARTER) == NOW


def test_a_run_is_due_one_span_after_the_last_began() -> None:
    assert next_run(NOW - timedelta(minutes=4), NOW, QUARTER) == NOW + timedelta(minutes=11)


@pytest.mark.parametrize("hours", [0.25, 1.25, 48])
def test_missed_runs_are_made_up_once(hours: float) -> None:
    due = next_run(NOW - timedelta(hours=hours), NOW, QUARTER)
    assert due == NOW
    assert next_run(due, NOW, QUARTER) == NOW + QUARTER


def test_a_clock_set_back_costs_one_span_at_most() -> None:
    assert next_run(NOW + timedelta(days=300), NOW, QUARTER) == NOW + QUARTER

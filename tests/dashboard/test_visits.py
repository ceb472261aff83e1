"""When a reader was last here: a cookie's two times, believed only as far as they make sense."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.visits import AWAY, Visit, cookie_name, read_moment, read_visit, went_on

NOW = datetime(2025, 10, 8, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_the_first_visit_has_none_before() -> None:
    visit = went_on(None, NOW)
    assert (visit.previous, visit.latest) == (None, NOW)
    assert read_visit(visit.cookie) == visit


def test_a_visit_goes_on_until_the_reader_has_been_away() -> None:
    first = went_on(None, NOW)
    on = went_on(read_visit(first.cookie), NOW + AWAY - MINUTE)
    assert (on.previous, on.latest) == (None, NOW + AWAY - MINUTE)
    back = went_on(read_visit(on.cookie), on.latest + AWAY + MINUTE)
    assert back.previous == on.latest
    # Reloading does not make what is new old.
    assert went_on(read_visit(back.cookie), back.latest + MINUTE).previous == on.latest


@pytest.mark.parametrize(
    "cookie", ["", "0", "1.2.3", "-1.5", "a.b", "9" * 12 + ".1", "1.5\n", "٣.٤", "<script>"]
)
def test_what_makes_no_sense_is_no_visit(cookie: str) -> None:
    assert read_visit(cookie) is None


def test_a_clock_that_went_wrong_is_not_believed() -> None:
    ahead = Visit(previous=NOW, latest=NOW + timedelta(days=400))
    assert went_on(ahead, NOW).previous is None


@given(st.text(max_size=40))
def test_any_cookie_and_any_time_can_be_read(text: str) -> None:
    went_on(read_visit(text), NOW)
    moment = read_moment(text)
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-10-08T12:00:00+00:00", NOW),
        ("2025-10-08T14:00:00+02:00", NOW),
        ("2025-10-08T12:00", NOW),
        ("2025-10-08", NOW - timedelta(hours=12)),
        ("9999-12-31T23:59-14:00", None),
        ("yesterday", None),
    ],
)
def test_times_in_a_url(written: str, moment: datetime | None) -> None:
    assert read_moment(written) == moment


def test_each_database_has_its_own_cookie() -> None:
    assert cookie_name("a.db") != cookie_name("b.db")
    assert cookie_name("a b;=\n").replace("-", "").isalnum()

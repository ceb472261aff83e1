"""Dates as outlets write them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import parse_date

NOON = datetime(2025, 10, 4, 12, 0, tzinfo=UTC)
PIECES = (
    "1 12 31 2025 99 Oct October Mon Tuesday T Z L + - : , . / EST pm at h W 0 00 9999 24 60 "
    "-05:00 +9999 1759579200 nan inf ² ١"
).split()


@pytest.mark.parametrize(
    "written",
    [
        "2025-10-04T12:00:00Z",
        "2025-10-04T07:00:00-05:00",
        "2025-10-04T12:00:00",
        "20251004T120000Z",
        "Sat, 04 Oct 2025 12:00:00 GMT",
        "Sat, 04 Oct 2025 08:00:00 EDT",
        "October 4, 2025 7:00 AM CDT",
        "4 October 2025 13:00 BST",
        "4 October 2025 12:00 XYZ",
        "1759579200",
        "1759579200000",
        "  2025-10-04 12:00\n",
    ],
)
def test_understood(written: str) -> None:
    assert parse_date(written) == NOON


@pytest.mark.parametrize(
    "written",
    [None, "", "   ", "yesterday", "10:30", "October 4", "Monday", "1970-01-01T00:00:00Z",
     "0000-00-00", "2025-13-45", "2025-10-04T12:00:00+99:99", "1" * 101, "999999999999999999"],
)  # fmt: skip
def test_not_believed(written: str | None) -> None:
    assert parse_date(written) is None


def test_the_future_is_believed_two_days_ahead() -> None:
    soon, late = NOON + timedelta(days=1), NOON + timedelta(days=3)
    assert parse_date(soon.isoformat(), now=NOON) == soon
    assert parse_date(late.isoformat(), now=NOON) is None
    assert parse_date(late.isoformat()) == late


@given(
    st.text(st.characters(codec=None), max_size=110)
    | st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)
)
def test_never_raises_and_is_always_utc(written: str) -> None:
    found = parse_date(written)
    assert found is None or (found.utcoffset() == timedelta(0) and found.year >= 1990)


@given(st.datetimes(datetime(1990, 1, 2), datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_iso_dates_come_back(moment: datetime) -> None:
    written = moment.isoformat()
    assert parse_date(written) == datetime.fromisoformat(written)

"""Dates as outlets write them."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article import StatedDate
from crawler.extraction.dates import Candidate, choose_date, parse_date, stated_date, stated_dates

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
        "04.10.2025 14:00 MESZ",
        "4. 10. 2025, 12:00",
        "10/04/2025 12:00",
        "2025.10.04 12:00",
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


FORMATS = {
    "iso": datetime.isoformat,
    "iso with a blank": lambda moment: moment.isoformat(sep=" ", timespec="seconds"),
    "basic": lambda moment: moment.strftime("%Y%m%dT%H%M%S%z"),
    "RFC 822": format_datetime,
    "American": lambda moment: moment.strftime("%B %d, %Y %I:%M:%S %p %z"),
    "log": lambda moment: moment.strftime("%d %b %Y %H:%M:%S %z"),
}
MOMENTS = st.datetimes(datetime(1990, 1, 3), datetime(2098, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
OFFSETS = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))


@given(MOMENTS, OFFSETS, st.sampled_from(sorted(FORMATS)))
def test_every_format_comes_back_with_its_zone(
    moment: datetime, offset: timedelta, form: str
) -> None:
    aware = moment.replace(tzinfo=timezone(offset))
    written = FORMATS[form](aware)
    assert parse_date(written) == aware
    assert stated_date(written) == StatedDate(raw=written, zone=True)


@given(MOMENTS, st.sampled_from(["%Y-%m-%dT%H:%M:%S", "%d %B %Y, %H:%M:%S", "%Y/%m/%d %H:%M:%S"]))
def test_without_a_zone_it_is_utc_and_says_so(moment: datetime, form: str) -> None:
    written = moment.strftime(form)
    assert parse_date(written) == moment.replace(tzinfo=UTC)
    assert stated_date(written) == StatedDate(raw=written, zone=False)


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("2025-10-04T12:00:00Z", True),
        ("4 October 2025 13:00 BST", True),
        ("4 October 2025 14:00 MESZ", True),
        ("4 October 2025 21:00 JST", True),
        ("4 October 2025 17:30 IST", True),
        ("1759579200", True),
        ("4 October 2025 12:00 XYZ", False),
        ("2025-10-04T12:00", False),
    ],
)
def test_whether_the_zone_is_named(written: str, zone: bool) -> None:
    assert stated_date(f"  {written}\n") == StatedDate(raw=written, zone=zone)
    assert parse_date(written) == NOON


def test_what_is_not_believed_is_kept_as_it_was_written() -> None:
    assert stated_date("1970-01-01T00:00:00Z") == StatedDate(raw="1970-01-01T00:00:00Z", zone=True)
    assert stated_date("yesterday") == StatedDate(raw="yesterday", zone=False)
    assert stated_date(" \n") is None
    assert len(stated_date("x" * 10_000).raw) == 100  # type: ignore[union-attr]
    assert stated_dates(published="2025", modified="", other=None) == {
        "published": StatedDate(raw="2025", zone=False)
    }


def chosen(*raws: str | None) -> tuple[str, bool, datetime | None] | None:
    said = [Candidate(origin=f"{place}", raw=raw) for place, raw in enumerate(raws)]
    found = choose_date(said, now=NOON)
    return found and (found.stated.raw, found.stated.zone, found.moment)


@pytest.mark.parametrize(
    ("raws", "place"),
    [
        # the first that is believed
        (("2025-10-04T12:00Z", "2025-10-03T12:00Z"), 0),
        ((None, "", "2025-10-04T12:00Z"), 2),
        (("1970-01-01", "2099-01-01", "2025-10-04T12:00Z"), 2),
        # the same clock, or the same moment, with its zone
        (("2025-10-04T14:00:00", "2025-10-04T14:00+02:00"), 1),
        (("2025-10-04 12:00:30", "2025-10-04T14:00:00+02:00"), 1),
        # the time instead of the day alone
        (("2025-10-04", "2025-10-04T14:10:00+02:00"), 1),
        (("2025-10-04", "2025-10-04T14:10:00"), 1),
        # another date is no better for having a zone
        (("2025-10-04T14:00:00", "2025-10-04T15:00+02:00"), 0),
        (("2025-10-01", "2025-10-04T14:10:00+02:00"), 0),
        (("2025-10-04T12:00Z", "2025-10-04T12:00+02:00"), 0),
        # none believed: the first is what is stated
        (("1970-01-01", "yesterday"), 0),
    ],
)
def test_which_of_several_is_taken(raws: tuple[str | None, ...], place: int) -> None:
    found = chosen(*raws)
    assert found is not None
    assert found[0] == raws[place]
    assert found[2] == parse_date(raws[place], now=NOON)


def test_nothing_said_is_nothing_found() -> None:
    assert choose_date([Candidate(origin="json-ld", raw=None)]) is None
    assert choose_date([]) is None


@given(st.lists(st.none() | st.text(max_size=30) | st.datetimes().map(str), max_size=4))
def test_what_is_chosen_was_written(raws: list[str | None]) -> None:
    found = chosen(*raws)
    if found is None:
        assert not any(raw and raw.strip() for raw in raws)
    else:
        assert found[0] in [raw.strip() for raw in raws if raw]
        assert found[2] == parse_date(found[0], now=NOON)

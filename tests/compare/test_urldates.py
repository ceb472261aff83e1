"""The day that an address names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.urldates import url_date

SITE = "https://www.example.com"
DAY = date(2019, 5, 31)


@pytest.mark.parametrize(
    "path",
    [
        "/2019/05/31/ferry-adrift",
        "/2019/5/31/ferry-adrift.html",
        "/world/2019/may/31/ferry-adrift",
        "/news/2019/May/31/",
        "/news/2019-05-31-ferry-adrift",
        "/news/2019-05-31/ferry-adrift",
        "/news/ferry-adrift-2019-05-31",
        "/news/ferry-adrift-2019-05-31.html",
        "/politics/20190531/10277301/ferry-adrift.html",
        "/news/ferry-adrift-for-hours-20190531",
        "/2018/2019/05/31/ferry-adrift",
        # of a month its last day
        "/2019/05/ferry-adrift",
        "/2019/may/ferry-adrift",
        "/how-the-ferry-came-adrift-2019-5",
    ],
)
def test_days(path: str) -> None:
    assert url_date(SITE + path) == DAY


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/2019/ferry-adrift",
        "/2019/",
        "/elections-2019/results",
        "/2019/02/31/ferry-adrift",
        "/2019/13/ferry-adrift",
        "/20190531/ferry-adrift",
        "/20190531",
        "/news/world-20190531",
        "/news/20191399/ferry",
        "/article/120190531/ferry",
        "/1789/07/14/bastille",
        "/news?date=2019-05-31",
        "/24/7/2019-05",
        "/٢٠١٩/05/31/x",
    ],
)
def test_no_days(path: str) -> None:
    assert url_date(SITE + path) is None


def test_the_latest_of_several() -> None:
    assert url_date(f"{SITE}/2019/05/31/the-fire-of-2018-11-08.html") == DAY
    assert url_date(f"{SITE}/2018/11/08/updated/2019-05-31-fire") == DAY


FORMS = [
    "/{0:%Y/%m/%d}/ferry",
    "/{0:%Y-%m-%d}-ferry",
    "/news/{0:%Y%m%d}/ferry",
    "/a-ferry-is-adrift-{0:%Y%m%d}",
    "/ferry-{0:%Y-%m-%d}",
]


@given(st.dates(date(1980, 1, 1), date(2049, 12, 31)), st.sampled_from(FORMS))
def test_every_day_is_found_in_every_form(day: date, form: str) -> None:
    assert url_date(SITE + form.format(day)) == day


PIECES = st.sampled_from("2019 05 31 / - _ . 2019-05-31 20190531 may x 0 [ ] % http://".split())


@given(st.text(max_size=50) | st.lists(PIECES, max_size=12).map("".join))
def test_any_address_has_a_day_or_none(url: str) -> None:
    for one in (url, f"{SITE}/{url}"):
        found = url_date(one)
        assert found is None or 1980 <= found.year <= 2049


def test_a_long_address_takes_no_time() -> None:
    assert url_date(SITE + "/a-b-c-d" * 50_000 + "-20190531") is None

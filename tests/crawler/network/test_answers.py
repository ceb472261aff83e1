"""What an HTTP answer says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.network.answers import Answer, conditional
from crawler.schedule import Validators

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)


def answer(status: int = 200, redirects: tuple[object, ...] = (), **headers: str) -> Answer:
    named = {name.replace("_", "-"): [value] for name, value in headers.items()}
    return Answer(status=status, headers=named, redirects=redirects)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sat, 04 Oct 2025 13:00:00 GMT", 3600),
        ("Sat, 04 Oct 2025 11:00:00 GMT", 0),
        ("Sat, 04 Oct 2025 14:00:00 +0100", 3600),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("99999999999999999999", None),
        ("Sat, 99 Oct 2025 25:00:00 GMT", None),
    ],
)
def test_retry_after(value: str, seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert answer(429, retry_after=value).retry_after(NOW) == expected


def test_who_asks_to_wait() -> None:
    assert answer(429).asks_to_wait()
    assert answer(503, retry_after="60").asks_to_wait()
    assert not answer(503).asks_to_wait()
    assert not answer(404, retry_after="60").asks_to_wait()


@pytest.mark.parametrize(
    ("value", "age", "seconds"),
    [
        ("max-age=600", "", 600),
        ("public, Max-Age=600", "100", 500),
        ("max-age=600", "900", 0),
        ("s-maxage=600", "", None),
        ("no-cache, max-age=600", "", None),
        ("no-store", "", None),
        ("max-age=soon", "", None),
        ("", "", None),
    ],
)
def test_how_long_it_is_fresh(value: str, age: str, seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert answer(cache_control=value, age=age).fresh_for() == expected


def test_only_permanent_redirects_are_a_move() -> None:
    assert answer(redirects=(301, 308)).moved_for_good
    assert not answer(redirects=(301, 302)).moved_for_good
    assert not answer(redirects=("meta refresh",)).moved_for_good
    assert not answer().moved_for_good


@pytest.mark.parametrize(
    ("value", "charset"),
    [
        ("text/html; charset=UTF-8", "utf-8"),
        ('text/html; charset="gbk"; x=y', "gbk"),
        ("text/html;Charset = shift_jis", "shift_jis"),
        ("text/html", None),
        ("", None),
    ],
)
def test_charset(value: str, charset: str | None) -> None:
    assert answer(content_type=value).charset == charset


def test_what_may_be_a_page() -> None:
    for kind in ("text/html", "application/xhtml+xml; charset=x", "text/plain", ""):
        assert answer(content_type=kind).is_page
    for kind in ("image/png", "application/pdf", "application/json"):
        assert not answer(content_type=kind).is_page


def test_every_robots_tag() -> None:
    both = Answer(status=200, headers={"x-robots-tag": ["noarchive", " otherbot: noindex"]})
    assert both.robots == ("noarchive", "otherbot: noindex")
    assert answer().robots == ()


def test_validators_there_and_back() -> None:
    found = answer(etag='"1"', last_modified="Sat").validators
    assert found == Validators(etag='"1"', last_modified="Sat")
    assert conditional(found) == {"If-None-Match": '"1"', "If-Modified-Since": "Sat"}
    assert conditional(answer().validators) == {}


@given(st.text(max_size=40))
def test_no_header_breaks_it(value: str) -> None:
    odd = answer(429, retry_after=value, cache_control=value, content_type=value, age=value)
    wait = odd.retry_after(NOW)
    assert wait is None or wait >= timedelta(0)
    fresh = odd.fresh_for()
    assert fresh is None or fresh >= timedelta(0)
    assert isinstance(odd.is_page, bool)

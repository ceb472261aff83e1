"""When a person should look at an outlet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.health.flags import Day, SourceFacts, find_flags, normal

TODAY = date(2026, 11, 18)  # a Wednesday
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


def history(*added: int, **more: Any) -> list[Day]:
    """Whole days up to yesterday, as many as given."""
    first = TODAY - timedelta(days=len(added))
    return [
        Day(day=first + timedelta(days=n), requests=a, added=a, complete=a, **more)
        for n, a in enumerate(added)
    ]


def poor(days: int, *, captured: int = 10, complete: int = 2, locked: int = 0) -> list[Day]:
    first = TODAY - timedelta(days=days)
    return [
        Day(
            day=first + timedelta(days=n),
            requests=captured,
            added=captured,
            complete=complete,
            locked=locked,
        )
        for n in range(days)
    ]


def before(days: list[Day], *later: Day) -> list[Day]:
    """The days, moved so that they end where the later ones begin."""
    shift = later[0].day - days[-1].day - timedelta(days=1)
    moved = [
        Day(day=d.day + shift, requests=d.requests, added=d.added, complete=d.complete)
        for d in days
    ]
    return [*moved, *later]


def source(**more: Any) -> SourceFacts:
    values: dict[str, Any] = {"url": "https://gull.example/feed", "checked": NOW, "succeeded": NOW}
    return SourceFacts(**{**values, "entries": 20, **more})


def flags(days: list[Day], *sources: SourceFacts) -> dict[str, Any]:
    found = find_flags(days, sources or (source(),), now=NOW, last_crawl=NOW)
    return {flag.kind: flag for flag in found}


def test_all_as_usual() -> None:
    assert flags(history(*[10] * 30)) == {}


def test_silence_is_told_with_its_first_day_and_figures() -> None:
    flag = flags(history(*[10] * 30, 0, 0))["silent"]
    assert flag.since == TODAY - timedelta(days=2)
    assert "normal is 10 a day" in flag.reason
    assert "20 entries" in flag.reason


def test_announced_and_not_captured_is_the_layout() -> None:
    failed = Day(day=TODAY - timedelta(days=1), requests=12, failures={"no article text": 12})
    flag = flags(before(history(*[10] * 30), failed))["silent"]
    assert "12 announced pages could not be captured (layout change?)" in flag.reason


def test_a_long_silence_does_not_become_the_normal() -> None:
    flag = flags(history(*[10] * 30, *[0] * 90))["silent"]
    assert flag.since == TODAY - timedelta(days=90)


def test_today_is_not_over() -> None:
    assert flags([*history(*[10] * 30), Day(day=TODAY)]) == {}


def test_one_article_ends_a_silence() -> None:
    assert flags(history(*[10] * 30, 0, 0, 1)) == {}


@pytest.mark.parametrize("added", [[10] * 6 + [0], [0] * 40, [], [1] * 30 + [0, 0]])
def test_no_silence_for_the_new_the_rare_and_the_quiet(added: list[int]) -> None:
    assert flags(history(*added)) == {}


def test_a_small_outlet_is_silent_after_days() -> None:
    assert "silent" in flags(history(*[1] * 30, *[0] * 5))


def test_the_weekend_of_a_weekday_paper() -> None:
    first = TODAY - timedelta(days=38)
    days = [
        Day(day=day, added=0 if day.weekday() >= 5 else 10)
        for day in (first + timedelta(days=n) for n in range(36))
    ]
    assert days[-1].day.weekday() == 6
    assert flags(days) == {}
    # On Monday it is expected again.
    monday = Day(day=days[-1].day + timedelta(days=1))
    assert flags([*days, monday])["silent"].since == monday.day


def test_days_without_a_crawl_are_nobodys_silence() -> None:
    before_a_gap = before(history(*[10] * 30), Day(day=TODAY - timedelta(days=9), added=9))
    assert flags(before_a_gap) == {}


@pytest.mark.parametrize(("locked", "why"), [(0, "layout change?"), (8, "a new paywall?")])
def test_completeness_that_falls_by_half(locked: int, why: str) -> None:
    fallen = poor(3, locked=locked)
    flag = flags(before(history(*[10] * 30), *fallen))["incomplete"]
    assert flag.since == fallen[0].day
    assert flag.reason == f"6 of 30 captures complete, normal is 100% ({why})"


def test_a_long_fall_does_not_become_the_normal() -> None:
    fallen = poor(60)
    assert flags(before(history(*[10] * 30), *fallen))["incomplete"].since == fallen[0].day


def test_what_was_always_incomplete_is_no_news() -> None:
    assert flags(poor(40)) == {}


def test_a_bad_day_that_is_past_is_no_news() -> None:
    bad = Day(day=TODAY - timedelta(days=4), added=10, complete=1)
    assert flags(before(history(*[10] * 30), bad, *history(10, 10, 10))) == {}


def test_refusals() -> None:
    refused = Day(day=TODAY, requests=20, failures={"bot check": 8, "http 403": 4})
    flag = flags(before(history(*[10] * 30), refused))["blocked"]
    assert (flag.since, flag.reason) == (
        TODAY,
        "12 of 40 pages asked for refused (8 bot check, 4 http 403)",
    )


def test_refusals_of_old_are_no_news() -> None:
    days = history(*[10] * 30, failures={"consent page": 5})
    assert flags(days) == {}


def test_robots_txt_that_now_forbids() -> None:
    recent = [
        Day(day=TODAY - timedelta(days=n), requests=9, failures={"robots.txt": 9})
        for n in (3, 2, 1)
    ]
    assert set(flags(before(history(*[10] * 30), *recent))) == {"robots"}


def test_sources_that_all_fail_for_a_day() -> None:
    bad = source(problem="answered with HTTP 503", succeeded=NOW - timedelta(hours=25))
    flag = flags(history(*[10] * 30, 0), bad)["failing"]
    assert flag.since == date(2026, 11, 17)
    assert flag.reason == "its source not read since 2026-11-17 11:00 UTC (answered with HTTP 503)"
    assert flags([], bad, source(url="https://gull.example/other")) == {}
    soon = source(problem="answered with HTTP 503", succeeded=NOW - timedelta(hours=23))
    assert flags([], soon) == {}
    assert "never read" in flags([], source(problem="is no feed", succeeded=None))["failing"].reason


def test_sources_that_robots_txt_forbids() -> None:
    bad = source(problem="robots.txt asks not to fetch it", succeeded=NOW - timedelta(days=2))
    assert set(flags([], bad)) == {"robots"}


def test_sources_that_are_gone() -> None:
    gone = source(gone=NOW - timedelta(days=2), problem="is gone")
    assert set(flags([], gone)) == {"gone"}
    assert set(flags([], gone, source(url="https://gull.example/b"))) == {"source gone"}


def test_an_outlet_that_is_no_longer_asked_has_no_flags() -> None:
    old = source(checked=NOW - timedelta(days=4), succeeded=NOW - timedelta(days=9), problem="x")
    assert flags(history(*[10] * 30, 0, 0, 0), old) == {}
    assert find_flags(history(*[10] * 30, 0, 0), (), now=NOW, last_crawl=NOW) == ()


def test_normal_needs_a_week_and_takes_the_last_28_days() -> None:
    assert normal(history(*[10] * 6)) is None
    assert normal(history(*[10] * 7)) == 10
    assert normal(history(*[99] * 50, *[4] * 28)) == 4


counts = st.integers(0, 50)
some_days = st.lists(
    st.builds(
        lambda a, c, f: Day(
            day=TODAY, requests=a + f, added=a, complete=min(a, c), failures={"bot check": f}
        ),
        counts,
        counts,
        counts,
    ),
    max_size=60,
)


@given(some_days)
def test_any_history_is_judged(days: list[Day]) -> None:
    dated = [
        Day(
            day=TODAY - timedelta(days=len(days) - n),
            requests=d.requests,
            added=d.added,
            complete=d.complete,
            failures=d.failures,
        )
        for n, d in enumerate(days)
    ]
    for flag in flags(dated).values():
        assert any(day.day == flag.since for day in dated)
        assert flag.reason

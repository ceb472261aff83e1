"""One line a run."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from crawler.logline import log_line

NOW = datetime(2026, 11, 22, 22, 40, tzinfo=UTC)
FIELDS = {"seconds": 12.345, "added": 3, "failures": {"http 404": 2}, "error": None}


def test_logfmt() -> None:
    assert (
        log_line(NOW, "crawl", "done", FIELDS)
        == "2026-11-22T22:40:00Z crawl done seconds=12.3 added=3 failures.http_404=2"
    )


def test_json() -> None:
    assert json.loads(log_line(NOW, "crawl", "done", FIELDS, as_json=True)) == {
        "time": "2026-11-22T22:40:00Z",
        "run": "crawl",
        "outcome": "done",
        "seconds": 12.345,
        "added": 3,
        "failures": {"http 404": 2},
    }


def test_times_are_told_in_utc() -> None:
    east = NOW.astimezone(timezone(timedelta(hours=9)))
    assert log_line(east, "crawl", "done", {}).startswith("2026-11-22T22:40:00Z")


@given(st.text(), st.text(), st.booleans())
def test_hostile_values_stay_one_line(value: str, key: str, as_json: bool) -> None:
    fields = {"error": value, "failures": {key: 1}}
    line = log_line(NOW, "crawl", "failed", fields, as_json=as_json)
    assert len(line.splitlines()) == 1
    line.encode()

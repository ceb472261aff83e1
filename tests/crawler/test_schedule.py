"""When a page is fetched again."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.schedule import (
    RECHECKS,
    Failed,
    Known,
    Validators,
    is_due,
    may_retry,
    next_try,
    passes,
    should_fetch,
)
from crawler.sources.entries import Entry

SEEN = datetime(2025, 10, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def known(last_seen: datetime = SEEN, announced: datetime | None = None) -> Known:
    return Known(
        article_id="a1",
        announced=announced,
        first_seen=SEEN,
        last_seen=last_seen,
        validators=Validators(),
    )


def entry(updated: datetime | None = None) -> Entry:
    return Entry(url="https://example.com/a", updated=updated)


def test_new_pages_are_fetched() -> None:
    assert should_fetch(entry(), None, SEEN)


def test_a_stored_page_is_left_alone_until_an_age_has_passed() -> None:
    assert not should_fetch(entry(), known(), SEEN + HOUR / 2)
    assert should_fetch(entry(), known(), SEEN + HOUR)


def test_what_the_outlet_says_it_changed_is_fetched() -> None:
    announced = entry(updated=SEEN)
    assert should_fetch(announced, known(), SEEN)
    assert not should_fetch(announced, known(announced=SEEN), SEEN)
    assert should_fetch(announced, known(announced=SEEN - HOUR), SEEN)


@pytest.mark.parametrize("age", RECHECKS)
def test_each_age_asks_once(age: timedelta) -> None:
    moment = SEEN + age
    assert is_due(known(), moment)
    assert not is_due(known(last_seen=moment), moment)


def test_missed_looks_are_made_up_once() -> None:
    late = SEEN + timedelta(days=30)
    assert is_due(known(), late)
    assert not is_due(known(last_seen=late), late)
    assert not is_due(known(last_seen=late), late + timedelta(days=365))


def test_a_failure_in_passing_is_tried_again_at_once_and_then_ever_later() -> None:
    for kind in ("timeout", "http 503", "host not found", "extraction error"):
        assert passes(kind)
        assert next_try(kind, 1, SEEN) is None
        waits = [next_try(kind, times, SEEN) for times in range(2, 40)]
        assert waits[0] == SEEN + HOUR / 2
        assert waits == sorted(moment for moment in waits if moment)
        assert waits[-1] == SEEN + 24 * HOUR


def test_what_lies_in_the_page_waits_longer() -> None:
    for kind in ("http 404", "consent page", "bot check", "robots.txt", "no article text"):
        assert not passes(kind)
        waits = [next_try(kind, times, SEEN) for times in (1, 2, 3, 4, 50)]
        assert waits == [SEEN + hours * HOUR for hours in (1, 6, 24, 168, 168)]
    for kind in ("http 410", "another site"):
        assert next_try(kind, 1, SEEN) == SEEN + timedelta(days=30)


def test_what_failed_is_fetched_again_when_its_time_comes_or_it_changed() -> None:
    failed = Failed(last_failed=SEEN, times=1, next_try=SEEN + HOUR)
    assert not may_retry(entry(), failed, SEEN + HOUR / 2)
    assert may_retry(entry(), failed, SEEN + HOUR)
    assert may_retry(entry(updated=SEEN + HOUR / 4), failed, SEEN + HOUR / 2)
    assert not may_retry(entry(updated=SEEN - HOUR), failed, SEEN + HOUR / 2)
    assert may_retry(entry(), Failed(last_failed=SEEN, times=1, next_try=None), SEEN)
    assert may_retry(entry(), None, SEEN)


def test_an_answer_unchanged_may_renew_the_validators() -> None:
    first = Validators(etag='"1"', last_modified="Sat")
    assert first.renewed(Validators()) == first
    assert first.renewed(Validators(etag='"2"')) == Validators(etag='"2"', last_modified="Sat")

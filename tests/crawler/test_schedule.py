"""When a page is fetched again."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.feeds import Entry
from crawler.schedule import RECHECKS, Known, Validators, is_due, should_fetch

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

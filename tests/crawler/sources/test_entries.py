"""How much of a source a crawl looks at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.sources.entries import (
    MOST_ENTRIES,
    RECENT,
    UNDATED_ENDS,
    Announcement,
    Entry,
    worth_a_look,
)

NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)


def entry(number: int, published: datetime | None = None, **more: str) -> Entry:
    return Entry(url=f"https://packet.example/{number}", published=published, **more)


def looked_at(*entries: Entry, archive: bool = False) -> list[int]:
    found = worth_a_look(Announcement(entries=entries, archive=archive), NOW)
    return [int(one.url.rpartition("/")[2]) for one in found]


def test_a_feed_is_taken_whole_and_in_its_order() -> None:
    old = NOW - timedelta(days=4_000)
    assert looked_at(entry(1), entry(2, old), entry(3, NOW), entry(1)) == [1, 2, 3]


def test_of_a_long_feed_the_newest() -> None:
    count = MOST_ENTRIES + 500
    dated = [entry(n, NOW - timedelta(minutes=count - n)) for n in range(count)]
    found = looked_at(*dated)
    assert len(found) == MOST_ENTRIES
    assert min(found) == 500
    # Without dates, those that come first.
    assert looked_at(*(entry(n) for n in range(count))) == list(range(MOST_ENTRIES))


def test_of_an_archive_what_is_recent() -> None:
    dates = [NOW - RECENT, NOW - RECENT - timedelta(seconds=1), NOW + timedelta(hours=1)]
    entries = [entry(n, date) for n, date in enumerate(dates)]
    assert looked_at(*entries, archive=True) == [0, 2]
    old, changed = NOW - timedelta(days=400), NOW - timedelta(hours=1)
    again = Entry(url="https://packet.example/9", published=old, updated=changed)
    assert looked_at(again, archive=True) == [9]


def test_of_an_undated_archive_both_ends() -> None:
    count = 10_000
    found = looked_at(*(entry(n) for n in range(count)), archive=True)
    assert found == [*range(UNDATED_ENDS), *range(count - UNDATED_ENDS, count)]
    assert looked_at(*(entry(n) for n in range(7)), archive=True) == list(range(7))


def test_dates_that_cannot_be_are_none() -> None:
    for year in (1, 1970, 2099):
        odd = Entry(
            url="https://packet.example/1",
            published=datetime(year, 1, 1, tzinfo=UTC),
            updated=datetime(year, 1, 1, tzinfo=UTC),
        )
        (found,) = worth_a_look(Announcement(entries=(odd,)), NOW)
        assert (found.published, found.updated) == (None, None)


def test_a_guid_that_several_share_names_none() -> None:
    entries = (entry(1, guid="a"), entry(2, guid="a"), entry(3, guid="b"), entry(3, guid="b"))
    found = worth_a_look(Announcement(entries=entries), NOW)
    assert [one.guid for one in found] == ["", "", "b"]

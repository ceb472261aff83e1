"""Old pages that appear again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from compare.evergreen import OLD_DAYS, Earlier, stale

NOON = datetime(2025, 10, 9, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TEXT = " ".join(
    f"The ferry of line {number} left the quay {number * 3} minutes late." for number in range(20)
)


def reason(
    *,
    url: str | None = "https://www.example.com/news/ferry",
    title: str = "Ferry adrift",
    text: str = TEXT,
    earlier: tuple[Earlier, ...] = (),
) -> str | None:
    return stale(url=url, published=NOON, title=title, text=text, earlier=earlier)


def test_a_fresh_page() -> None:
    assert reason() is None
    assert reason(url=None, title="", text="") is None


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("2019/05/31", "an old page: its address says 2019-05-31"),
        ("2019/05", "an old page: its address says 2019-05-31"),
        # today's, last week's, tomorrow's (the day is local), next year's (no date at all)
        ("2025/10/09", None),
        ("2025/10/02", None),
        ("2025/10/10", None),
        ("2026/05/31", None),
        ("2025/10", None),
        ("2025", None),
        ("2019", None),
    ],
)
def test_the_day_in_its_address(path: str, said: str | None) -> None:
    assert reason(url=f"https://www.example.com/{path}/ferry-adrift") == said


def test_how_old_is_old() -> None:
    for days, is_old in ((OLD_DAYS, False), (OLD_DAYS + 1, True)):
        path = f"{NOON - days * DAY:%Y/%m/%d}"
        assert (reason(url=f"https://www.example.com/{path}/ferry") is not None) is is_old
    path = f"{NOON - 2 * DAY:%Y/%m/%d}"
    url = f"https://www.example.com/{path}/ferry"
    assert stale(url=url, published=NOON, title="", text="", days=1) is not None


def test_what_it_says_of_itself() -> None:
    note = "This article was first published {}."
    says = "an old page: first published {}, it says"
    assert reason(text=f"{note.format('on 31 May 2019')}\n\n{TEXT}") == says.format("2019-05-31")
    assert reason(text=f"{note.format('in 2019')}\n\n{TEXT}") == says.format("in 2019")
    assert reason(text=f"{note.format('on 7 October 2025')}\n\n{TEXT}") is None
    assert reason(text=f"{note.format('in 2025')}\n\n{TEXT}") is None


def test_what_its_headline_says() -> None:
    said = "an old page: from the archive, its headline says"
    assert reason(title="From the archive: ferry adrift") == said


def test_the_same_words_under_the_same_headline() -> None:
    said = "an old page: the same words as on 2025-09-09"
    then = NOON - 30 * DAY
    whole = Earlier(published=then, text=TEXT)
    beginning = Earlier(published=then, text=TEXT[:600])
    corrected = Earlier(published=then, text=TEXT.replace("line 2 ", "route 2 of three "))
    for earlier in (whole, beginning, corrected):
        assert reason(earlier=(earlier,)) == said
    other = " ".join(
        f"Jobless claims of week {n} rose by {n * 7} to a new high." for n in range(20)
    )
    short = Earlier(published=then, text="The ferry of line 0 left the quay 0 minutes late.")
    later = Earlier(published=NOON + DAY, text=TEXT)
    for earlier in (Earlier(published=then, text=other), short, later):
        assert reason(earlier=(earlier,)) is None
    assert reason(earlier=(Earlier(published=then, text=other), whole)) == said

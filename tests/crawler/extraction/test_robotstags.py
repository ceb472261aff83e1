"""What a page asks of robots."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.robotstags import Directives, read_directives

NOW = datetime(2025, 10, 5, tzinfo=UTC)


def asked(*statements: str) -> tuple[bool, bool]:
    found = read_directives(statements, NOW)
    return found.noindex, found.noarchive


@pytest.mark.parametrize(
    "statement",
    [
        "noindex",
        "NOINDEX, nofollow",
        "none",
        "parallax: noindex",
        "Parallax: none",
        "*: noindex",
        "googlebot: nofollow, parallax: noindex",
        "max-snippet:-1, noindex",
        "unavailable_after: Sat, 04 Oct 2025 12:00:00 GMT",
        "unavailable_after: 2025-10-04",
        "follow, UNAVAILABLE_AFTER: 25 Jun 2025 15:00:00 PST, max-image-preview:large",
    ],
)
def test_not_to_be_collected(statement: str) -> None:
    assert asked(statement) == (True, False)
    assert read_directives([statement], NOW).reason in statement


@pytest.mark.parametrize(
    "statement",
    ["noarchive", "nocache", "index, follow, NoArchive", "noarchive,max-image-preview:large",
     "parallax: noarchive", "unavailable_after: Sat, 04 Oct 2030 12:00:00 GMT, noarchive"],
)  # fmt: skip
def test_not_to_be_handed_on(statement: str) -> None:
    assert asked(statement) == (False, True)


@pytest.mark.parametrize(
    "statement",
    ["", "all", "index, follow", "max-image-preview:none", "googlebot: noindex",
     "otherbot: noindex, nofollow", "parallax-news: noindex", "noindexing", "nosnippet",
     "unavailable_after: 2030-01-01", "unavailable_after: soon", "unavailable_after:",
     "max-snippet: none", ": noindexed"],
)  # fmt: skip
def test_nothing_that_concerns_us(statement: str) -> None:
    assert read_directives([statement], NOW) == Directives()


def test_a_name_in_a_header_holds_until_the_next() -> None:
    assert asked("googlebot: noindex, noarchive, parallax: nofollow") == (False, False)
    assert asked("googlebot: noindex, parallax: noarchive, nofollow") == (False, True)


def test_the_strictest_of_several_wins() -> None:
    assert asked("index", "noarchive", "noindex") == (True, True)
    assert read_directives(["noarchive", "none, x"], NOW).reason == "none, x"


PIECES = st.sampled_from(
    "noindex noarchive none , : unavailable_after: parallax: googlebot: 2025-10-04 max-snippet:-1 *"
    .split()
)  # fmt: skip


@given(st.lists(st.text(max_size=40) | st.lists(PIECES, max_size=8).map(" ".join), max_size=4))
def test_never_raises_and_says_why(statements: list[str]) -> None:
    found = read_directives(statements, NOW)
    assert bool(found.reason) <= found.noindex

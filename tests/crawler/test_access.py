"""What kind of page it is, who may read it, how much was captured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.access import access_of, completeness_of, imported_completeness, interstitial
from crawler.article import ACCESSES, COMPLETE

LONG = "word " * 300


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Before you continue", "We use cookies.", "consent page"),
        ("Site", "We value your privacy. Accept all cookies", "consent page"),
        ("Just a moment...", "Checking your browser", "bot check"),
        ("Site", "Please verify you are a human", "bot check"),
        ("Ferry adrift", "The ferry drifted for seven hours.", None),
        ("We value your privacy", LONG, None),
        ("", "", None),
    ],
)
def test_interstitial(title: str, text: str, kind: str | None) -> None:
    assert interstitial(title, text) == kind


@pytest.mark.parametrize(
    ("declared", "tier", "page", "words", "access"),
    [
        (None, None, "", 500, "unknown"),
        (True, None, "Subscribe to continue reading", 500, "free"),
        (False, None, "", 500, "metered"),
        (False, None, "", 100, "locked"),
        (False, None, "Subscribe to continue reading", 500, "locked"),
        (None, None, "Subscribe to continue reading", 100, "locked"),
        (None, None, "Subscribe to continue reading", 500, "unknown"),
        (True, "locked", "", 500, "locked"),
        (None, "nonsense", "", 500, "unknown"),
    ],
)
def test_access(
    declared: bool | None, tier: str | None, page: str, words: int, access: str
) -> None:
    found = access_of(declared_free=declared, tier=tier, page_text=page, words=words)
    assert found == access


def test_whole_captures_are_complete() -> None:
    assert completeness_of(LONG, access="free", declared_words=300, summary="word") == (1.0, ())


@pytest.mark.parametrize(
    ("text", "access", "declared", "summary", "reason"),
    [
        (LONG, "locked", None, "", "behind a paywall"),
        (LONG, "locked", 600, "", "behind a paywall"),
        (LONG, "free", 900, "", "300 of 900 declared words"),
        ("word " * 50, "free", None, "word " * 100, "shorter than the feed's summary"),
        (LONG + "…", "free", None, "", "breaks off"),
        (LONG + "[+512 chars]", "free", None, "", "breaks off"),
        ("word " * 10, "free", None, "", "only 10 words"),
    ],
)
def test_incomplete_captures_say_why(
    text: str, access: str, declared: int | None, summary: str, reason: str
) -> None:
    share, reasons = completeness_of(
        text,
        access=access,  # type: ignore[arg-type]
        declared_words=declared,
        summary=summary,
    )
    assert share < COMPLETE
    assert any(reason in one for one in reasons)


@given(
    st.text(max_size=200),
    st.sampled_from(ACCESSES),
    st.none() | st.integers(1, 10_000),
    st.text(max_size=200),
)
def test_completeness_is_a_share(
    text: str, access: str, declared: int | None, summary: str
) -> None:
    share, reasons = completeness_of(
        text,
        access=access,  # type: ignore[arg-type]
        declared_words=declared,
        summary=summary,
    )
    assert 0 <= share <= 1
    assert bool(reasons) == (share < 1)


def test_imported_text_is_taken_as_whole_unless_it_breaks_off() -> None:
    assert imported_completeness("Short.") == (1.0, ())
    assert imported_completeness("It was then that …")[0] < COMPLETE

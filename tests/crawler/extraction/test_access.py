"""What kind of page it is, who may read it, how much was captured."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article import ACCESSES, COMPLETE
from crawler.extraction.access import (
    access_of,
    completeness_of,
    imported_completeness,
    locked_words,
)
from crawler.extraction.interstitials import interstitial

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


@pytest.mark.parametrize(
    ("declared", "locked", "words", "access"),
    [
        (False, 900, 1000, "metered"),  # served to everybody, hidden in the browser
        (False, 900, 100, "metered"),
        (False, 20, 100, "locked"),
        (False, 0, 100, "locked"),
        (None, 900, 1000, "metered"),
        (None, 0, 1000, "unknown"),  # the page names a part that this article has not
        (True, 900, 1000, "free"),
    ],
)
def test_access_by_the_part_that_is_declared(
    declared: bool | None, locked: int, words: int, access: str
) -> None:
    found = access_of(declared_free=declared, tier=None, page_text="", words=words, locked=locked)
    assert found == access


@pytest.mark.parametrize(
    "notice",
    [
        "Nur für Abonnenten", "Weiterlesen mit SZ Plus", "Lesen Sie diesen Artikel mit F+",
        "Dieser Artikel ist exklusiv für Abonnenten", "Réservé aux abonnés",
        "Il vous reste 77.5% de cet article à lire", "Contenido exclusivo para suscriptores",
        "Para seguir leyendo", "Exclusivo para assinantes", "Articolo riservato agli abbonati",
        "Alleen voor abonnees", "Lås upp artikeln", "Kun for abonnenter", "Vain tilaajille",
        "この記事は有料記事です。残り1234文字", "有料会員限定", "구독자 전용", "订阅后阅读",
        "Только для подписчиков", "Already a subscriber? Log in to continue",
    ],
)  # fmt: skip
def test_paywalls_in_many_languages(notice: str) -> None:
    found = {
        words: access_of(declared_free=None, tier=None, page_text=notice, words=words)
        for words in (100, 500)
    }
    assert found == {100: "locked", 500: "unknown"}


@pytest.mark.parametrize(
    "words", ["Already a subscriber?", "Lire la suite", "Subscribe to our newsletter", "Abo", ""]
)
def test_what_stands_on_free_pages_too_is_no_paywall(words: str) -> None:
    found = access_of(declared_free=None, tier=None, page_text=words, words=100)
    assert found == "unknown"


def test_words_in_the_locked_part() -> None:
    tree = lxml.html.document_fromstring(
        "<html><body><p>One two.</p><div class='wall'>three four five</div>"
        "<div class='wall'>有料会員</div></body></html>"
    )
    assert locked_words(tree, [".wall"]) == 5
    assert locked_words(tree, [".none"]) == 0
    assert locked_words(tree, [".wall", "p:::"]) == 5
    assert locked_words(tree, ["p:::", "[", "", "x" * 300]) is None
    assert locked_words(tree, []) is None


@given(st.lists(st.text(max_size=20), max_size=3))
def test_selectors_never_raise(selectors: list[str]) -> None:
    tree = lxml.html.document_fromstring("<html><body><p>One</p></body></html>")
    found = locked_words(tree, selectors)
    assert found is None or found >= 0


def test_japanese_is_not_short_for_having_no_blanks() -> None:
    text = "橋は土曜日に閉鎖された。技師は春まで修理が続くと見ている。" * 10
    assert completeness_of(text, access="free", declared_words=None, summary=text[:80]) == (1.0, ())


def test_a_declared_number_of_characters_is_no_number_of_words() -> None:
    text = "word " * 300
    found = completeness_of(text, access="free", declared_words=len(text), summary="")
    assert found == (1.0, ())


def test_locked_but_served_whole() -> None:
    assert completeness_of(LONG, access="locked", declared_words=310, summary="") == (1.0, ())
    assert (
        access_of(
            declared_free=False,
            tier=None,
            page_text="Subscribe to continue reading",
            words=300,
            declared_words=310,
        )
        == "metered"
    )


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

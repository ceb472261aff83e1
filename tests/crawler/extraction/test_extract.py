"""HTML bytes → the article on the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import ExtractionError
from crawler.extraction.extract import extract

PageOf = Callable[..., bytes]
PAGES = Path(__file__).parent / "pages"
URL = "https://example.com/news/a"
NOON = datetime(2025, 10, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize("file", sorted(PAGES.glob("*.html")), ids=lambda file: file.stem)
def test_the_text_of_a_page(file: Path) -> None:
    """Each page in pages/ has its text beside it; a new case needs no code."""
    expected = file.with_suffix(".txt").read_text("utf-8").rstrip("\n")
    assert extract(file.read_bytes(), URL).text == expected


def test_paragraphs_are_kept(page: PageOf, paragraphs: tuple[str, ...]) -> None:
    assert extract(page("Barge"), URL).text == "\n\n".join(paragraphs)


@pytest.mark.parametrize("quotes", ["“Café” – naïve…", "plain"])
@pytest.mark.parametrize(
    ("encoding", "charset", "head"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", None, ""),
        ("utf-8-sig", None, ""),
        ("utf-8", "iso-8859-1", ""),  # wrongly declared
        ("cp1252", "windows-1252", ""),
        ("cp1252", "iso-8859-1", ""),  # browsers read that as windows-1252
        ("cp1252", None, "<meta charset='windows-1252'>"),
        ("utf-16", None, ""),
        ("cp1252", "nonsense", "<meta charset='windows-1252'>"),
    ],
)
def test_charsets(encoding: str, charset: str | None, head: str, quotes: str, page: PageOf) -> None:
    body = page(quotes, head=head).decode().encode(encoding)
    assert extract(body, URL, charset=charset).metadata.title == quotes


def test_an_undeclared_western_page(page: PageOf) -> None:
    body = page("Café “Überfall”").decode().encode("cp1252")
    assert "\ufffd" not in extract(body, URL).text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not a page"),
        (b"   ", "not a page"),
        (b"<html><body></body></html>", "no article text"),
        (b"<html><body><nav>Home</nav><p></p></body></html>", "no article text"),
        (b"<html><head><title>Before you continue</title></head><body><p>We use cookies.</p>"
         b"</body></html>", "consent page"),
        (b"<html><body><h1>Just a moment...</h1></body></html>", "bot check"),
    ],
)  # fmt: skip
def test_pages_without_an_article(body: bytes, reason: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract(body, URL)
    assert caught.value.reason == reason
    assert str(caught.value).startswith(URL)


def test_dates_that_lie_ahead_are_not_believed(page: PageOf) -> None:
    late = (NOON + timedelta(days=30)).isoformat()
    head = f"<meta property='article:published_time' content='{late}'>"
    assert extract(page("T", head=head), URL, now=NOON).metadata.published is None
    assert extract(page("T", head=head), URL).metadata.published is not None


def test_what_the_feed_knows_better(page: PageOf) -> None:
    head = "<meta name='date' content='2025-10-04'>"
    found = extract(page("T", head=head), URL)
    article = found.article(
        outlet="P", url=URL, default_published=NOON, default_title="Feed", default_authors=("A",)
    )
    # The page gives the day alone; its title is its own.
    assert (article.published, article.title, article.authors) == (NOON, "T", ("A",))
    assert article.origins["published"] == "announced"
    later = NOON + timedelta(days=3)
    article = found.article(outlet="P", url=URL, default_published=later)
    assert article.published == datetime(2025, 10, 4, tzinfo=UTC)


def test_a_large_page(page: PageOf) -> None:
    body = "".join(
        f"<p>Paragraph number {n} of a very long live page says something of its own.</p>"
        for n in range(3_000)
    )
    assert extract(page("Live", body=body), URL).text.count("\n\n") == 2_999


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</table>", "<td>", "<br>", "<!--", "-->", "<script>", "&#0;",
             "&#xD800;", "<p>The ferry drifted for seven hours before it was found. ", "\x00", "<",
             "<svg><p>", "<form><input>", "<h1>", "<![CDATA[", "<?xml version='1.0'?>", "<body>"]
        ),
        max_size=20,
    ).map("".join)
)  # fmt: skip
def test_broken_markup(markup: str) -> None:
    try:
        text = extract(markup.encode(), URL).text
    except ExtractionError:
        return
    text.encode("utf-8")
    assert "\x00" not in text


WHOLE = "\n".join(
    f"Paragraph {n} of the declared story tells of the ferry's seventh hour." for n in range(40)
)


def declared(free: bool | None) -> str:
    said = {} if free is None else {"isAccessibleForFree": free}
    article = {"@type": "NewsArticle", "headline": "T", "articleBody": WHOLE, **said}
    return f"<script type='application/ld+json'>{json.dumps(article)}</script>"


def test_a_text_that_only_the_declaration_of_a_free_page_holds(page: PageOf) -> None:
    found = extract(page("T", head=declared(True)), URL)
    assert found.text == WHOLE
    assert found.article(outlet="P", url=URL).origins["text"] == "json-ld"


@pytest.mark.parametrize("free", [False, None])
def test_a_paywall_is_not_gone_round_by_the_declaration(free: bool | None, page: PageOf) -> None:
    found = extract(page("T", head=declared(free)), URL)
    assert "declared story" not in found.text
    assert found.article(outlet="P", url=URL).origins["text"] == "page"

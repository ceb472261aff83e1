"""What a page says of itself."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.bylines import split_names
from crawler.extraction.metadata import Metadata, read_metadata
from crawler.extraction.pagetags import language_tag

NOON = datetime(2025, 10, 4, 12, tzinfo=UTC)


def read(head: str = "", body: str = "<p>Text.</p>", html: str = "<html>") -> Metadata:
    return read_metadata(
        lxml.html.document_fromstring(f"{html}<head>{head}</head><body>{body}</body></html>")
    )


def json_ld(document: Any) -> str:
    return f"<script type='application/ld+json'>{json.dumps(document)}</script>"


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry &amp; tug",
    "author": [{"@type": "Person", "name": "Ana Lima"}, {"name": "Jo Park"}],
    "datePublished": "2025-10-04T08:00:00-04:00",
    "dateModified": "2025-10-04T12:30:00Z",
    "articleSection": ["UK"],
    "inLanguage": "en_GB",
    "isAccessibleForFree": "False",
    "wordCount": 812,
}


@pytest.mark.parametrize(
    "document",
    [
        ARTICLE,
        [{"@type": "Organization"}, ARTICLE],
        {"@graph": [{"@type": "WebPage", "headline": "Page"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Thing", "ReportageNewsArticle"]},
    ],
    ids=["alone", "list", "graph", "main-entity", "types"],
)
def test_json_ld(document: Any) -> None:
    found = read(json_ld(document))
    assert found.title == "Ferry & tug"
    assert found.authors == ("Ana Lima", "Jo Park")
    assert found.published == NOON
    assert (found.section, found.language) == ("UK", "en-GB")
    assert (found.declared_free, found.declared_words) == (False, 812)
    assert found.origins["title"] == "json-ld"


def test_opengraph() -> None:
    found = read(
        "<meta property='og:title' content='Ferry  adrift'>"
        "<meta property='article:published_time' content='2025-10-04T12:00:00Z'>"
        "<meta property='article:author' content='https://example.com/ana'>"
        "<meta property='article:content_tier' content='Metered'>"
        "<meta property='og:locale' content='en_GB'>"
    )
    assert (found.title, found.published, found.language) == ("Ferry adrift", NOON, "en-GB")
    assert found.authors == ()
    assert found.tier == "metered"
    assert found.origins["published"] == "opengraph"


def test_meta_tags() -> None:
    found = read(
        "<meta name='Author' content='By Ana Lima'><meta name='dc.date' content='not a date'>"
        "<meta name='parsely-pub-date' content='2025-10-04T12:00:00Z'>"
    )
    assert (found.authors, found.published) == (("Ana Lima",), NOON)


def test_markup() -> None:
    found = read(
        "<title>Ferry | Site</title><link rel='canonical' href=' /a '>",
        "<article><h1>Ferry <i>adrift</i></h1><p class='byline'>by Ana Lima &amp; Jo Park</p>"
        "<time datetime='2025-10-04T12:00Z'>noon</time></article>",
        "<html lang='en'>",
    )
    assert (found.title, found.authors) == ("Ferry adrift", ("Ana Lima", "Jo Park"))
    assert (found.published, found.language, found.canonical) == (NOON, "en", "/a")


def test_the_most_trustworthy_place_wins() -> None:
    found = read(
        json_ld({"@type": "NewsArticle", "headline": "", "datePublished": "2025-10-04T12:00Z"})
        + "<meta property='og:title' content='From OpenGraph'>"
        + "<meta name='date' content='2025-10-01'>"
    )
    assert (found.title, found.published) == ("From OpenGraph", NOON)


@pytest.mark.parametrize(
    "words", ["²", "1" * 5_000, "-3", "0", "many", "1.5", None, True, [], {"a": 1}]
)
def test_odd_word_counts(words: Any) -> None:
    assert read(json_ld({**ARTICLE, "wordCount": words})).declared_words is None


def test_a_declared_text_is_counted() -> None:
    document = {"@type": "NewsArticle", "headline": "T", "articleBody": "Five words and no more"}
    assert read(json_ld(document)).declared_words == 5
    assert read(json_ld({**document, "wordCount": 812})).declared_words == 812
    assert read(json_ld({**document, "articleBody": ""})).declared_words is None


@pytest.mark.parametrize(
    "script",
    ["{", "[" * 100_000, "null", "3", '"x"', '{"@type": {"a": 1}}', '{"@graph": {"@graph": 3}}'],
)
def test_broken_json_ld_is_passed_over(script: str) -> None:
    head = f"<script type='application/ld+json'>{script}</script>{json_ld(ARTICLE)}"
    assert read(head).title == "Ferry & tug"


@given(
    st.dictionaries(
        st.sampled_from([*ARTICLE, "name"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
            lambda inner: (
                st.lists(inner, max_size=2)
                | st.dictionaries(st.sampled_from(["name", "@value"]), inner, max_size=2)
            ),
            max_leaves=4,
        ),
    )
)
def test_whatever_json_ld_holds_can_be_stored(document: dict[str, Any]) -> None:
    found = read(json_ld({**document, "@type": "NewsArticle"}))
    for text in (found.title, found.section or "", found.language or "", *found.authors):
        assert not [char for char in text if unicodedata.category(char) in ("Cc", "Cs")]
        text.encode("utf-8")
    assert found.published is None or found.published.tzinfo is UTC


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("By Ana Lima", ["Ana Lima"]),
        ("Ana Lima, Jo Park and Wu Li", ["Ana Lima", "Jo Park", "Wu Li"]),
        ("Von Anna Müller und Jo Park", ["Anna Müller", "Jo Park"]),
        ("Alexander Anderson", ["Alexander Anderson"]),
        ("https://example.com/ana", []),
        ("ana@example.com", []),
        ("Staff", []),
        ("", []),
    ],
)
def test_names(printed: str, names: list[str]) -> None:
    assert split_names(printed) == names


@pytest.mark.parametrize(
    ("written", "tag"),
    [("en_GB", "en-GB"), (" de ", "de"), ("zh-Hant-TW", "zh-Hant-TW"), ("English", None),
     ("", None), ("x" * 10_000, None), ("en\ud800", None)],
)  # fmt: skip
def test_languages(written: str, tag: str | None) -> None:
    assert language_tag(written) == tag

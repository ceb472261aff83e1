"""The one address of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.canonical import address, twins
from crawler.urls import canonical_url, same_outlet


def owned(url: str) -> bool:
    return same_outlet(url, "example.com")


FERRY = "https://www.example.com/news/ferry-adrift-on-the-orra-48213377"


@pytest.mark.parametrize(
    ("fetched", "canonical", "stored"),
    [
        # twins that say what they are twins of
        ("https://amp.example.com/news/ferry-adrift-on-the-orra-48213377", FERRY, FERRY),
        ("https://m.example.com/news/ferry-adrift-on-the-orra-48213377", FERRY, FERRY),
        (f"{FERRY}/amp/", FERRY, FERRY),
        (f"{FERRY}.amp.html", FERRY, FERRY),
        (f"{FERRY}?amp=1", FERRY, FERRY),
        (f"{FERRY}?outputType=amp", FERRY, FERRY),
        ("https://www.example.com/amp/news/ferry-adrift-on-the-orra-48213377", FERRY, FERRY),
        ("https://www-example-com.cdn.ampproject.org/c/s/x", FERRY, FERRY),
        # short and old addresses
        ("https://www.example.com/i/dRwWqB", "/news/i/dRwWqB/ferry-adrift", None),
        ("https://www.example.com/?p=48213", FERRY, FERRY),
        ("https://www.example.com/node/48213", FERRY, FERRY),
        ("https://www.example.com/news/boats-collide-off-the-pier-48213377", FERRY, FERRY),
        ("https://www.example.com/story?id=48213", "/story?id=48213", None),
    ],
)
def test_what_a_page_says_is_believed(fetched: str, canonical: str, stored: str | None) -> None:
    expected = stored or canonical_url(canonical, fetched)
    assert address(fetched, owned, canonical=canonical) == expected


@pytest.mark.parametrize(
    ("fetched", "canonical"),
    [
        # home pages
        (FERRY, "https://www.example.com/"),
        (FERRY, "https://www.example.com/index.html"),
        (FERRY, "https://www.example.com/en/"),
        ("https://www.example.com/?p=48213", "https://www.example.com/"),
        # the section
        (FERRY, "https://www.example.com/news/"),
        ("https://www.example.com/a/b/48213377.html", "https://www.example.com/a"),
        # the number that names it is gone
        ("https://www.example.com/story?id=48213", "https://www.example.com/story"),
        ("https://www.example.com/view.php?article=48213", "/view.php"),
        # another headline
        (FERRY, "https://www.example.com/news/mayor-opens-the-new-library"),
        # nowhere, or somebody else's
        (FERRY, "https://example.org/news/ferry-adrift-on-the-orra-48213377"),
        (FERRY, "https://example.com.evil.org/news/ferry-adrift-on-the-orra-48213377"),
        (FERRY, "javascript:alert(1)"),
        (FERRY, "http://[::1"),
        (FERRY, ""),
    ],
)
def test_what_templates_get_wrong_is_not(fetched: str, canonical: str) -> None:
    assert address(fetched, owned, canonical=canonical) == fetched


def test_a_twin_is_never_folded_by_its_look_alone() -> None:
    for fetched in (f"{FERRY}/amp", "https://m.example.com/ferry", "https://amp.example.com/x"):
        assert address(fetched, owned) == fetched


def test_og_url_stands_in_for_a_canonical_that_cannot_be_used() -> None:
    amp = "https://amp.example.com/news/ferry-adrift-on-the-orra-48213377"
    for canonical in (None, "https://example.org/x", "https://www.example.com/"):
        assert address(amp, owned, canonical=canonical, og_url=FERRY) == FERRY
    other = "https://www.example.com/news/ferry-adrift"
    assert address(amp, owned, canonical=FERRY, og_url=other) == FERRY


def test_og_url_has_to_name_the_same_thing() -> None:
    for og_url in ("https://www.example.com/news/other-article-12", "https://www.example.com/news"):
        assert address(FERRY, owned, og_url=og_url) == FERRY
    left_at_http = FERRY.replace("https", "http")
    assert address(f"{FERRY}/amp", owned, og_url=left_at_http) == FERRY


def test_twins_that_a_page_names() -> None:
    declared = (
        f"{FERRY}/amp?utm_source=x",
        "//m.example.com/news/ferry-adrift-on-the-orra-48213377",
        FERRY,
        f"{FERRY}?amp=1",
        "https://cdn.ampproject.org/c/48213377",
        "https://www.example.com/amp/",
        "http://[::1",
    )
    assert twins(FERRY, FERRY, owned, declared) == (
        "https://m.example.com/news/ferry-adrift-on-the-orra-48213377",
        f"{FERRY}/amp",
    )


ADDRESSES = st.from_regex(
    r"https://(?:www\.|m\.)?example\.(?:com|org)(?:/[a-z0-9é.-]{0,30}){0,4}(?:\?[a-z=&0-9]*)?",
    fullmatch=True,
)


@given(ADDRESSES, st.none() | ADDRESSES | st.text(max_size=40), st.none() | ADDRESSES)
def test_it_stays_with_the_outlet_and_is_settled(
    fetched: str, canonical: str | None, og_url: str | None
) -> None:
    found = address(fetched, owned, canonical=canonical, og_url=og_url)
    assert canonical_url(found) == found
    assert "example.com" in found or found == canonical_url(fetched) or "example.org" in fetched

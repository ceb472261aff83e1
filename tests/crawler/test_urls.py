"""One address for one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import canonical_url, registered_domain, same_outlet

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)  # lone surrogates as well
ADDRESSES = st.from_regex(
    r"https?://[a-z0-9.\[\]:@%é-]{1,20}(:\d{1,6})?(/[a-zA-Z0-9%;,.~é -]*){0,3}"
    r"(\?[a-z=&;%+_0-9A-Zé -]*)?(#[a-z]*)?",
    fullmatch=True,
)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTP://Example.COM", "http://example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:8080/a", "http://example.com:8080/a"),
        ("https://example.com/a#comments", "https://example.com/a"),
        ("https://example.com/a?utm_source=rss&utm_medium=feed", "https://example.com/a"),
        ("https://example.com/a?b=2&a=1&fbclid=xyz", "https://example.com/a?a=1&b=2"),
        ("https://example.com/a?ref=homepage", "https://example.com/a"),
        ("https://example.com/a?wt_zmc=sm.int&mtm_source=x&pk_kwd=y", "https://example.com/a"),
        ("https://example.com/a?mkt_tok=abc&_hsenc=x&mc_cid=1&s_cid=2", "https://example.com/a"),
        ("https://example.com/a?yclid=1&gbraid=2&twclid=3&igsh=4", "https://example.com/a"),
        ("https://example.com/a?INTCMP=x&itid=lk_1&iref=comtop", "https://example.com/a"),
        ("https://example.com/a?cid=27&seite=2&p=7", "https://example.com/a?cid=27&p=7&seite=2"),
        ("https://example.com/a?category=x&id=utm", "https://example.com/a?category=x&id=utm"),
        ("https://example.com/a?ref=12345", "https://example.com/a?ref=12345"),
        ("https://example.com/a?id=&page=2", "https://example.com/a?id=&page=2"),
        ("https://user:secret@example.com/a", "https://example.com/a"),
        ("  https://example.com/a\n", "https://example.com/a"),
        ("https://example.com/é", "https://example.com/%C3%A9"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("http://[2001:DB8::1]/a", "http://[2001:db8::1]/a"),
    ],
)
def test_canonical(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "written",
    ["", "mailto:a@example.com", "javascript:alert(1)", "file:///etc/passwd", "/a", "http://",
     "http://[::1", "http://example.com:99999/", "http://\ud800/",
     "http://\x80/", "data:text/html,x"],
)  # fmt: skip
def test_no_address(written: str) -> None:
    assert canonical_url(written) is None


def test_relative_to_a_base() -> None:
    assert canonical_url("../b?x=1", "https://example.com/a/c/") == "https://example.com/a/b?x=1"
    assert canonical_url("//example.org/x", "https://example.com/") == "https://example.org/x"


@given(ANY_TEXT | ADDRESSES)
def test_canonical_twice_is_canonical_once(written: str) -> None:
    once = canonical_url(written)
    if once is not None:
        assert canonical_url(once) == once
        assert once.isascii()


@given(ANY_TEXT | ADDRESSES, ANY_TEXT | ADDRESSES)
def test_never_raises(written: str, base: str) -> None:
    found = canonical_url(written, base)
    if found is not None:
        same_outlet(found, registered_domain(found))


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.news.example.co.uk/x", "example.co.uk"),
        ("https://example.com:8443/x", "example.com"),
        ("http://127.0.0.1:8601/x", "127.0.0.1:8601"),
        ("http://intranet/x", "intranet"),
    ],
)
def test_registered_domain(url: str, domain: str) -> None:
    assert registered_domain(url) == domain
    assert same_outlet(url, domain)


def test_same_outlet_is_not_fooled_by_a_suffix() -> None:
    assert same_outlet("https://edition.example.com/x", "example.com")
    assert same_outlet("https://news.example.com/x", "news.example.com")
    assert not same_outlet("https://notexample.com/x", "example.com")
    assert not same_outlet("https://example.com.evil.org/x", "example.com")
    assert not same_outlet("http://127.0.0.1:8602/x", "127.0.0.1:8601")

"""Section pages of HTML."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import FeedError
from crawler.outlets import Outlet
from crawler.sources.sections import read_section

URL = "https://www.packet.example/politics/"
OUTLET = Outlet(
    name="The Packet",
    domain="packet.example",
    country="GB",
    owner="Packet Ltd",
    language="en",
    sources=(),
)


def links(html: str | bytes, *patterns: str, charset: str | None = None) -> list[str]:
    body = html if isinstance(html, bytes) else html.encode()
    found = read_section(body, URL, patterns or (r"^/20\d\d/",), OUTLET.owns, charset)
    return [entry.url for entry in found.entries]


def test_links_that_fit_in_the_pages_order_each_once() -> None:
    html = """<html><body><a href="/2025/b">B</a><a href="../2025/a?utm_source=front">A</a>
    <a href="/2025/b#comments">3 comments</a><a href="/about">About</a><a>none</a>
    <a href="https://news.packet.example/2025/c">C</a><a href="https://other.example/2025/d">D</a>
    <a href="mailto:x@packet.example">M</a><a href="http://[::1">?</a></body></html>"""
    assert links(html) == [
        "https://www.packet.example/2025/b",
        "https://www.packet.example/2025/a",
        "https://news.packet.example/2025/c",
    ]


def test_a_base_and_several_patterns() -> None:
    html = "<base href='/en/'><a href='story-1'>1</a><a href='x?id=7'>7</a><a href='y?id=z'>z</a>"
    assert links(html, r"/story-\d+$", r"\?id=\d+$") == [
        "https://www.packet.example/en/story-1",
        "https://www.packet.example/en/x?id=7",
    ]


def test_the_section_itself_is_no_article() -> None:
    assert links("<a href='/politics/'>P</a><a href='/politics/x'>X</a>", "/politics") == [
        "https://www.packet.example/politics/x"
    ]


@pytest.mark.parametrize("body", ["", "<html></html>", "<a href='/about'>About</a>", "Not found"])
def test_a_page_on_which_nothing_fits_is_told(body: str) -> None:
    with pytest.raises(FeedError) as caught:
        links(body)
    assert str(caught.value).startswith(URL)
    assert len(str(caught.value).splitlines()) == 1


def test_a_charset_that_does_not_exist() -> None:
    html = "<meta charset='nonsense'><a href='/2025/ü'>Ü</a>".encode("latin-1")
    assert len(links(html, charset="nonsense")) == 1
    assert len(links(html, charset="latin-1")) == 1


PIECES = [
    "<a href='/2025/x'>", "</a>", "<base href='", "'>", "<a href=", "\x00", "<!--", "-->",
    "<a href='http://[::1/2025/'>", "<html>", "&#xD800;", "<?xml version='1.0'?>", "//", "\ud800",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_only_feed_errors(html: str) -> None:
    with suppress(FeedError):
        for url in links(html.encode("utf-8", "surrogatepass")):
            assert OUTLET.owns(url)

"""Bytes → sitemap entries."""

import gzip
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import FeedError
from crawler.sources.sitemaps import read_sitemap

URL = "https://example.com/sitemap.xml"

NEWS = b"""<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://example.com/p.jpg</image:loc><image:title>Photo</image:title>
 </image:image><loc> https://example.com/a?utm_source=x </loc>
 <news:news><news:publication_date>2025-10-04T08:00:00-04:00</news:publication_date>
 <news:title>Ferry  adrift</news:title></news:news><lastmod>2025-10-05</lastmod></url>
<url><loc>/b</loc></url><url><loc></loc></url><url/></urlset>"""

INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://example.com/1.xml</loc><lastmod>2025-10-01</lastmod></sitemap>
<sitemap><loc>https://example.com/2.xml</loc><lastmod>2025-10-03</lastmod></sitemap>
<sitemap><loc>file:///etc/passwd</loc></sitemap></sitemapindex>"""

BOMB = (
    "<!DOCTYPE r [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]><urlset><url><loc>https://example.com/&a11;</loc></url></urlset>"
).encode()

PIECES = [
    piece.encode()
    for piece in (
        "<urlset>", "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='n'>",
        "<url>", "</url>", "<loc>", "</loc>", "https://example.com/x", "<a:b:c/>", "<n:title>",
        "<!-- -->", "<?pi ?>", "&x;", "&#0;", "<!DOCTYPE u [<!ENTITY x 'y'>]>", "<sitemapindex>",
        "<sitemap>", "</sitemap>", "<lastmod>", "<:a/>", "<a:/>", "<1/>", "<:",
    )
]  # fmt: skip


def test_news_sitemap() -> None:
    found = read_sitemap(NEWS, URL)
    assert found.children == ()
    first, second = found.entries
    assert (first.url, second.url) == ("https://example.com/a", "https://example.com/b")
    assert first.title == "Ferry adrift"
    assert first.published == datetime(2025, 10, 4, 12, tzinfo=UTC)
    assert first.updated == datetime(2025, 10, 5, tzinfo=UTC)


def test_index_newest_first() -> None:
    found = read_sitemap(INDEX, URL)
    assert found.entries == ()
    assert found.children == ("https://example.com/2.xml", "https://example.com/1.xml")


def test_gzipped() -> None:
    assert read_sitemap(gzip.compress(NEWS), URL) == read_sitemap(NEWS, URL)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Not found</body></html>",
        b"Not found",
        b"<rss><channel/></rss>",
        b"\x1f\x8bnot gzip at all",
        gzip.compress(NEWS)[:-20],
        gzip.compress(bytes(70_000_000), compresslevel=9),
        b"<:",
    ],
    ids=["empty", "html", "text", "feed", "no-gzip", "torn-gzip", "bomb", "bad-name"],
)
def test_no_sitemap_is_one_sentence(body: bytes) -> None:
    with pytest.raises(FeedError) as caught:
        read_sitemap(body, URL)
    assert str(caught.value).startswith(URL)
    assert len(str(caught.value).splitlines()) == 1


def test_entities_neither_explode_nor_read_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the-secret")
    external = (
        f"<!DOCTYPE r [<!ENTITY x SYSTEM 'file://{secret}'>]>"
        "<urlset><url><loc>https://example.com/&x;</loc></url></urlset>"
    ).encode()
    for body in (external, BOMB):
        try:
            entries = read_sitemap(body, URL).entries
        except FeedError:
            continue
        assert all("secret" not in entry.url and len(entry.url) < 1_000 for entry in entries)


@given(st.binary(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=14).map(b"".join))
def test_only_feed_errors(body: bytes) -> None:
    for one in (body, gzip.compress(body)):
        with suppress(FeedError):
            found = read_sitemap(one, URL)
            assert all(entry.url.startswith("http") for entry in found.entries)


def index(*children: str) -> bytes:
    return f"<sitemapindex>{''.join(children)}</sitemapindex>".encode()


def child(name: str, lastmod: str = "") -> str:
    date = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<sitemap><loc>https://newsday.example/{name}</loc>{date}</sitemap>"


def names(body: bytes) -> list[str]:
    return [url.rpartition("/")[2] for url in read_sitemap(body, URL).children]


def test_news_before_the_rest_and_lists_of_tags_last() -> None:
    body = index(
        child("post_tag-sitemap.xml", "2025-10-04"),
        child("post-sitemap2.xml", "2025-10-03T23:00:00-05:00"),
        child("news.xml", "2025-10-01"),
        child("post-sitemap3.xml", "2025-10-04T03:00:00Z"),
        child("author-sitemap.xml", "2025-10-04"),
    )
    assert names(body)[:3] == ["news.xml", "post-sitemap2.xml", "post-sitemap3.xml"]


def test_without_dates_the_higher_numbers_are_newer() -> None:
    body = index(*(child(f"map-{n}.xml") for n in (2, 10, 9)), child("map-10.xml"))
    assert names(body) == ["map-10.xml", "map-9.xml", "map-2.xml"]


def test_only_a_news_sitemap_is_not_an_archive() -> None:
    assert not read_sitemap(NEWS, URL).archive
    assert read_sitemap(b"<urlset><url><loc>/a</loc></url></urlset>", URL).archive

"""Bytes → feed entries."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import FeedError
from crawler.extraction.markup import plain
from crawler.sources.feeds import read_feed, read_whole_feed

URL = "https://example.com/news/feed.xml"

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>F</title>
<item><title>Cats &amp;amp; &lt;b&gt;dogs&lt;/b&gt;</title>
 <link>https://example.com/a?utm_source=rss</link>
 <description>&lt;p&gt;One &lt;i&gt;two&lt;/i&gt;.&lt;/p&gt;</description>
 <dc:creator>Ana Lima</dc:creator><pubDate>Sat, 04 Oct 2025 08:00:00 -0400</pubDate></item>
<item><title>Relative</title><link>/b</link></item>
<item><title>Only a guid</title><guid>https://example.com/c</guid></item>
<item><title>No link</title></item>
<item><title>Mail</title><link>mailto:a@example.com</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>
<entry><title>T</title><id>tag:x</id><link rel="alternate" href="../d"/>
<author><name>Jo Park</name></author><author><name>Ana Lima</name></author>
<published>2025-10-04T12:00:00Z</published><updated>2025-10-05T12:00:00Z</updated></entry>
<entry><title>U</title><link href="../e"/><updated>2025-10-05T12:00:00Z</updated></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel><title>F</title></channel>
<item><title>T</title><link>https://example.com/r</link></item></rdf:RDF>"""

BOMB = (
    "<!DOCTYPE r [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]><rss version='2.0'><channel><item><title>&a11;</title>"
    "<link>https://example.com/x</link></item></channel></rss>"
)

PIECES = [
    piece.encode()
    for piece in (
        "<rss version='2.0'><channel>", "<item>", "</item>", "<link>", "</link>", "http://[::1",
        "https://example.com/x", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>",
        "<link href='x'/>", "<author><name>", "</name></author>", "<id>http://x.y/</id>",
        "\x00", "&#xD800;", "</entry>", "<pubDate>1 Jan 0000</pubDate>", "<a:b:c/>",
        "<![CDATA[", "]]>", "<!DOCTYPE x [",
        "<?xml version='1.0' encoding='utf-16'?>", "<summary type='xhtml'>", "&x;", "<title>",
    )
]  # fmt: skip


def test_rss() -> None:
    first, second, third = read_feed(RSS.encode(), URL, "application/rss+xml")
    assert first.url == "https://example.com/a"
    assert first.title == "Cats & dogs"
    assert first.summary == "One two."
    assert first.authors == ("Ana Lima",)
    assert first.published == datetime(2025, 10, 4, 12, tzinfo=UTC)
    assert first.updated is None
    assert (second.url, third.url) == ("https://example.com/b", "https://example.com/c")


def test_atom() -> None:
    first, second = read_feed(ATOM.encode(), URL)
    assert first.url == "https://example.com/d"
    assert first.authors == ("Jo Park", "Ana Lima")
    assert first.published == datetime(2025, 10, 4, 12, tzinfo=UTC)
    assert first.updated == datetime(2025, 10, 5, 12, tzinfo=UTC)
    # A change is not a publication.
    assert second.published is None


def test_the_outlets_own_name_of_an_article() -> None:
    assert [entry.guid for entry in read_feed(RSS.encode(), URL)] == [
        "", "", "https://example.com/c",
    ]  # fmt: skip
    assert read_feed(ATOM.encode(), URL)[0].guid == "tag:x"


def test_a_feed_that_goes_through_feedburner_says_where_the_article_is() -> None:
    item = (
        "<item><link>http://feedproxy.google.com/~r/x</link><feedburner:origLink "
        "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'>https://example.com/o"
        "</feedburner:origLink></item>"
    )
    body = f"<rss version='2.0'><channel>{item}</channel></rss>"
    assert [entry.url for entry in read_feed(body.encode(), URL)] == ["https://example.com/o"]


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("<ttl>90</ttl>", 90),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>99999999999999</ttl>", None),
        ("<sy:updatePeriod> Hourly </sy:updatePeriod>", 60),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            15,
        ),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            1_440,
        ),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_the_pause_that_a_feed_asks_for(said: str, minutes: int | None) -> None:
    body = (
        "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>"
        f"<title>F</title>{said}</channel></rss>"
    )
    expected = None if minutes is None else timedelta(minutes=minutes)
    assert read_whole_feed(body.encode(), URL).pause == expected


def test_rdf() -> None:
    assert [entry.url for entry in read_feed(RDF.encode(), URL)] == ["https://example.com/r"]


def test_a_valid_feed_may_be_empty() -> None:
    assert read_feed(b"<rss version='2.0'><channel><title>F</title></channel></rss>", URL) == ()


def test_not_well_formed_is_read_as_far_as_it_goes() -> None:
    torn = RSS.encode()[: RSS.index("<item><title>Relative")] + b"<item><title>& torn"
    assert read_feed(torn, URL)[0].url == "https://example.com/a"


def test_charsets() -> None:
    declared = RSS.replace('"1.0"', '"1.0" encoding="windows-1252"').replace("Cats", "Café “cats”")
    assert read_feed(declared.encode("cp1252"), URL)[0].title == "Café “cats” & dogs"
    named = RSS.replace("Cats", "Café").encode("latin-1")
    assert read_feed(named, URL, "text/xml; charset=iso-8859-1")[0].title == "Café & dogs"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"<!DOCTYPE html><html><body>Hello</body></html>", "is a web page, not a feed"),
        (b"<!-- x --><html><body>Hello</body></html>", "is a web page, not a feed"),
        (b"\xef\xbb\xbf<html><head></head></html>", "is a web page, not a feed"),
        (b'{"error": "not found"}', "is not a feed"),
        (b"Not found", "is not a feed"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not a feed"),
        (b"<>&#xD800;", "cannot be read as a feed"),
    ],
)
def test_no_feed_is_one_sentence(body: bytes, problem: str) -> None:
    with pytest.raises(FeedError, match=problem) as caught:
        read_feed(body, URL)
    assert str(caught.value).startswith(URL)
    assert "\n" not in str(caught.value)


def test_a_body_that_names_a_file_does_not_read_it(tmp_path: Path) -> None:
    local = tmp_path / "local.xml"
    local.write_text(RSS)
    with pytest.raises(FeedError):
        read_feed(str(local).encode(), URL)


def test_entities_neither_explode_nor_read_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    external = (
        f"<!DOCTYPE r [<!ENTITY x SYSTEM 'file://{secret}'>]><rss version='2.0'><channel><item>"
        "<title>T &x;</title><link>https://example.com/x</link></item></channel></rss>"
    )
    for body in (external, BOMB):
        try:
            entries = read_feed(body.encode(), URL)
        except FeedError:
            continue
        assert all("secret" not in entry.title and len(entry.title) < 10_000 for entry in entries)


def test_an_author_without_a_name() -> None:
    (entry,) = read_feed(b"<author<item</name<id/\x00/", URL)
    assert entry.authors == ()


def test_many_entries() -> None:
    items = "".join(f"<item><link>https://example.com/{n}</link></item>" for n in range(5_000))
    body = f"<rss version='2.0'><channel>{items}</channel></rss>"
    assert len(read_feed(body.encode(), URL)) == 5_000


@given(
    st.binary(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=14).map(b"".join),
    st.sampled_from(["", "text/xml; charset=nonsense", "application/rss+xml; charset=utf-16"]),
)
def test_only_feed_errors(body: bytes, content_type: str) -> None:
    with suppress(FeedError):
        entries = read_feed(body, URL, content_type)
        assert all(entry.url.startswith("http") for entry in entries)


@given(st.text(st.characters(codec=None) | st.sampled_from("<>&;#x"), max_size=60))
def test_plain_is_one_line(markup: str) -> None:
    assert len(plain(markup).splitlines()) <= 1


def test_plain_takes_the_words() -> None:
    assert plain("<p>One &amp; <b>two</b></p>\n<p>three</p>") == "One & two three"
    assert plain("3 < 4 & 5 > 4") == "3 < 4 & 5 > 4"

"""A fetched page → an article or the reason why there is none."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.article import Article, StatedDate
from crawler.extraction.capture import capture, without_site_name
from crawler.extraction.dates import parse_date
from crawler.extraction.extract import extract
from crawler.outlets import Outlet
from crawler.pages import CapturedPage, FailedPage, FetchedPage
from crawler.schedule import Validators
from crawler.sources.entries import Entry

NOW = datetime(2025, 10, 5, tzinfo=UTC)
PageOf = Callable[..., bytes]


@pytest.fixture
def fetched(make_outlet: Callable[..., Outlet]) -> Callable[..., FetchedPage]:
    def fetched(
        body: bytes, url: str = "https://www.example.com/a", **entry: object
    ) -> FetchedPage:
        return FetchedPage(
            outlet=make_outlet("The Packet"),
            entry=Entry(url="https://www.example.com/short", **entry),  # type: ignore[arg-type]
            url=url,
            body=body,
            charset="utf-8",
            validators=Validators(etag='"1"'),
        )

    return fetched


Fetched = Callable[..., FetchedPage]


@pytest.mark.parametrize(
    ("canonical", "stored"),
    [
        (None, "https://www.example.com/a"),
        ("https://www.example.com/b?utm_source=x", "https://www.example.com/b"),
        ("/c", "https://www.example.com/c"),
        ("https://edition.example.com/d", "https://edition.example.com/d"),
        ("https://example.org/e", "https://www.example.com/a"),
        ("https://www.example.com/", "https://www.example.com/a"),
        ("javascript:alert(1)", "https://www.example.com/a"),
        ("http://[::1", "https://www.example.com/a"),
        ("", "https://www.example.com/a"),
    ],
)
def test_the_address(canonical: str | None, stored: str, fetched: Fetched, page: PageOf) -> None:
    head = "" if canonical is None else f"<link rel='canonical' href='{canonical}'>"
    found = capture(fetched(page("T", head=head)), NOW)
    assert isinstance(found, CapturedPage)
    assert found.article.url == stored
    assert found.validators == Validators(etag='"1"')


def test_an_outlet_with_two_domains_does_not_copy_itself(fetched: Fetched, page: PageOf) -> None:
    head = "<link rel='canonical' href='https://packet.org/ferry-adrift-on-the-orra'>"
    there = "https://www.example.com/ferry-adrift-on-the-orra"
    one = fetched(page("T", head=head), there)
    (mark,) = captured(one).marks
    assert (mark.kind, mark.source) == ("canonical", "packet.org")
    both = replace(one, outlet=replace(one.outlet, more_domains=("packet.org",)))
    assert captured(both).marks == ()
    assert captured(both).url == "https://packet.org/ferry-adrift-on-the-orra"


def captured(one: FetchedPage) -> Article:
    found = capture(one, NOW)
    assert isinstance(found, CapturedPage)
    return found.article


def test_og_url_and_twins(fetched: Fetched, page: PageOf) -> None:
    head = (
        "<link rel='canonical' href='https://www.example.com/'>"
        "<meta property='og:url' content='https://www.example.com/ferry-adrift-on-the-orra'>"
        "<link rel='amphtml' href='/ferry-adrift-on-the-orra/amp'>"
        "<link rel='alternate' media='only screen and (max-width: 640px)'"
        " href='https://m.example.com/ferry-adrift-on-the-orra'>"
    )
    found = capture(
        fetched(page("T", head=head), "https://amp.example.com/ferry-adrift-on-the-orra"), NOW
    )
    assert isinstance(found, CapturedPage)
    assert found.article.url == "https://www.example.com/ferry-adrift-on-the-orra"
    assert found.twins == (
        "https://amp.example.com/ferry-adrift-on-the-orra/amp",
        "https://m.example.com/ferry-adrift-on-the-orra",
    )


def test_a_canonical_link_to_another_outlet_is_a_mark(fetched: Fetched, page: PageOf) -> None:
    head = "<link rel='canonical' href='https://example.org/wire/ferry'>"
    found = capture(fetched(page("T", head=head)), NOW)
    assert isinstance(found, CapturedPage)
    assert found.article.url == "https://www.example.com/a"
    (mark,) = found.article.marks
    assert (mark.kind, mark.source) == ("canonical", "example.org")
    assert mark.text == "https://example.org/wire/ferry"


def test_marks_of_byline_and_text(fetched: Fetched, page: PageOf, paragraphs: tuple[str]) -> None:
    body = f"<p>LONDON (AP) — {paragraphs[0]}</p>" + "".join(f"<p>{p}</p>" for p in paragraphs)
    head = "<meta name='author' content='AP'>"
    found = capture(fetched(page("T", head=head, body=body)), NOW)
    assert isinstance(found, CapturedPage)
    assert [(mark.kind, mark.source) for mark in found.article.marks] == [
        ("byline", "AP"),
        ("dateline", "AP"),
    ]
    assert found.article.marks[1].text in found.article.text


@pytest.mark.parametrize(
    ("meta", "header", "kind"),
    [
        ("noindex", (), "noindex"),
        ("index", ("noindex",), "noindex"),
        ("none", (), "noindex"),
        ("", ("unavailable_after: Sat, 04 Oct 2025 12:00:00 GMT",), "noindex"),
        ("", ("unavailable_after: Sat, 04 Oct 2031 12:00:00 GMT",), None),
        ("", ("googlebot: noindex",), None),
        ("index, follow, max-image-preview:none", (), None),
    ],
)
def test_a_page_that_asks_not_to_be_collected(
    meta: str, header: tuple[str, ...], kind: str | None, fetched: Fetched, page: PageOf
) -> None:
    asking = fetched(page("T", head=f"<meta name='Robots' content='{meta}'>"))
    found = capture(replace(asking, robots=header), NOW)
    if kind is None:
        assert isinstance(found, CapturedPage)
        assert not found.article.noarchive
    else:
        assert isinstance(found, FailedPage)
        assert found.kind == kind
        assert found.detail == f"asks not to be collected (robots: {header[0] if header else meta})"


def test_one_directive_for_us_alone(fetched: Fetched, page: PageOf) -> None:
    ours = capture(fetched(page("T", head="<meta name='parallax' content='noindex'>")), NOW)
    assert isinstance(ours, FailedPage)
    other = capture(fetched(page("T", head="<meta name='googlebot' content='noindex'>")), NOW)
    assert isinstance(other, CapturedPage)


@pytest.mark.parametrize("header", [(), ("noarchive",)])
def test_a_page_that_asks_not_to_be_copied_is_marked(
    header: tuple[str, ...], fetched: Fetched, page: PageOf
) -> None:
    head = "" if header else "<meta name='robots' content='noarchive'>"
    found = capture(replace(fetched(page("T", head=head)), robots=header), NOW)
    assert isinstance(found, CapturedPage)
    assert found.article.noarchive


def test_a_page_imported_whatever_it_asks_is_not_to_be_copied(page: PageOf) -> None:
    """Where no crawl decides, "noindex" asks for no less than "noarchive"."""
    for asked, marked in (("noindex", True), ("noarchive", True), ("index", False)):
        found = extract(page("T", head=f"<meta name='robots' content='{asked}'>"), "")
        assert found.article(outlet="P", url=None).noarchive is marked


FEED = {"published": datetime(2025, 10, 4, 12, 10, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("on_page", "in_feed", "raw", "zone"),
    [
        # the page has its own; the feed fills what it lacks
        ("2025-10-04T13:00:00Z", "Sat, 04 Oct 2025 12:10 GMT", "2025-10-04T13:00:00Z", True),
        (None, "Sat, 04 Oct 2025 12:10 GMT", "Sat, 04 Oct 2025 12:10 GMT", True),
        # the feed writes the page's date with its zone, or to the minute
        ("2025-10-04T14:10:00", "2025-10-04T14:10+02:00", "2025-10-04T14:10+02:00", True),
        ("2025-10-04", "2025-10-04T14:10+02:00", "2025-10-04T14:10+02:00", True),
        # nothing that can be believed on the page
        ("1970-01-01T00:00:00Z", "2025-10-04T14:10+02:00", "2025-10-04T14:10+02:00", True),
    ],
)
def test_how_the_date_was_stated(
    on_page: str | None, in_feed: str, raw: str, zone: bool, fetched: Fetched, page: PageOf
) -> None:
    head = "" if on_page is None else f"<meta name='date' content='{on_page}'>"
    stated = {"published": StatedDate(raw=in_feed, zone=True)}
    found = capture(fetched(page("T", head=head), stated=stated, **FEED), NOW)
    assert isinstance(found, CapturedPage)
    assert found.article.dates["published"] == StatedDate(raw=raw, zone=zone)
    assert found.article.published == parse_date(raw)


@pytest.mark.parametrize("raw", ["1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "yesterday"])
def test_a_date_that_is_not_believed_is_kept_as_stated(
    raw: str, fetched: Fetched, page: PageOf
) -> None:
    head = f"<meta property='article:published_time' content='{raw}'>"
    found = capture(fetched(page("T", head=head)), NOW)
    assert isinstance(found, CapturedPage)
    assert found.article.published is None
    assert found.article.dates["published"].raw == raw


def test_what_the_feed_said_fills_the_gaps(fetched: Fetched, page: PageOf) -> None:
    found = capture(
        fetched(page("Title of the page"), title="Of the feed", authors=("Ana Lima",)), NOW
    )
    assert isinstance(found, CapturedPage)
    assert (found.article.title, found.article.authors) == ("Title of the page", ("Ana Lima",))
    assert found.article.origins["authors"] == "announced"
    assert found.article.language == "en"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "not a page"),
        (b"<html><body><p></p></body></html>", "no article text"),
        (b"<html><body><h1>Are you a robot?</h1></body></html>", "bot check"),
    ],
)
def test_the_reason_why_there_is_none(body: bytes, kind: str, fetched: Fetched) -> None:
    found = capture(fetched(body), NOW)
    assert isinstance(found, FailedPage)
    assert (found.kind, found.url) == (kind, "https://www.example.com/short")
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 20_000 + b"<p>Deep</p>",
        b"<p>" + b"&amp;" * 200_000,
        b"<a href='" + b"x" * 500_000,
        bytes(range(256)) * 400,
        b"<table>" * 3_000,
    ],
    ids=["deep", "entities", "attribute", "bytes", "tables"],
)
def test_hostile_pages_never_raise(body: bytes, fetched: Fetched) -> None:
    assert isinstance(capture(fetched(b"<html><body>" + body), NOW), CapturedPage | FailedPage)


@pytest.mark.parametrize(
    ("title", "outlet", "plain"),
    [
        ("Ferry adrift | The Packet", "The Packet", "Ferry adrift"),
        ("Ferry adrift – Packet", "The Packet", "Ferry adrift"),
        ("Ferry - adrift - the packet", "The Packet", "Ferry - adrift"),
        ("Ferry adrift | Drum", "The Packet", "Ferry adrift | Drum"),
        ("Ferry-adrift", "The Packet", "Ferry-adrift"),
        ("", "The Packet", ""),
    ],
)
def test_the_name_of_the_site(title: str, outlet: str, plain: str) -> None:
    assert without_site_name(title, outlet) == plain

"""A fetched page → an article or the reason why there is none."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawler.capture import capture, without_site_name
from crawler.feeds import Entry
from crawler.outlets import Outlet
from crawler.pages import CapturedPage, FailedPage, FetchedPage
from crawler.schedule import Validators

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

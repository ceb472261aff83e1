"""JSON Feed, through the door of all feeds."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import FeedError
from crawler.sources.feeds import read_feed

URL = "https://example.com/news/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


def feed(*items: Any, **more: Any) -> bytes:
    return json.dumps({"version": VERSION, "title": "F", "items": items, **more}).encode()


def test_an_item() -> None:
    (entry,) = read_feed(
        feed(
            {
                "id": "tag:1",
                "url": "/a?utm_source=json",
                "external_url": "https://elsewhere.example/x",
                "title": "Cats &amp; <b>dogs</b>",
                "summary": "One  two.",
                "date_published": "2025-10-04T08:00:00-04:00",
                "date_modified": "2025-10-05T12:00:00Z",
                "authors": [{"name": "Ana Lima"}, {"url": "https://x.example"}, {"name": "Jo"}],
            }
        ),
        URL,
    )
    assert (entry.url, entry.guid) == ("https://example.com/a", "tag:1")
    assert (entry.title, entry.summary) == ("Cats & dogs", "One two.")
    assert entry.published == datetime(2025, 10, 4, 12, tzinfo=UTC)
    assert entry.updated == datetime(2025, 10, 5, 12, tzinfo=UTC)
    assert entry.authors == ("Ana Lima", "Jo")


def test_version_one_and_authors_of_the_feed() -> None:
    items = ({"id": "1", "url": "/a", "author": {"name": "Jo"}}, {"id": "2", "url": "/b"})
    body = feed(*items, version="https://jsonfeed.org/version/1", author={"name": "The desk"})
    assert [entry.authors for entry in read_feed(body, URL)] == [("Jo",), ("The desk",)]


def test_the_address_may_be_the_id_but_not_somebody_elses() -> None:
    items = (
        {"id": "https://example.com/by-id"},
        {"id": "3", "external_url": "https://elsewhere.example/x"},
        {"id": 4, "url": "https://example.com/four"},
        {"url": "mailto:x@example.com"},
        {"url": 5},
        "no item",
        None,
    )
    found = read_feed(feed(*items), URL)
    assert [(entry.url, entry.guid) for entry in found] == [
        ("https://example.com/by-id", "https://example.com/by-id"),
        ("https://example.com/four", "4"),
    ]


def test_a_byte_order_mark_and_an_empty_feed() -> None:
    assert read_feed(b"\xef\xbb\xbf \n" + feed(), URL, "text/html") == ()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"{", "is not valid JSON"),
        (b'{"version": "\xff"}', "is not valid JSON"),
        (b'{"a":' * 100_000, "is not valid JSON"),
        (b'{"error": "not found"}', "is not a feed"),
        (b'{"version": 1.1, "items": []}', "is not a feed"),
        (feed().replace(b'"items": []', b'"items": {}'), "without a list of items"),
        (feed().replace(b', "items": []', b""), "without a list of items"),
    ],
)
def test_what_is_no_feed_is_one_sentence(body: bytes, problem: str) -> None:
    with pytest.raises(FeedError, match=problem) as caught:
        read_feed(body, URL)
    assert str(caught.value).startswith(URL)
    assert "\n" not in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.just("https://x.example/"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "url", "title", "authors", "author", "name", "date_published"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=4))
def test_only_feed_errors(items: list[Any]) -> None:
    with suppress(FeedError):
        for entry in read_feed(feed(*items), URL):
            assert entry.url.startswith("http")
            assert isinstance(entry.guid, str)

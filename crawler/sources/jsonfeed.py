"""JSON Feed 1.0 and 1.1 → announcement (pure). https://www.jsonfeed.org/version/1.1/"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from crawler.errors import FeedError
from crawler.extraction.dates import parse_date, stated_dates
from crawler.extraction.markup import plain
from crawler.sources.entries import Announcement, Entry
from crawler.texts import clean_line
from crawler.urls import canonical_url

_VERSION = "jsonfeed.org/version/"


def looks_like_json(body: bytes) -> bool:
    """Whether the first sign of the body is that of a JSON object."""
    return body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def read_json_feed(body: bytes, url: str) -> Announcement:
    """The items in the feed's order.

    An item's address is its `url`; where that is missing, its `id` if that is an address. Its
    `external_url`, the page that an item of a link blog talks about, is somebody else's and is not
    taken. Relative addresses are resolved against `url`. Items that cannot be used are left out.
    Raises FeedError when the bytes are no JSON Feed.
    """
    try:
        document = json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise FeedError(url, "is not valid JSON", "check the address in outlets.toml") from error
    if not isinstance(document, dict) or _VERSION not in str(document.get("version", "")):
        raise FeedError(url, "is not a feed", "check the address in outlets.toml")
    items = document.get("items")
    if not isinstance(items, list):
        raise FeedError(url, "is a JSON Feed without a list of items", "check it in a browser")
    found = (_entry(item, document, url) for item in items if isinstance(item, dict))
    return Announcement(entries=tuple(entry for entry in found if entry))


def _entry(item: dict[str, Any], feed: dict[str, Any], base: str) -> Entry | None:
    # Feeds that give numbers as ids are common, and the specification says to take them as texts.
    guid = item.get("id")
    guid = str(guid) if isinstance(guid, str | int | float) else ""
    link = _text(item, "url") or (guid if guid.startswith(("http://", "https://")) else "")
    url = canonical_url(link, base) if link else None
    if url is None:
        return None
    return Entry(
        url=url,
        title=plain(_text(item, "title")),
        summary=plain(_text(item, "summary")),
        authors=tuple(_authors(item)) or tuple(_authors(feed)),
        published=parse_date(_text(item, "date_published")),
        updated=parse_date(_text(item, "date_modified")),
        guid=clean_line(guid),
        stated=stated_dates(
            published=_text(item, "date_published"), updated=_text(item, "date_modified")
        ),
    )


def _authors(holder: dict[str, Any]) -> Iterator[str]:
    given = holder.get("authors")
    # Version 1.0 had one author.
    for author in given if isinstance(given, list) else [holder.get("author")]:
        if isinstance(author, dict) and (name := clean_line(_text(author, "name"))):
            yield name


def _text(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name)
    return value if isinstance(value, str) else ""

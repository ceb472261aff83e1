"""Bytes → feed entries; the only module that imports feedparser."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser
import lxml.html

from crawler.dates import parse_date
from crawler.errors import FeedError
from crawler.texts import clean_line
from crawler.urls import canonical_url


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One article as its outlet announces it."""

    url: str
    # canonical
    title: str = ""
    summary: str = ""
    # plain text
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    # UTC
    updated: datetime | None = None
    # UTC; changes when the outlet says that the article changed
    guid: str = ""
    # the outlet's own lasting name of the article; "" when it gives none


_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_feed(body: bytes, url: str, content_type: str = "") -> tuple[Entry, ...]:
    """The entries of an RSS, Atom or RDF feed, in its order; () when it is valid and empty.

    Relative links are resolved against `url`; entries without a link are left out. Raises
    FeedError when the bytes are no feed at all; a feed that is merely not well-formed is read as
    far as it goes.
    """
    if not body.strip():
        raise FeedError(url, "is empty", "check the address in outlets.toml")
    if _HTML.match(body[:2048]):
        raise FeedError(
            url, "is a web page, not a feed", "give outlets.toml the address of the feed itself"
        )
    headers = {"content-location": url}
    if content_type:
        headers["content-type"] = content_type
    try:
        # A stream, because feedparser takes bare bytes for the name of a file and would read that.
        document = feedparser.parse(BytesIO(body), response_headers=headers)
    except Exception as error:  # its fallback parser lets whatever a broken document provokes out
        raise FeedError(
            url, f"cannot be read as a feed ({type(error).__name__})", "check it in a browser"
        ) from error
    if not document.version and not document.entries:
        raise FeedError(url, "is not a feed", "check the address in outlets.toml")
    entries = (_entry(raw, url) for raw in document.entries)
    return tuple(entry for entry in entries if entry)


def _entry(raw: Any, base: str) -> Entry | None:
    link = raw.get("link") or ""
    if not link and str(raw.get("id", "")).startswith("http"):
        link = raw["id"]
    url = canonical_url(link, base) if link else None
    if url is None:
        return None
    return Entry(
        url=url,
        title=plain(raw.get("title") or ""),
        summary=plain(raw.get("summary") or ""),
        authors=tuple(
            name
            for author in raw.get("authors", ())
            if (name := clean_line(author.get("name") or ""))
        ),
        published=_date(raw, "published"),
        updated=_date(raw, "updated"),
    )


def _date(raw: Any, name: str) -> datetime | None:
    # `get` on purpose: attribute access lets feedparser substitute one date for another.
    parsed: Any = dict.get(raw, f"{name}_parsed")
    if parsed is not None:
        try:
            return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        except (ValueError, OverflowError):
            return None
    return parse_date(dict.get(raw, name))


def plain(markup: str) -> str:
    """The words of a bit of HTML, on one line."""
    if "<" not in markup and "&" not in markup:
        return clean_line(markup)
    try:
        return clean_line(lxml.html.fromstring(f"<div>{markup}</div>").text_content())
    except (lxml.etree.LxmlError, ValueError):
        return clean_line(markup)

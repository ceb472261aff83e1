"""Bytes → feed entries; the only module that imports feedparser."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import feedparser

from crawler.errors import FeedError
from crawler.extraction.dates import parse_date, stated_dates
from crawler.extraction.markup import plain
from crawler.sources.entries import Announcement, Entry
from crawler.sources.jsonfeed import looks_like_json, read_json_feed
from crawler.texts import clean_line
from crawler.urls import canonical_url

__all__ = ["Entry", "read_feed", "read_whole_feed"]

_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_LONGEST_GUID = 500


def read_feed(body: bytes, url: str, content_type: str = "") -> tuple[Entry, ...]:
    """The entries alone of `read_whole_feed`."""
    return read_whole_feed(body, url, content_type).entries


def read_whole_feed(body: bytes, url: str, content_type: str = "") -> Announcement:
    """What an RSS, Atom, RDF or JSON feed announces, in its order; no entries when it is empty.

    Which kind it is the content decides, not the name or the Content-Type. Relative links are
    resolved against `url`; entries without a link are left out. Raises FeedError when the bytes
    are no feed at all; an XML feed that is merely not well-formed is read as far as it goes.
    """
    if not body.strip():
        raise FeedError(url, "is empty", "check the address in outlets.toml")
    if looks_like_json(body):
        return read_json_feed(body, url)
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
    return Announcement(
        entries=tuple(entry for entry in entries if entry), pause=_pause(document.feed)
    )


def _entry(raw: Any, base: str) -> Entry | None:
    guid = str(raw.get("id") or "")
    # A feed that goes through FeedBurner says itself where the article is.
    link = raw.get("feedburner_origlink") or raw.get("link") or ""
    if not link and guid.startswith("http"):
        link = guid
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
        guid=clean_line(guid)[:_LONGEST_GUID],
        stated=stated_dates(published=dict.get(raw, "published"), updated=dict.get(raw, "updated")),
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


def _pause(feed: Any) -> timedelta | None:
    """RSS's ttl (minutes), else the syndication module's period and times in it."""
    ttl = _number(feed.get("ttl"))
    if ttl is not None:
        return timedelta(minutes=ttl)
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    if period is None:
        return None
    return period / (_number(feed.get("sy_updatefrequency")) or 1)


def _number(value: object) -> int | None:
    """A whole number from 0 to a million; None for anything else."""
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None

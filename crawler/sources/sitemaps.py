"""Bytes → sitemap entries: news sitemaps, plain ones and indexes, also gzipped (pure)."""

from __future__ import annotations

import gzip
import re
import zlib
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlsplit

from lxml import etree

from crawler.errors import FeedError
from crawler.extraction.dates import parse_date, stated_dates
from crawler.sources.entries import Announcement, Entry
from crawler.texts import clean_line
from crawler.urls import canonical_url

_LARGEST = 60_000_000
"""Bytes unpacked: the protocol allows 50 MB."""
_MOST_ELEMENTS = 60_000
"""Elements read of one sitemap: the protocol allows 50,000."""
_NEWS = re.compile(r"news", re.IGNORECASE)
_NO_ARTICLES = re.compile(
    r"(?:categor(?:y|ies)|tags?|authors?|images?|videos?|pages?|sections?|topics?)[-_.]",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d+")


def read_sitemap(body: bytes, url: str) -> Announcement:
    """Read a sitemap or sitemap index; raises FeedError when the bytes are neither.

    External entities are not resolved and expansion is bounded, whatever the document asks.
    """
    if not body.strip():
        raise FeedError(url, "is empty", "check the address in outlets.toml")
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
        )
        root = etree.fromstring(_unpacked(body, url), parser)
    except etree.XMLSyntaxError as error:
        raise FeedError(
            url, f"is not XML ({error})", "check the address in outlets.toml"
        ) from error
    kind = "" if root is None else _name(root)
    if root is not None and kind == "sitemapindex":
        return Announcement(children=_children(root, url))
    if root is not None and kind == "urlset":
        entries = (_entry(child, url) for child in root[:_MOST_ELEMENTS])
        return Announcement(
            entries=tuple(entry for entry in entries if entry), archive=not _is_news(root)
        )
    raise FeedError(url, "is not a sitemap", "check the address in outlets.toml")


def _children(root: etree._Element, base: str) -> tuple[str, ...]:
    """The most promising first: news before the rest, then the newest.

    Where an index gives no dates, the higher numbers in the address ("2025-10", "-17") are taken
    for the newer. Lists of categories, authors and pictures come last.
    """
    found: dict[str, tuple[object, ...]] = {}
    for child in root[:_MOST_ELEMENTS]:
        place = _text(child, "loc")
        url = canonical_url(place, base) if place else None
        if url is not None:
            path = urlsplit(url).path
            found.setdefault(
                url,
                (
                    _NO_ARTICLES.search(path) is None,
                    _NEWS.search(path) is not None,
                    parse_date(_text(child, "lastmod")) or datetime.min.replace(tzinfo=UTC),
                    tuple(int(number[:12]) for number in _NUMBERS.findall(path)),
                ),
            )
    return tuple(sorted(found, key=found.__getitem__, reverse=True))


def _is_news(root: etree._Element) -> bool:
    """Whether it follows Google's extension for news, which lists the last two days."""
    return any(_name(element) == "news" for child in root[:20] for element in child)


def _unpacked(body: bytes, url: str) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.GzipFile(fileobj=BytesIO(body)) as file:
            unpacked = file.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FeedError(url, f"is not valid gzip ({error})") from error
    if len(unpacked) > _LARGEST:
        raise FeedError(url, f"unpacks to more than {_LARGEST:,} bytes")
    return unpacked


def _entry(element: etree._Element, base: str) -> Entry | None:
    url = canonical_url(_text(element, "loc"), base) if _text(element, "loc") else None
    if url is None:
        return None
    return Entry(
        url=url,
        title=clean_line(_text(element, "title")),
        published=parse_date(_text(element, "publication_date")),
        updated=parse_date(_text(element, "lastmod")),
        stated=stated_dates(
            published=_text(element, "publication_date"), updated=_text(element, "lastmod")
        ),
    )


def _text(element: etree._Element, name: str) -> str:
    """The text of the first descendant of this name, whatever its namespace."""
    for child in element.iterdescendants():
        # <image:title> is not the article's.
        if _name(child) == name and "sitemap-image" not in str(child.tag):
            return (child.text or "").strip()
    return ""


def _name(element: etree._Element) -> str:
    # Not etree.QName: the names that recovery lets through are not all valid.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""

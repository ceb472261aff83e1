"""Bytes → sitemap entries: news sitemaps, plain ones and indexes, also gzipped (pure)."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from crawler.dates import parse_date
from crawler.errors import FeedError
from crawler.feeds import Entry
from crawler.texts import clean_line
from crawler.urls import canonical_url

_LARGEST = 60_000_000
"""Bytes unpacked: the protocol allows 50 MB."""


@dataclass(frozen=True, kw_only=True)
class Sitemap:
    """What a sitemap announces."""

    entries: tuple[Entry, ...]
    children: tuple[str, ...]
    # addresses of further sitemaps, when it is an index; newest first where it says


def read_sitemap(body: bytes, url: str) -> Sitemap:
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
    if kind == "sitemapindex":
        found = [
            (_text(child, "lastmod"), _text(child, "loc")) for child in root if _text(child, "loc")
        ]
        ordered = sorted(found, key=lambda pair: pair[0], reverse=True)
        addresses = (canonical_url(address, url) for _, address in ordered)
        return Sitemap(entries=(), children=tuple(a for a in addresses if a))
    if kind == "urlset":
        entries = (_entry(child, url) for child in root)
        return Sitemap(entries=tuple(entry for entry in entries if entry), children=())
    raise FeedError(url, "is not a sitemap", "check the address in outlets.toml")


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

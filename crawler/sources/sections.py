"""A section page of HTML → announcement: links that lead to the outlet's articles (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urljoin, urlsplit

import lxml.html

from crawler.errors import FeedError
from crawler.sources.entries import Announcement, Entry
from crawler.urls import canonical_url

_MOST_LINKS = 20_000
"""Links looked at on one page; no real one has as many."""
_LONGEST_PATH = 1_000
"""Characters; a longer one is no article's, and patterns can be slow on it."""


def read_section(
    body: bytes,
    url: str,
    patterns: Sequence[str],
    owns: Callable[[str], bool],
    charset: str | None = None,
) -> Announcement:
    """The pages that the section links to, in its order, each once.

    patterns: regular expressions, one of which must be found in the path (and query) of a link;
    owns: tells of an address whether it is the outlet's. Raises FeedError when the bytes are no
    page, or when no link on it fits: the site has a new layout, or the pattern is wrong.
    """
    fitting = [re.compile(pattern) for pattern in patterns]
    found: dict[str, None] = {}
    for link in _links(body, url, charset):
        address = canonical_url(link)
        if address is None or address == canonical_url(url) or not owns(address):
            continue
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if len(path) <= _LONGEST_PATH and any(pattern.search(path) for pattern in fitting):
            found.setdefault(address)
    if not found:
        raise FeedError(
            url,
            f"has no link of the outlet that fits {' or '.join(map(repr, patterns))}",
            "bring 'links' in outlets.toml up to date",
        )
    return Announcement(entries=tuple(Entry(url=address) for address in found))


def _links(body: bytes, url: str, charset: str | None) -> Iterator[str]:
    try:
        parser = lxml.html.HTMLParser(encoding=charset)
    except LookupError:  # a charset that does not exist
        parser = lxml.html.HTMLParser()
    try:
        root = lxml.html.document_fromstring(body, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise FeedError(url, "is not a web page", "check the address in outlets.toml") from error
    base = url
    for element in root.iter("base"):
        base = _joined(url, element.get("href")) or url
        break
    for count, element in enumerate(root.iter("a", "area")):
        if count >= _MOST_LINKS:
            return
        if joined := _joined(base, element.get("href")):
            yield joined


def _joined(base: str, link: str | None) -> str | None:
    try:
        return urljoin(base, link.strip()) if link else None
    except ValueError:
        return None

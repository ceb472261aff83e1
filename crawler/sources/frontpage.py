"""An outlet's front page: its name and language, and the feeds that it names (pure)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml.html import HtmlElement

from crawler.extraction.pagetags import language_tag
from crawler.sources.discovery import Place
from crawler.sources.entry import UNKNOWN_LANGUAGE
from crawler.texts import clean_line

_TYPES = frozenset(
    "application/rss+xml application/atom+xml application/feed+json application/rdf+xml "
    "application/json text/xml application/xml".split()
)
_FEEDLIKE = re.compile(r"(?:^|[/._-])(?:rss|feeds?|atom|rdf)(?:[/._?-]|$)", re.IGNORECASE)
_MOST_LINKS = 20_000
_LONGEST_NAME = 80
_PUBLISHERS = re.compile(r"(?:Organization|NewsMediaOrganization|WebSite|Newspaper)$")


@dataclass(frozen=True, kw_only=True)
class FrontPage:
    """What the page says."""

    name: str
    # "" when it does not say
    language: str
    # BCP 47
    alternates: tuple[Place, ...]
    # named as feeds in its head
    links: tuple[Place, ...]
    # links that look like feeds, or like a page of feeds


def read_front_page(body: bytes, url: str, charset: str | None) -> FrontPage:
    """Read a page's bytes; what cannot be parsed says nothing."""
    root = _parsed(body, charset)
    if root is None:
        return FrontPage(name="", language=UNKNOWN_LANGUAGE, alternates=(), links=())
    return FrontPage(
        name=_name(root),
        language=language_tag(root.get("lang") or root.get("xml:lang") or "") or UNKNOWN_LANGUAGE,
        alternates=tuple(_alternates(root, url)),
        links=tuple(_links(root, url)),
    )


def _parsed(body: bytes, charset: str | None) -> HtmlElement | None:
    try:
        parser = lxml.html.HTMLParser(encoding=charset)
    except LookupError:  # a charset that does not exist
        parser = lxml.html.HTMLParser()
    try:
        return lxml.html.document_fromstring(body, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None


def _alternates(root: HtmlElement, url: str) -> Iterator[Place]:
    for link in root.xpath("//link[@href][@type]"):
        kind = str(link.get("type")).partition(";")[0].strip().lower()
        named = "alternate" in str(link.get("rel") or "").lower().split()
        address = _joined(url, link.get("href"))
        if named and kind in _TYPES and address and "/wp-json/" not in address:
            title = clean_line(str(link.get("title") or ""))
            yield Place(url=address, title=title, stated=True)


def _links(root: HtmlElement, url: str) -> Iterator[Place]:
    for link in root.xpath("//a[@href]")[:_MOST_LINKS]:
        address = _joined(url, link.get("href"))
        if address and _FEEDLIKE.search(urlsplit(address).path):
            yield Place(url=address, title=clean_line(link.text_content())[:_LONGEST_NAME])


def _joined(base: str, link: str) -> str | None:
    try:
        address = urljoin(base, link.strip()).partition("#")[0]
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def _name(root: HtmlElement) -> str:
    stated = root.xpath(
        "//meta[@property='og:site_name']/@content | //meta[@name='application-name']/@content"
    )
    title = clean_line(str(root.findtext(".//title") or ""))
    # "The Packet: front page", "Front page | The Packet": the longest part that a heading repeats.
    parts = [part.strip() for part in re.split(r"\s[|–—·-]\s|:\s", title) if part.strip()]
    headings = [clean_line(one.text_content()) for one in root.xpath("//h1")[:5]]
    names = [
        *map(clean_line, stated),
        *_publishers(root),
        *(part for part in parts if part in headings),
        *parts[:1],
    ]
    return next((name[:_LONGEST_NAME] for name in names if name), "")


def _publishers(root: HtmlElement) -> Iterator[str]:
    for script in root.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            document = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _nodes(document):
            types = node.get("@type")
            types = types if isinstance(types, list) else [types]
            name = node.get("name")
            if isinstance(name, str) and any(_PUBLISHERS.search(str(one)) for one in types):
                yield clean_line(name)


def _nodes(document: Any) -> Iterator[dict[str, Any]]:
    """The top level and its graph: deeper ones are others'."""
    for node in document if isinstance(document, list) else [document]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            yield from (
                (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()
            )

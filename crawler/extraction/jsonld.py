"""What the page's JSON-LD says of its article (pure over a parsed page)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.texts import clean, clean_line, word_count

Node = dict[str, Any]

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Opinion|Reportage\w*)$")
_PAGE_TYPES = re.compile(r"WebPage$")
_WRAPPING = re.compile(r"\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)\s*")
"""What old templates put before a script; what they put after it is not read."""
_DECODER = json.JSONDecoder(strict=False)
_WORDS = re.compile(r"^[1-9]\d{0,6}$", re.ASCII)
_DEEPEST = 4
_MOST_NODES = 2_000
"""Of a page: far more than any article's graph has."""


class JsonLd:
    """The objects on a page, and the one that describes its article."""

    def __init__(self, tree: HtmlElement) -> None:
        """Read every script of the page; what is no JSON is passed over."""
        self._nodes = list(_limited(_all_nodes(tree)))
        self._by_id = {
            node["@id"]: node
            for node in self._nodes
            if isinstance(node.get("@id"), str) and len(node) > 1
        }
        self.article = self._article()

    def _article(self) -> Node:
        """The first article that has a headline; its gaps filled from its twins."""
        found = [node for node in self._nodes if _is(node, _ARTICLE_TYPES)]
        found.sort(key=lambda node: not _headline(node))
        return {
            key: value
            for node in reversed(found)
            if _headline(node) == _headline(found[0])
            for key, value in node.items()
            if value not in (None, "", [])
        }

    def headline(self) -> str:
        """On one line; "" when there is none."""
        return _headline(self.article)

    def author_lines(self) -> list[str]:
        """Each author's name as it stands, also an outlet's."""
        return [line for one in self._members("author") if (line := self._name(one))]

    def outlets(self) -> list[str]:
        """The names of the publisher."""
        return [name for one in self._members("publisher") if (name := self._name(one))]

    def _members(self, key: str) -> list[Any]:
        value = self.article.get(key)
        return value if isinstance(value, list) else [value]

    def _name(self, value: Any) -> str:
        if isinstance(value, dict) and not value.get("name"):
            whole = self._by_id.get(str(value.get("@id")), value)
            parts = [string(whole.get(key)) for key in ("givenName", "familyName")]
            value = whole.get("name") or " ".join(parts).strip() or value.get("byline") or value
        return clean_line(string(value))

    def free(self) -> bool | None:
        """Schema.org's isAccessibleForFree, of the article or else of the page."""
        pages = (node for node in self._nodes if _is(node, _PAGE_TYPES))
        for node in (self.article, *pages):
            said = _truth(node.get("isAccessibleForFree"))
            if said is not None:
                return said
        return None

    def locked_parts(self) -> tuple[str, ...]:
        """CSS selectors of the parts that are not free."""
        return tuple(_locked_parts(self.article.get("hasPart")))

    def body(self) -> str:
        """The article's text where the page declares it, else ""."""
        return clean(string(self.article.get("articleBody")))

    def words(self) -> int | None:
        """How long the page says that its article is; None when it does not."""
        words = str(self.article.get("wordCount") or word_count(self.body()))
        return int(words) if _WORDS.match(words) else None

    def text(self, key: str) -> str:
        """A value of the article as text; "" when there is none."""
        return string(self.article.get(key))

    def section(self) -> str | None:
        """The outermost section of the breadcrumbs; None without any."""
        for node in self._nodes:
            if _is(node, re.compile("^BreadcrumbList$")):
                items = node.get("itemListElement")
                crumbs = [_crumb(one) for one in (items if isinstance(items, list) else [])]
                names = [name for name, inside in crumbs if name and inside]
                # The last one is the page itself.
                return names[0] if len(names) > 1 else None
        return None


def _headline(node: Node) -> str:
    return clean_line(string(node.get("headline")) or string(node.get("name")))


def _crumb(item: Any) -> tuple[str, bool]:
    """(name, whether it leads further than to the front page)."""
    if not isinstance(item, dict):
        return "", False
    target = item.get("item")
    named = item if item.get("name") else target
    address = target.get("@id") or target.get("url") if isinstance(target, dict) else target
    name = clean_line(string(named)) if isinstance(named, dict) else ""
    try:
        # The last crumb often has no address; "/" and "/de/" are front pages.
        inside = address is None or len(urlsplit(str(address)).path.strip("/")) > 2
    except ValueError:
        inside = False
    return name, inside


def _locked_parts(value: Any) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict) and _truth(part.get("isAccessibleForFree")) is False:
            selectors = part.get("cssSelector")
            for one in selectors if isinstance(selectors, list) else [selectors]:
                if isinstance(one, str) and one.strip():
                    yield one.strip()


def _truth(value: Any) -> bool | None:
    """True, "true" and "http://schema.org/True" are one."""
    if isinstance(value, bool):
        return value
    word = value.strip().rsplit("/", 1)[-1].lower() if isinstance(value, str) else ""
    return {"true": True, "false": False}.get(word)


def _is(node: Node, kind: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(one, str) and kind.search(one)
        for one in (kinds if isinstance(kinds, list) else [kinds])
    )


def _all_nodes(tree: HtmlElement) -> Iterator[Node]:
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        text = (script.text_content() or "").strip()
        wrapped = _WRAPPING.match(text)
        try:
            document, _ = _DECODER.raw_decode(text[wrapped.end() :] if wrapped else text)
        except (ValueError, RecursionError):
            continue
        yield from _nodes(document)


def _nodes(document: Any, depth: int = 0) -> Iterator[Node]:
    """The objects of a JSON-LD document: itself, a list's members, those inside @graph."""
    if depth > _DEEPEST:
        return
    if isinstance(document, list):
        for member in document:
            yield from _nodes(member, depth + 1)
    elif isinstance(document, dict):
        yield document
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "breadcrumb"):
            yield from _nodes(document.get(key), depth + 1)


def _limited(nodes: Iterator[Node]) -> Iterator[Node]:
    for _, node in zip(range(_MOST_NODES), nodes, strict=False):
        yield node


def string(value: Any) -> str:
    """The text of a JSON-LD value: of a list its first, of an object its name; else ""."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("alternateName")
    # Many pages escape their JSON-LD as if it were HTML.
    return unescape(value) if isinstance(value, str) else ""

"""What a page says of itself: JSON-LD, OpenGraph, meta tags, markup (pure over a parsed page)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from crawler.dates import parse_date
from crawler.texts import clean_line

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Opinion|Reportage\w*)$")
_BY = re.compile(r"^\s*(?:written\s+)?(?:by|von|par|por|di|door|av)\s*:?\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|\||\band\b|\bund\b|\bet\b|&)\s*")
_NOT_A_NAME = re.compile(r"https?://|@|[\d()]|^(?:staff|admin|editor|newsroom)$", re.IGNORECASE)

_SHORTEST_TITLE = 15
"""Characters: a shorter beginning of a headline is a kicker, not the headline."""
_WORDS = re.compile(r"^[1-9]\d{0,6}$", re.ASCII)
_LANGUAGE = re.compile(r"^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """Values with their origins; what a page does not say is None or empty."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    section: str | None = None
    canonical: str | None = None
    # as written; may be relative, may lead to another outlet
    declared_free: bool | None = None
    declared_words: int | None = None
    tier: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict)
    # field name → "json-ld", "opengraph", "meta", "markup"


def read_metadata(tree: HtmlElement) -> Metadata:
    """Each value from the most trustworthy place that has it: JSON-LD, OpenGraph, meta, markup."""
    layers = (
        ("json-ld", _from_json_ld(tree)),
        ("opengraph", _from_opengraph(tree)),
        ("meta", _from_meta(tree)),
        ("markup", _from_markup(tree)),
    )
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for origin, found in layers:
        for name, value in found.items():
            if value not in (None, "", ()) and name not in values:
                values[name] = value
                origins[name] = origin
    titles = [found.get("title", "") for _, found in layers]
    if "title" in values:
        values["title"] = without_suffix(values["title"], titles)
    return Metadata(origins=origins, **values)


def without_suffix(title: str, others: Sequence[str]) -> str:
    """ "Ferry adrift | The Packet" → "Ferry adrift", where the page itself also has it so."""
    shorter = [
        other for other in others if len(other) >= _SHORTEST_TITLE and title.startswith(other)
    ]
    return min(shorter, key=len, default=title)


def _from_json_ld(tree: HtmlElement) -> dict[str, Any]:
    article = next(_articles(tree), None)
    if article is None:
        return {}
    free = article.get("isAccessibleForFree")
    if isinstance(free, str):
        free = {"true": True, "false": False}.get(free.strip().lower())
    words = str(article.get("wordCount") or len(_string(article.get("articleBody")).split()))
    return {
        "title": clean_line(_string(article.get("headline")) or _string(article.get("name"))),
        "authors": tuple(_names(article.get("author"))),
        "published": parse_date(_string(article.get("datePublished"))),
        "modified": parse_date(_string(article.get("dateModified"))),
        "language": language_tag(_string(article.get("inLanguage"))),
        "section": clean_line(_string(article.get("articleSection"))) or None,
        "declared_free": free if isinstance(free, bool) else None,
        "declared_words": int(words) if _WORDS.match(words) else None,
    }


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        text = (script.text_content() or "").strip()
        try:
            document = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(document):
            kinds = node.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if isinstance(kind, str) and _ARTICLE_TYPES.search(kind):
                    yield node
                    break


def _nodes(document: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document: itself, a list's members, those inside @graph."""
    if depth > 4:
        return
    if isinstance(document, list):
        for member in document:
            yield from _nodes(member, depth + 1)
    elif isinstance(document, dict):
        yield document
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(document.get(key), depth + 1)


def _string(value: Any) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("alternateName")
    # Many pages escape their JSON-LD as if it were HTML.
    return unescape(value) if isinstance(value, str) else ""


def language_tag(text: str) -> str | None:
    """ "en_GB" → "en-GB"; None for what is no BCP 47 tag, such as "English"."""
    tag = text.strip().replace("_", "-")
    return tag if _LANGUAGE.match(tag) else None


def _names(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        yield from split_names(_string(one))


def split_names(text: str) -> list[str]:
    """ "By Ana Lima and Jo Park" → ["Ana Lima", "Jo Park"]."""
    names = (clean_line(name) for name in _AND.split(_BY.sub("", clean_line(text))))
    return [name for name in names if 2 < len(name) < 80 and not _NOT_A_NAME.search(name)]


def _from_opengraph(tree: HtmlElement) -> dict[str, Any]:
    values = _meta(tree, "property")
    return {
        "title": clean_line(values.get("og:title", "")),
        "authors": tuple(split_names(values.get("article:author", ""))),
        "published": parse_date(values.get("article:published_time")),
        "modified": parse_date(
            values.get("article:modified_time") or values.get("og:updated_time")
        ),
        "language": language_tag(values.get("og:locale", "")),
        "section": clean_line(values.get("article:section", "")) or None,
        "tier": values.get("article:content_tier", "").strip().lower() or None,
    }


def _from_meta(tree: HtmlElement) -> dict[str, Any]:
    values = _meta(tree, "name") | _meta(tree, "itemprop")
    return {
        "title": clean_line(values.get("dc.title", "") or values.get("headline", "")),
        "authors": tuple(
            split_names(
                values.get("author", "") or values.get("byl", "") or values.get("dc.creator", "")
            )
        ),
        "published": _first_date(
            values,
            (
                "datepublished",
                "parsely-pub-date",
                "pubdate",
                "date",
                "dc.date",
                "article.published",
            ),
        ),
        "modified": _first_date(values, ("datemodified", "lastmod", "last-modified")),
        "section": clean_line(values.get("parsely-section", "")) or None,
    }


def _first_date(values: Mapping[str, str], names: Sequence[str]) -> datetime | None:
    found = (parse_date(values.get(name)) for name in names)
    return next((date for date in found if date), None)


def _meta(tree: HtmlElement, attribute: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for element in tree.xpath(f"//meta[@{attribute}][@content]"):
        values.setdefault(
            element.get(attribute).strip().lower(),
            # Some templates escape twice.
            unescape(element.get("content")),
        )
    return values


def _from_markup(tree: HtmlElement) -> dict[str, Any]:
    times = tree.xpath("//article//time/@datetime | //main//time/@datetime | //time/@datetime")
    headings = tree.xpath("//article//h1 | //main//h1 | //h1")
    titles = tree.xpath("//head/title")
    bylines = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') or "
        "contains(@class, 'author-name')]"
    )
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    return {
        "title": clean_line((headings or titles)[0].text_content()) if headings or titles else "",
        "authors": tuple(split_names(bylines[0].text_content())) if bylines else (),
        "published": parse_date(times[0]) if times else None,
        "language": language_tag(tree.xpath("string(/html/@lang)")),
        "canonical": canonical[0].strip() if canonical else None,
    }

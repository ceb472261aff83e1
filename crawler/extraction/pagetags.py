"""What each layer of a page says of its article (pure over a parsed page).

A layer gives the fields of `Metadata` under their names; dates are as written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from crawler.extraction.bylines import printed, split_names, tagged
from crawler.extraction.dates import Candidate, choose_date
from crawler.extraction.jsonld import JsonLd
from crawler.texts import clean_line

Layer = Mapping[str, Any]

_LANGUAGE = re.compile(r"^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$", re.IGNORECASE)
_PUBLISHED = (
    "datepublished",
    "parsely-pub-date",
    "pubdate",
    "date",
    "dc.date",
    "article.published",
)
_MODIFIED = ("datemodified", "lastmod", "last-modified")
_MOST_BYLINES = 3
"""Of the lines that the markup calls so: further ones belong to other articles."""


def from_json_ld(page: JsonLd) -> Layer:
    """What schema.org's article says."""
    lines = page.author_lines()
    return {
        "title": page.headline(),
        "authors": _names(lines),
        "bylines": lines,
        "outlets": page.outlets(),
        "published": page.text("datePublished"),
        "modified": page.text("dateModified"),
        "language": language_tag(page.text("inLanguage")),
        "section": clean_line(page.text("articleSection")) or None,
        "declared_free": page.free(),
        "locked_parts": page.locked_parts(),
        "declared_words": page.words(),
        "declared_text": page.body(),
    }


def from_opengraph(tree: HtmlElement) -> Layer:
    """What the meta tags with a `property` say."""
    values = meta_tags(tree, "property")
    line = clean_line(values.get("article:author", ""))
    return {
        "title": clean_line(values.get("og:title", "")),
        "authors": _names([line]),
        "bylines": [line],
        "outlets": [values.get("og:site_name", "")],
        "published": values.get("article:published_time"),
        "modified": values.get("article:modified_time") or values.get("og:updated_time"),
        "language": language_tag(values.get("og:locale", "")),
        "section": clean_line(values.get("article:section", "")) or None,
        "tier": values.get("article:content_tier", "").strip().lower() or None,
        "address": clean_line(values.get("og:url", "")) or None,
    }


def from_meta(tree: HtmlElement) -> Layer:
    """What the meta tags with a `name` or an `itemprop` say."""
    values = meta_tags(tree, "name") | meta_tags(tree, "itemprop")
    lines = tagged(values)
    return {
        "title": clean_line(values.get("dc.title", "") or values.get("headline", "")),
        "authors": next(filter(None, (_names([line]) for line in lines)), ()),
        "bylines": lines,
        "outlets": [values.get(name, "") for name in ("application-name", "publisher")],
        "published": _first_date(values, _PUBLISHED),
        "modified": _first_date(values, _MODIFIED),
        "section": clean_line(values.get("parsely-section", "")) or None,
    }


def from_markup(tree: HtmlElement) -> Layer:
    """What a reader sees of it, and the links in the head."""
    times = tree.xpath("//article//time/@datetime | //main//time/@datetime | //time/@datetime")
    headings = tree.xpath("//article//h1 | //main//h1 | //h1")
    titles = tree.xpath("//head/title")
    lines = printed(tree)
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    return {
        "title": clean_line((headings or titles)[0].text_content()) if headings or titles else "",
        "authors": next(filter(None, (_names([line]) for line in lines)), ()),
        "bylines": lines[:_MOST_BYLINES],
        "published": times[0] if times else None,
        "language": language_tag(tree.xpath("string(/html/@lang)")),
        "canonical": canonical[0].strip() if canonical else None,
    }


def language_tag(text: str) -> str | None:
    """ "en_GB" → "en-GB"; None for what is no BCP 47 tag, such as "English"."""
    tag = text.strip().replace("_", "-")
    return tag if _LANGUAGE.match(tag) else None


def meta_tags(tree: HtmlElement, attribute: str) -> dict[str, str]:
    """Name in lower case → content, of the meta tags named by the attribute; the first counts."""
    values: dict[str, str] = {}
    for element in tree.xpath(f"//meta[@{attribute}][@content]"):
        values.setdefault(
            element.get(attribute).strip().lower(),
            # Some templates escape twice.
            unescape(element.get("content")),
        )
    return values


def _names(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for line in lines for name in split_names(line))


def _first_date(values: Mapping[str, str], names: Sequence[str]) -> str | None:
    """Of several tags the first that holds a date; the first at all where none does."""
    chosen = choose_date([Candidate(origin=name, raw=values.get(name)) for name in names])
    return chosen.stated.raw if chosen else None

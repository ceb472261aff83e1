"""What a page says of itself: JSON-LD, OpenGraph, meta tags, markup (pure over a parsed page)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.article import StatedDate
from crawler.extraction.bylines import believed, hinted, labelled, split_names
from crawler.extraction.dates import Candidate, choose_date
from crawler.extraction.headline import choose_headline
from crawler.extraction.jsonld import JsonLd
from crawler.extraction.pagetags import Layer, from_json_ld, from_markup, from_meta, from_opengraph
from crawler.extraction.robotstags import OUR_NAME
from crawler.texts import clean_line

_DATES = ("published", "modified")
_CHOSEN_APART = (*_DATES, "title", "authors", "bylines", "outlets")
"""Found in the layers, but not simply taken from the first that has it."""
_TWINS = (
    "//link[@rel='amphtml']/@href"
    " | //link[@rel='alternate'][contains(@media, 'handheld')"
    " or contains(@media, 'max-width')]/@href"
)


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
    dates: Mapping[str, StatedDate] = field(default_factory=dict)
    # "published" and "modified", where the page states them, also those that are not believed
    locked_parts: tuple[str, ...] = ()
    # CSS selectors of what is not free to read
    headlines: tuple[str, ...] = ()
    # every title that the page gives, the most trustworthy first
    declared_text: str = ""
    # schema.org articleBody
    bylines: tuple[str, ...] = ()
    # every author line as it stands, also what is no person's name
    address: str | None = None
    # og:url as written
    twins: tuple[str, ...] = ()
    # as written: its AMP and mobile versions
    robots: tuple[str, ...] = ()
    # what it asks of every robot, and of us


def read_metadata(tree: HtmlElement, now: datetime | None = None) -> Metadata:
    """Each value from the most trustworthy place that has it: JSON-LD, OpenGraph, meta, markup.

    now: dates long after it are not believed.
    """
    described = JsonLd(tree)
    layers = (
        ("json-ld", from_json_ld(described)),
        ("opengraph", from_opengraph(tree)),
        ("meta", from_meta(tree)),
        ("markup", from_markup(tree)),
    )
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    # The breadcrumbs say only where the page stands: that is the last word on its section.
    for origin, found in (*layers, ("json-ld", {"section": described.section()})):
        for name, value in found.items():
            if value not in (None, "", ()) and name not in (*values, *_CHOSEN_APART):
                values[name] = value
                origins[name] = origin
    dates: dict[str, StatedDate] = {}
    for name in _DATES:
        said = [Candidate(origin=origin, raw=found.get(name)) for origin, found in layers]
        chosen = choose_date(said, now=now)
        if chosen is not None:
            dates[name] = chosen.stated
            values[name] = chosen.moment
            origins |= {name: chosen.origin} if chosen.moment else {}
    titles = [(origin, title) for origin, found in layers if (title := found.get("title"))]
    headlines = [title for _, title in titles]
    outlets = [name for _, found in layers for name in found.get("outlets", ()) if name]
    outlets += _hosts(values.get("canonical"), values.get("address"))
    origin, authors = believed(_author_claims(layers, tree), outlets)
    origins |= {"authors": origin} if authors else {}
    origins |= {"title": titles[0][0]} if titles else {}
    bylines = (line for _, found in layers for line in found.get("bylines", ()) if line)
    return Metadata(
        **values,
        title=choose_headline([*headlines, *_head_title(tree)]),
        headlines=tuple(dict.fromkeys(headlines)),
        authors=authors,
        bylines=tuple(dict.fromkeys(bylines)),
        origins=origins,
        dates=dates,
        twins=tuple(tree.xpath(_TWINS)),
        robots=tuple(_robots(tree)),
    )


def _author_claims(
    layers: Iterable[tuple[str, Layer]], tree: HtmlElement
) -> Iterator[tuple[str, Sequence[str]]]:
    for origin, found in layers:
        yield origin, found.get("authors", ())
    for line in (*hinted(tree), *labelled(tree)):
        yield "markup", split_names(line)


def _hosts(*addresses: str | None) -> list[str]:
    """The parts of their hosts' names: an outlet may sign as "lto" on lto.example."""
    return [part for address in addresses for part in _host(address or "").split(".")]


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _head_title(tree: HtmlElement) -> list[str]:
    return [clean_line(title.text_content()) for title in tree.xpath("//head/title")[:1]]


def _robots(tree: HtmlElement) -> Iterator[str]:
    for element in tree.xpath("//meta[@name][@content]"):
        name = element.get("name").strip().lower()
        if name in ("robots", OUR_NAME):
            yield element.get("content")

"""Articles as Event Registry (newsapi.ai) returns them → records with our field names (pure).

Its answers hold them as `{"articles": {"results": […]}}`, the feed of new ones as
`{"recentActivityArticles": {"activity": […]}}`; programs often save the bare list. Times are UTC:
`dateTimePub` is when it met the article in a feed, `dateTime` when it took the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.extraction.dates import parse_date
from crawler.imports.items import How, Item
from crawler.imports.listing import listed
from crawler.imports.record import read_record
from crawler.imports.words import word

_OWN = frozenset({"uri", "lang", "isDuplicate", "dateTime", "dataType", "eventUri", "wgt", "sim"})
_ENOUGH = 3
"""Fields of `_OWN`: which of them are there is for whoever asked to choose."""


def is_event_registry(value: Mapping[str, Any]) -> bool:
    """Whether an object is one of its articles."""
    return "dateTimePub" in value or len(_OWN & value.keys()) >= _ENOUGH


def read_event_registry(value: Mapping[str, Any], where: str, how: How) -> Item:
    """The article; one that was asked for without its body is a page to crawl.

    Raises ValueError for a field of another type than it has there.
    """
    url, title, text = word(value, "url"), word(value, "title"), word(value, "body")
    taken = word(value, "dateTime") or _day_and_time(value)
    published = word(value, "dateTimePub") or taken
    if url and not (text or "").strip():
        return listed(where, url, title=title, published=published)
    record = {
        "outlet": _outlet(value, url, how),
        "url": url,
        "title": title,
        "text": text,
        "published": published,
        "authors": _authors(value.get("authors")),
        "language": word(value, "lang"),
    }
    return read_record(record, where, now=how.now, captured=parse_date(taken, now=how.now))


def _day_and_time(value: Mapping[str, Any]) -> str | None:
    day, time = word(value, "date"), word(value, "time")
    return f"{day} {time}" if day and time else day


def _outlet(value: Mapping[str, Any], url: str | None, how: How) -> str:
    source = value.get("source")
    source = source if isinstance(source, dict) else {}
    domain, title = word(source, "uri") or "", word(source, "title") or ""
    declared = how.identities.declared(url) if url else None
    declared = declared or how.identities.named(domain) or how.identities.named(title)
    if declared is not None:
        return declared.name
    return title or domain or how.outlet or (how.identities.of(url).name if url else "")


def _authors(value: Any) -> list[str] | None:
    """Names; of an author that is no person (an agency) too: marks are read from them."""
    if value is None:
        return None
    if not isinstance(value, list):
        raise ValueError("authors is not a list")
    names: list[Any] = [one.get("name") if isinstance(one, dict) else one for one in value]
    if not all(isinstance(name, str) for name in names):
        raise ValueError("authors is not a list of names")
    return names

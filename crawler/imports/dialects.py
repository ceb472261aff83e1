"""JSON objects as this and other programs write them → records with our field names (pure).

Each form is told by the fields that only it has; an object that names its outlet is our own.

news-please writes one object a file (`maintext`, `date_publish` …; NewsArticle.get_dict). fundus
writes an object of publishers with a list of articles each (`Crawler.crawl(save_to_file=…)`), and
an article alone with `Article.to_json()`; it gives no address unless asked to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.extraction.dates import parse_date
from crawler.imports.eventregistry import is_event_registry, read_event_registry
from crawler.imports.items import BadRecord, How, Item
from crawler.imports.listing import listed
from crawler.imports.record import read_record
from crawler.imports.storylists import is_story, read_story
from crawler.imports.words import word
from crawler.texts import clean_line

_NEWS_PLEASE = frozenset({"maintext", "date_publish", "source_domain", "title_rss"})
_FUNDUS = frozenset({"publishing_date", "plaintext", "free_access", "topics"})


def read_object(value: Any, where: str, how: How, group: str = "") -> Item:
    """The article in a JSON object, whoever wrote it.

    group: the name under which it stands, where the file names its groups (fundus's publishers).
    One of any form that has an address and no text is a page to crawl.
    """
    if not isinstance(value, dict):
        return BadRecord(where=where, problem="is not a JSON object")
    if "outlet" not in value:
        try:
            if len(_NEWS_PLEASE & value.keys()) >= 2:
                return _news_please(value, where, how)
            if _FUNDUS & value.keys() or isinstance(value.get("body"), dict):
                return _fundus(value, where, how, group)
            if is_event_registry(value):
                return read_event_registry(value, where, how)
            if is_story(value):
                return read_story(value, where, how)
        except ValueError as error:
            return BadRecord(where=where, problem=str(error))
    if not {"text", "html"} & {name for name, one in value.items() if one is not None}:
        url, title = value.get("url"), value.get("title")
        published = value.get("published")
        if isinstance(url, str) and url.strip():
            return listed(
                where,
                url,
                title=title if isinstance(title, str) else None,
                published=published if isinstance(published, str) else None,
            )
    if group or (how.outlet is None and not {"outlet", "text", "html"} & value.keys()):
        keys = ", ".join(clean_line(str(key))[:30] for key in list(value)[:8]) or "none"
        return BadRecord(
            where=where,
            problem="lacks the field 'outlet', and is not as news-please, fundus, Event Registry, "
            f"Media Cloud or GDELT write it (its fields: {keys})",
        )
    return read_record(value, where, now=how.now, outlet=how.outlet, day_first=how.day_first)


def _news_please(value: Mapping[str, Any], where: str, how: How) -> Item:
    url = word(value, "url")
    name = how.outlet or ""
    if not name and url:
        name = how.identities.of(url).name
    elif not name and (domain := word(value, "source_domain")):
        name = how.identities.of(f"https://{domain}/").name
    text = word(value, "maintext") or word(value, "text")
    record = {
        "outlet": name,
        "url": url,
        "title": word(value, "title") or word(value, "title_page") or word(value, "title_rss"),
        "text": text,
        "html": None if text else word(value, "html"),
        "published": word(value, "date_publish"),
        "modified": word(value, "date_modify"),
        "authors": value.get("authors") or None,
        "language": word(value, "language"),
    }
    return read_record(
        record, where, now=how.now, captured=parse_date(word(value, "date_download"), now=how.now)
    )


def _fundus(value: Mapping[str, Any], where: str, how: How, group: str) -> Item:
    page = value.get("html")
    address = page if isinstance(page, dict) else value
    url = word(address, "url") or word(address, "responded_url") or word(address, "requested_url")
    name = word(value, "publisher") or group or how.outlet or ""
    if not name and url:
        name = how.identities.of(url).name
    declared = how.identities.named(name) if name else None
    body = value.get("body")
    record = {
        "outlet": declared.name if declared else name,
        "url": url,
        "title": word(value, "title"),
        "text": word(value, "plaintext") or (_whole(body) if isinstance(body, dict) else None),
        "html": page if isinstance(page, str) else word(address, "content"),
        "published": word(value, "publishing_date"),
        "authors": value.get("authors") or None,
        "language": word(value, "lang") or word(value, "language"),
    }
    return read_record(
        record, where, now=how.now, captured=parse_date(word(address, "crawl_date"), now=how.now)
    )


def _whole(body: Mapping[str, Any]) -> str | None:
    """Summary and sections in order, as fundus itself joins them."""
    parts = [*_strings(body.get("summary"))]
    sections = body.get("sections")
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, dict):
            parts += _strings(section.get("headline")) + _strings(section.get("paragraphs"))
    return "\n\n".join(parts) or None


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []

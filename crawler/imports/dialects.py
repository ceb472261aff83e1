"""JSON objects as this and other programs write them → records with our field names (pure).

news-please writes one object a file (`maintext`, `date_publish` …; NewsArticle.get_dict). fundus
writes an object of publishers with a list of articles each (`Crawler.crawl(save_to_file=…)`), and
an article alone with `Article.to_json()`; it gives no address unless asked to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.extraction.dates import parse_date
from crawler.imports.items import BadRecord, How, Item
from crawler.imports.record import read_record
from crawler.texts import clean_line

_NEWS_PLEASE = frozenset({"maintext", "date_publish", "source_domain", "title_rss"})
_FUNDUS = frozenset({"publishing_date", "plaintext", "free_access", "topics"})


def read_object(value: Any, where: str, how: How, group: str = "") -> Item:
    """The article in a JSON object, whoever wrote it.

    group: the name under which it stands, where the file names its groups (fundus's publishers).
    """
    if not isinstance(value, dict):
        return BadRecord(where=where, problem="is not a JSON object")
    if "outlet" not in value:
        try:
            if len(_NEWS_PLEASE & value.keys()) >= 2:
                return _news_please(value, where, how)
            if _FUNDUS & value.keys() or isinstance(value.get("body"), dict):
                return _fundus(value, where, how, group)
        except ValueError as error:
            return BadRecord(where=where, problem=str(error))
    if group or (how.outlet is None and not {"outlet", "text", "html"} & value.keys()):
        keys = ", ".join(clean_line(str(key))[:30] for key in list(value)[:8]) or "none"
        return BadRecord(
            where=where,
            problem="lacks the field 'outlet', and is not as news-please or fundus write it "
            f"(its fields: {keys})",
        )
    return read_record(value, where, outlet=how.outlet)


def _news_please(value: Mapping[str, Any], where: str, how: How) -> Item:
    url = _word(value, "url")
    name = how.outlet or ""
    if not name and url:
        name = how.identities.of(url).name
    elif not name and (domain := _word(value, "source_domain")):
        name = how.identities.of(f"https://{domain}/").name
    text = _word(value, "maintext") or _word(value, "text")
    record = {
        "outlet": name,
        "url": url,
        "title": _word(value, "title") or _word(value, "title_page") or _word(value, "title_rss"),
        "text": text,
        "html": None if text else _word(value, "html"),
        "published": _word(value, "date_publish"),
        "modified": _word(value, "date_modify"),
        "authors": value.get("authors") or None,
        "language": _word(value, "language"),
    }
    return read_record(record, where, captured=parse_date(_word(value, "date_download")))


def _fundus(value: Mapping[str, Any], where: str, how: How, group: str) -> Item:
    page = value.get("html")
    address = page if isinstance(page, dict) else value
    url = (
        _word(address, "url") or _word(address, "responded_url") or _word(address, "requested_url")
    )
    name = _word(value, "publisher") or group or how.outlet or ""
    if not name and url:
        name = how.identities.of(url).name
    declared = how.identities.named(name) if name else None
    body = value.get("body")
    record = {
        "outlet": declared.name if declared else name,
        "url": url,
        "title": _word(value, "title"),
        "text": _word(value, "plaintext") or (_whole(body) if isinstance(body, dict) else None),
        "html": page if isinstance(page, str) else _word(address, "content"),
        "published": _word(value, "publishing_date"),
        "authors": value.get("authors") or None,
        "language": _word(value, "lang") or _word(value, "language"),
    }
    return read_record(record, where, captured=parse_date(_word(address, "crawl_date")))


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


def _word(value: Mapping[str, Any], name: str) -> str | None:
    """A text; both programs write str(None) where there is none."""
    found = value.get(name)
    if found is not None and not isinstance(found, str):
        raise ValueError(f"{name} is not a text")
    return None if found in (None, "", "None") else found

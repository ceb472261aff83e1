"""One record with Parallax's own field names → its article (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crawler.article import Article, StatedDate
from crawler.errors import ExtractionError
from crawler.extraction.access import imported_completeness
from crawler.extraction.dates import is_date, parse_date, stated_dates
from crawler.extraction.extract import extract
from crawler.extraction.links import without
from crawler.extraction.marks import marks_of
from crawler.extraction.sourcelinks import LONGEST
from crawler.imports.items import BadRecord, Deferred, Found, Item
from crawler.imports.languages import language_tag
from crawler.texts import clean, clean_line
from crawler.urls import canonical_url

_NO_DATE = frozenset(
    {"", "0", "none", "null", "nan", "nat", "na", "n/a", "-", "0000-00-00", "0000-00-00 00:00:00"}
)
"""What programs and databases write where there is no date."""

FIELDS = ("outlet", "url", "title", "text", "html", "published", "modified", "authors", "language")


def read_record(
    record: Mapping[str, Any],
    where: str,
    *,
    now: datetime,
    outlet: str | None = None,
    day_first: bool = False,
    **known: Any,
) -> Item:
    """The article in a record, or what is wrong with it.

    now: UTC; of a date that cannot be believed (before 1990, or two days after `now`) only what is
    written is kept. outlet: whose it is when the record does not say. day_first: whether
    "04/10/2025" is in October. `known` holds further fields of Found. A record with "html" and no
    "text" has to be extracted.
    """
    try:
        given = _given(record, now, day_first=day_first)
        return _read(record, where, outlet or "", given, known)
    except ValueError as error:
        return BadRecord(where=where, problem=str(error))


def _read(
    record: Mapping[str, Any],
    where: str,
    default: str,
    given: dict[str, Any],
    known: dict[str, Any],
) -> Item:
    outlet = clean_line(_text(record, "outlet") or "") or clean_line(default)
    if not outlet:
        raise ValueError("lacks the field 'outlet' (or give --outlet NAME)")
    url = _text(record, "url")
    canonical = canonical_url(url) if url else None
    if url and canonical is None:
        raise ValueError(f"url {url[:80]!r} is not an http or https address")
    html, text = _text(record, "html"), _text(record, "text")
    if text is None and html is None:
        raise ValueError("has neither 'text' nor 'html'")
    stated = _stated(record)
    given |= {"links": links} if (links := _links(record, canonical)) else {}
    if text is None and html is not None:
        body = html.encode("utf-8", "replace")
        return Deferred(
            where=where,
            size=len(body),
            task=extract_record,
            arguments=(where, body, outlet, canonical, given, stated, known),
        )
    body_text = clean(text or "")
    if not body_text:
        raise ValueError("has an empty 'text'")
    completeness, reasons = imported_completeness(body_text)
    article = Article(
        outlet=outlet,
        url=canonical,
        text=body_text,
        completeness=completeness,
        completeness_reasons=reasons,
        origins=dict.fromkeys(["text", *given], "import"),
        dates=stated,
        marks=marks_of(
            outlet=outlet, url=canonical, text=body_text, bylines=given.get("authors", ())
        ),
        **{"title": "", **given},
    )
    return Found(where=where, article=article, **known)


def extract_record(
    where: str,
    body: bytes,
    outlet: str,
    url: str | None,
    given: dict[str, Any],
    stated: dict[str, StatedDate],
    known: dict[str, Any],
) -> Found | BadRecord:
    """The article on a record's page, with what the record itself says; runs in a worker."""
    try:
        page = extract(body, url or "", charset="utf-8")
        article = page.article(outlet=outlet, url=url, stated=stated, **given)
    except ExtractionError as error:
        return BadRecord(where=where, problem=error.problem)
    except Exception as error:  # one hostile page must not end the import
        return BadRecord(where=where, problem=f"html cannot be read ({type(error).__name__})")
    return Found(where=where, article=article, **known)


def _given(record: Mapping[str, Any], now: datetime, *, day_first: bool) -> dict[str, Any]:
    """The optional fields that the record has, checked."""
    given: dict[str, Any] = {}
    title = _text(record, "title")
    if title:
        given["title"] = clean_line(title)
    for name in ("published", "modified"):
        raw = _date(record, name)
        if raw is None:
            continue
        if not is_date(raw):
            raise ValueError(f"{name} {raw[:40]!r} is not a date (ISO 8601 is understood)")
        if moment := parse_date(raw, now=now, day_first=day_first):
            given[name] = moment
    authors = record.get("authors")
    if isinstance(authors, str):
        authors = [authors]
    if authors is not None:
        if not isinstance(authors, list) or not all(isinstance(a, str) for a in authors):
            raise ValueError("authors is not a list of names")
        given["authors"] = tuple(filter(None, map(clean_line, authors)))
    language = _text(record, "language")
    if language:
        given["language"] = language_tag(clean_line(language))
    return given


def _links(record: Mapping[str, Any], url: str | None) -> tuple[str, ...]:
    """Those that a record names; what is no http or https address leads nowhere."""
    named = record.get("links")
    if named is None:
        return ()
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        raise ValueError("links is not a list of addresses")
    found = [canonical_url(one, url) for one in named if len(one) <= LONGEST]
    return without(dict.fromkeys(one for one in found if one and len(one) <= LONGEST), [url])


def _stated(record: Mapping[str, Any]) -> dict[str, StatedDate]:
    return stated_dates(published=_date(record, "published"), modified=_date(record, "modified"))


def _date(record: Mapping[str, Any], name: str) -> str | None:
    """As it is written, without what no reader sees; numbers are seconds or milliseconds."""
    value = record.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    else:
        value = _text(record, name) or ""
    raw = clean_line(value)
    return None if raw.casefold() in _NO_DATE else raw


def _text(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is not a text")
    return value

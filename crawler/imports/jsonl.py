"""JSON Lines → articles (pure over the lines)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.access import imported_completeness
from crawler.article import Article
from crawler.dates import parse_date
from crawler.errors import ExtractionError
from crawler.extract import Page, extract
from crawler.texts import clean, clean_line
from crawler.urls import canonical_url

LONGEST_LINE = 20_000_000
"""Bytes; a longer line is not an article."""


@dataclass(frozen=True, kw_only=True)
class BadLine:
    """A line that was skipped."""

    number: int
    # from 1
    problem: str


def read_lines(lines: Iterable[bytes]) -> Iterator[Article | BadLine]:
    """One article or BadLine for each line that is not blank, in order."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _article(line)
        except (ValueError, ExtractionError) as error:
            problem = error.problem if isinstance(error, ExtractionError) else str(error)
            yield BadLine(number=number, problem=problem)


def _article(line: bytes) -> Article:
    if len(line) > LONGEST_LINE:
        raise ValueError(f"is longer than {LONGEST_LINE:,} bytes")
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("is not UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"is not JSON ({error})") from error
    if not isinstance(record, dict):
        raise ValueError("is not a JSON object")
    outlet = clean_line(_text(record, "outlet") or "")
    if not outlet:
        raise ValueError("lacks the field 'outlet'")
    url = _text(record, "url")
    canonical = canonical_url(url) if url else None
    if url and canonical is None:
        raise ValueError(f"url {url[:80]!r} is not an http or https address")
    html = _text(record, "html")
    text = _text(record, "text")
    if text is None and html is None:
        raise ValueError("has neither 'text' nor 'html'")
    if text is None and html is not None:
        page = _page(html, canonical or "")
        given = _given(record)
        return page.article(outlet=outlet, url=canonical, **given)
    body = clean(text or "")
    if not body:
        raise ValueError("has an empty 'text'")
    completeness, reasons = imported_completeness(body)
    given = _given(record)
    return Article(
        outlet=outlet,
        url=canonical,
        text=body,
        completeness=completeness,
        completeness_reasons=reasons,
        origins=dict.fromkeys(["text", *given], "import"),
        **{"title": "", **given},
    )


def _page(html: str, url: str) -> Page:
    try:
        return extract(html.encode("utf-8", "replace"), url, charset="utf-8")
    except ExtractionError:
        raise
    except Exception as error:  # one hostile page must not end the import
        raise ValueError(f"html cannot be read ({type(error).__name__})") from error


def _given(record: Mapping[str, Any]) -> dict[str, Any]:
    """The optional fields that the line has, checked."""
    given: dict[str, Any] = {}
    title = _text(record, "title")
    if title:
        given["title"] = clean_line(title)
    for name in ("published", "modified"):
        raw = _text(record, name)
        if raw:
            given[name] = parse_date(raw)
            if given[name] is None:
                raise ValueError(f"{name} {raw[:40]!r} is not a date (ISO 8601 is understood)")
    authors = record.get("authors")
    if isinstance(authors, str):
        authors = [authors]
    if authors is not None:
        if not isinstance(authors, list) or not all(isinstance(a, str) for a in authors):
            raise ValueError("authors is not a list of names")
        given["authors"] = tuple(filter(None, map(clean_line, authors)))
    language = _text(record, "language")
    if language:
        given["language"] = clean_line(language)
    return given


def _text(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is not a text")
    return value

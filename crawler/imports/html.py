"""A saved HTML page → its article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from crawler.errors import ExtractionError
from crawler.extraction.extract import decode, parse_page
from crawler.imports.items import (
    BadRecord,
    Deferred,
    How,
    Identities,
    Item,
    Outcome,
    Passed,
    undeclared,
)
from crawler.imports.opening import DamagedError, open_binary
from crawler.imports.pages import captured
from crawler.urls import canonical_url, registered_domain

_LONGEST_PAGE = 20_000_000
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)", re.IGNORECASE)
_ADDRESSES = (
    "//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href",
    "//meta[@property='og:url']/@content",
)


class SavedPage:
    """One page in a file of its own, with its address in rel=canonical or og:url."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def recognises(self, head: bytes) -> bool:
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")

    def read(self, path: Path, how: How, tell: Callable[[int], None]) -> Iterator[Item]:
        try:
            with open_binary(path, tell) as file:
                body = file.read(_LONGEST_PAGE + 1)
        except DamagedError as error:
            yield BadRecord(where="", problem=error.problem)
            return
        if len(body) > _LONGEST_PAGE:
            yield BadRecord(where="", problem=f"is longer than {_LONGEST_PAGE:,} bytes")
        elif not body.strip():
            yield BadRecord(where="", problem="is empty")
        else:
            yield Deferred(
                where="",
                size=len(body),
                task=read_page,
                arguments=(body, how.identities, how.outlet, how.only, how.now),
            )


def read_page(
    body: bytes, identities: Identities, named: str | None, only: frozenset[str], now: datetime
) -> Outcome:
    """The article on a saved page; runs in a worker."""
    try:
        url = declared_address(body)
    except ExtractionError as error:
        return BadRecord(where="", problem=error.problem)
    if named is not None:
        declared = identities.named(named)
        outlet = declared or undeclared(named, registered_domain(url) if url else "")
    elif url:
        outlet = identities.of(url)
    else:
        return BadRecord(
            where="",
            problem="does not say its address (rel=canonical or og:url); give --outlet NAME",
        )
    if only and outlet.name.casefold() not in only:
        return Passed(kind="of other outlets")
    return captured("", body, outlet, url or "", None, now)


def declared_address(body: bytes) -> str | None:
    """Where a page says that it was found: rel=canonical, og:url, or what browsers add on saving.

    Raises ExtractionError when it is not HTML.
    """
    html = decode(body, None)
    saved = _SAVED_FROM.search(html[:2_000])
    tree = parse_page(html, "")
    stated = [*(value for path in _ADDRESSES for value in tree.xpath(path))]
    for value in [*stated, *([saved[1]] if saved else [])]:
        url = canonical_url(value)
        # A home page is where a template was left unfilled.
        if url is not None and _has_path(url):
            return url
    return None


def _has_path(url: str) -> bool:
    return bool(url.split("/", 3)[3])

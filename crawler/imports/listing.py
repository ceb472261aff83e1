"""A page that is named without its text (pure)."""

from __future__ import annotations

from crawler.imports.items import BadRecord, Listed
from crawler.urls import canonical_url


def listed(
    where: str, url: str, *, title: str | None = None, published: str | None = None
) -> Listed | BadRecord:
    """The page to crawl, or what is wrong with its address."""
    if canonical_url(url) is None:
        return BadRecord(where=where, problem=f"url {url[:80]!r} is not an http or https address")
    return Listed(where=where, url=url, title=title or "", published=published)

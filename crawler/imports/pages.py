"""Pages out of files → articles; runs in worker processes (pure)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler.extraction.capture import capture
from crawler.imports.items import BadRecord, Found, Outcome, Passed
from crawler.outlets import Outlet
from crawler.pages import CapturedPage, FetchedPage
from crawler.schedule import Validators
from crawler.sources.entries import Entry
from crawler.urls import canonical_url


def captured(
    where: str,
    body: bytes,
    outlet: Outlet,
    url: str,
    charset: str | None,
    now: datetime,
    *,
    robots: tuple[str, ...] = (),
    seen: datetime | None = None,
    cut_off: bool = False,
) -> Outcome:
    """The article on a page, by the rules of a crawl.

    url: "" when it is not known; now: dates after it are not believed; robots: X-Robots-Tag
    headers; seen: when the page was fetched; cut_off: whether the file holds only its beginning.
    """
    page = FetchedPage(
        outlet=outlet,
        entry=Entry(url=url),
        url=url,
        body=body,
        charset=charset,
        validators=Validators(),
        robots=robots,
    )
    found = capture(page, now)
    if not isinstance(found, CapturedPage):
        if found.kind == "extraction error":
            return BadRecord(where=where, problem=f"cannot be extracted ({found.detail})")
        return Passed(kind=found.kind)
    article = found.article
    if not url:
        article = replace(article, url=None)
    if cut_off:
        article = replace(
            article,
            completeness=min(article.completeness, 0.5),
            completeness_reasons=(*article.completeness_reasons, "the archive cut the page off"),
        )
    met_at = canonical_url(url) if url else None
    return Found(where=where, article=article, captured=seen, met_at=met_at, twins=found.twins)

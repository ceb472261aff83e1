"""A fetched page → an article or the reason why there is none (pure); runs in worker processes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler.errors import ExtractionError
from crawler.extract import extract
from crawler.pages import CapturedPage, FailedPage, FetchedPage
from crawler.texts import clean_line
from crawler.urls import canonical_url, registered_domain, same_outlet


def capture(page: FetchedPage, now: datetime) -> CapturedPage | FailedPage:
    """Extract the article; never raises for what a page may hold."""
    try:
        found = extract(page.body, page.url, charset=page.charset, now=now)
    except ExtractionError as error:
        return FailedPage(
            outlet=page.outlet, url=page.entry.url, kind=error.reason, detail=error.problem
        )
    except Exception as error:  # a hostile page must not end the crawl
        detail = clean_line(f"{type(error).__name__}: {error}")[:300]
        return FailedPage(
            outlet=page.outlet, url=page.entry.url, kind="extraction error", detail=detail
        )
    entry = page.entry
    article = found.article(
        outlet=page.outlet.name,
        url=address(page, found.metadata.canonical),
        summary=entry.summary,
        default_title=entry.title,
        default_authors=entry.authors,
        default_published=entry.published,
        default_language=page.outlet.language,
    )
    article = replace(article, title=without_site_name(article.title, page.outlet.name))
    return CapturedPage(
        outlet=page.outlet, entry=entry, article=article, validators=page.validators
    )


def without_site_name(title: str, outlet: str) -> str:
    """ "Ferry adrift | The Packet" → "Ferry adrift", where the outlet is The Packet."""
    head, mark, tail = title.rpartition(" | ") if " | " in title else _last_dash(title)
    names = {outlet.casefold(), outlet.casefold().removeprefix("the ")}
    return head.strip() if mark and tail.strip().casefold() in names else title


def _last_dash(title: str) -> tuple[str, str, str]:
    return max((title.rpartition(dash) for dash in (" - ", " – ", " — ")), key=lambda p: len(p[0]))


def address(page: FetchedPage, declared: str | None) -> str:
    """The address to store a page under: its rel=canonical where that stays with the outlet.

    A canonical link to a bare home page is a common mistake of templates and is not believed.
    """
    fetched = canonical_url(page.url) or page.entry.url
    canonical = canonical_url(declared, page.url) if declared else None
    if canonical is None or (canonical.count("/") <= 3 and canonical.endswith("/")):
        return fetched
    stays = same_outlet(canonical, page.outlet.domain)
    return (
        canonical
        if stays or registered_domain(canonical) == registered_domain(fetched)
        else fetched
    )

"""A fetched page → an article or the reason why there is none (pure); runs in worker processes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler.errors import ExtractionError
from crawler.extraction.canonical import address, twins
from crawler.extraction.extract import extract
from crawler.extraction.robotstags import read_directives
from crawler.pages import CapturedPage, FailedPage, FetchedPage
from crawler.texts import clean_line


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
    stated = found.metadata
    asked = read_directives((*page.robots, *stated.robots), now)
    if asked.noindex:
        return FailedPage(
            outlet=page.outlet,
            url=page.entry.url,
            kind="noindex",
            detail=f"asks not to be collected (robots: {clean_line(asked.reason)})",
        )
    url = address(page.url, page.outlet.owns, canonical=stated.canonical, og_url=stated.address)
    entry = page.entry
    published: datetime | None = entry.published
    if entry.hearsay and stated.published is not None:
        published = None  # an outlet's feed may say more than its page; another's list may not
    article = found.article(
        outlet=page.outlet.name,
        url=url,
        domains=(page.outlet.domain, *page.outlet.more_domains),
        summary=entry.summary,
        stated=entry.stated,
        default_title=entry.title,
        default_authors=entry.authors,
        default_published=published,
        default_language=page.outlet.language,
    )
    article = replace(
        article,
        title=without_site_name(article.title, page.outlet.name),
        noarchive=asked.noarchive,
    )
    return CapturedPage(
        outlet=page.outlet,
        entry=entry,
        article=article,
        validators=page.validators,
        twins=twins(page.url, url, page.outlet.owns, stated.twins),
    )


def without_site_name(title: str, outlet: str) -> str:
    """ "Ferry adrift | The Packet" → "Ferry adrift", where the outlet is The Packet."""
    head, mark, tail = title.rpartition(" | ") if " | " in title else _last_dash(title)
    names = {outlet.casefold(), outlet.casefold().removeprefix("the ")}
    return head.strip() if mark and tail.strip().casefold() in names else title


def _last_dash(title: str) -> tuple[str, str, str]:
    return max((title.rpartition(dash) for dash in (" - ", " – ", " — ")), key=lambda p: len(p[0]))

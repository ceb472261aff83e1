"""Lists of addresses to crawl → pages and whose they are (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from crawler.errors import CrawlerError
from crawler.extraction.dates import parse_date, stated_dates
from crawler.network.reach import says_local
from crawler.outlets import Outlet, Source
from crawler.sources.entries import Entry
from crawler.sources.entry import UNKNOWN_LANGUAGE, UNKNOWN_OWNER, country_of
from crawler.texts import clean_line
from crawler.urls import canonical_url, registered_domain

MOST_PAGES = 200_000
"""In one list."""
_MOST_REMARKS = 20
"""About lines; the rest is only counted."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """One line of a list, as it stands there."""

    where: str
    # "line 3"
    address: str = ""
    problem: str = ""
    # what is wrong with it, where no address could be read
    title: str = ""
    published: str | None = None


@dataclass(frozen=True, kw_only=True)
class PageList:
    """What a list asks for."""

    pages: tuple[tuple[Outlet, Entry], ...]
    # each address once, in the list's order
    remarks: tuple[str, ...]
    # one sentence each: lines that are skipped, and outlets that are in no outlets.toml

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """Whose pages they are, without their feeds: the run asks for these pages alone."""
        return tuple(dict.fromkeys(outlet for outlet, _ in self.pages))


def plain_lines(lines: Iterable[str]) -> Iterator[Named]:
    """One address a line; blank lines and those that begin with "#" are passed over."""
    for number, line in enumerate(lines, 1):
        bare = line.strip().lstrip("\ufeff")
        if bare and not bare.startswith("#"):
            yield Named(where=f"line {number}", address=bare)


def read_page_list(
    named: Iterable[Named], known: Sequence[Outlet], resource: str, now: datetime | None = None
) -> PageList:
    """The pages of a list.

    A page belongs to the outlet in `known` that owns its domain, else to one named after its
    registered domain. What the list says of a page's title and date goes with it; dates after
    `now` (UTC) by more than two days are not believed. `resource` names the list in errors and
    remarks. Raises CrawlerError when it has no address at all, or too many.
    """
    pages: dict[str, tuple[Outlet, Entry]] = {}
    skipped: list[str] = []
    unknown: list[str] = []
    made: dict[str, Outlet] = {}
    for one in named:
        url = canonical_url(one.address)
        if url is None:
            shown = clean_line(one.address)[:200]
            problem = one.problem or f"'{shown}' is no http or https address"
            skipped.append(f"{resource}, {one.where}: {problem}; skipped.")
            continue
        outlet = next((other for other in known if other.owns(url)), None)
        if outlet is None and says_local(urlsplit(url).hostname or ""):
            # A list may come from anywhere: it opens no door to this machine or its network.
            skipped.append(
                f"{resource}, {one.where}: {url} is no public address; "
                "name its outlet in outlets.toml if it is meant; skipped."
            )
            continue
        if outlet is None:
            domain = registered_domain(url)
            if domain not in made:
                made[domain] = _made(domain, url)
                unknown.append(
                    f"{domain} is in no outlets.toml; its pages are stored as the outlet "
                    f"'{domain}', asked one every {made[domain].delay:g} seconds."
                )
            outlet = made[domain]
        pages.setdefault(url, (outlet, _entry(url, one, now)))
        if len(pages) > MOST_PAGES:
            raise CrawlerError(resource, f"has more than {MOST_PAGES:,} addresses", "split it")
    if not pages:
        raise CrawlerError(
            resource,
            "holds no address",
            "write one http(s) address on a line, or give a table with a column 'url'",
        )
    remarks = (*_cut(unknown, "outlets that are in no outlets.toml"), *_cut(skipped, "lines"))
    return PageList(pages=tuple(pages.values()), remarks=remarks)


def _entry(url: str, one: Named, now: datetime | None) -> Entry:
    raw = clean_line(one.published or "")
    return Entry(
        url=url,
        title=clean_line(one.title),
        published=parse_date(raw, now=now),
        stated=stated_dates(published=raw),
        hearsay=True,
    )


def _cut(remarks: Sequence[str], what: str) -> list[str]:
    more = len(remarks) - _MOST_REMARKS
    if more <= 0:
        return list(remarks)
    return [*remarks[:_MOST_REMARKS], f"{more:,} more {what} like these."]


def _made(domain: str, url: str) -> Outlet:
    return Outlet(
        name=domain,
        domain=domain,
        country=country_of(domain, ""),
        owner=UNKNOWN_OWNER,
        language=UNKNOWN_LANGUAGE,
        # Nothing is asked of it in such a run; an outlet is never without a source.
        sources=(Source(url=url, kind="section"),),
    )

"""Lists of addresses to crawl: one on a line (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.errors import CrawlerError
from crawler.network.reach import says_local
from crawler.outlets import Outlet, Source
from crawler.sources.entry import UNKNOWN_LANGUAGE, UNKNOWN_OWNER, country_of
from crawler.urls import canonical_url, registered_domain

MOST_PAGES = 200_000
"""In one list."""


@dataclass(frozen=True, kw_only=True)
class PageList:
    """What a list asks for."""

    pages: tuple[tuple[Outlet, str], ...]
    # canonical addresses, each once, in the list's order
    remarks: tuple[str, ...]
    # one sentence each: lines that are skipped, and outlets that are in no outlets.toml

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """Whose pages they are, without their feeds: the run asks for these pages alone."""
        return tuple(dict.fromkeys(outlet for outlet, _ in self.pages))


def read_page_list(lines: Iterable[str], known: Sequence[Outlet], resource: str) -> PageList:
    """Blank lines and those that begin with "#" are passed over.

    A page belongs to the outlet in `known` that owns its domain, else to one named after its
    registered domain. `resource` names the list in errors and remarks. Raises CrawlerError when
    it has no address at all, or too many.
    """
    pages: dict[str, Outlet] = {}
    remarks: list[str] = []
    made: dict[str, Outlet] = {}
    for number, line in _lines(lines):
        url = canonical_url(line)
        if url is None:
            remarks.append(
                f"{resource}, line {number}: '{line[:200]}' is no http or https address; skipped."
            )
            continue
        outlet = next((one for one in known if one.owns(url)), None)
        if outlet is None and says_local(urlsplit(url).hostname or ""):
            # A list may come from anywhere: it opens no door to this machine or its network.
            remarks.append(
                f"{resource}, line {number}: {url} is no public address; "
                "name its outlet in outlets.toml if it is meant; skipped."
            )
            continue
        if outlet is None:
            domain = registered_domain(url)
            if domain not in made:
                made[domain] = _made(domain, url)
                remarks.append(
                    f"{domain} is in no outlets.toml; its pages are stored as the outlet "
                    f"'{domain}', asked one every {made[domain].delay:g} seconds."
                )
            outlet = made[domain]
        pages.setdefault(url, outlet)
        if len(pages) > MOST_PAGES:
            raise CrawlerError(resource, f"has more than {MOST_PAGES:,} addresses", "split it")
    if not pages:
        raise CrawlerError(resource, "holds no address", "write one http(s) address on a line")
    return PageList(
        pages=tuple((outlet, url) for url, outlet in pages.items()), remarks=tuple(remarks)
    )


def _lines(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        bare = line.strip().lstrip("\ufeff")
        if bare and not bare.startswith("#"):
            yield number, bare


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

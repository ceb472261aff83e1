"""What a crawl is asked to do and what it did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from crawler.outlets import Outlet
from crawler.sources.entries import Entry


@dataclass(frozen=True, kw_only=True)
class CrawlPlan:
    """One crawl, decided."""

    outlets: tuple[Outlet, ...]
    database: str
    # file name or SQLAlchemy URL
    outlets_sha256: str | None = None
    # of the outlets.toml that they were read from, 64 hex digits; None where there was none
    limit: int | None = None
    # pages fetched of each outlet at most
    now: datetime | None = None
    # UTC; stands for the clock throughout, as in the demo; None means the real one
    due_only: bool = False
    # whether sources are left alone until their next asking is due, as a schedule wants it; a
    # Retry-After is kept in any case
    pages: tuple[tuple[Outlet, Entry], ...] = ()
    # (outlet of this plan, page with what a list says of it): when there are any, these are asked
    # for and no source is
    settings: tuple[tuple[str, Any], ...] = ()
    # Scrapy settings of this run, over crawler/settings.py

    def pages_by_outlet(self) -> dict[str, list[Entry]]:
        """The named pages, by their outlet's name."""
        named: dict[str, list[Entry]] = {}
        for outlet, entry in self.pages:
            named.setdefault(outlet.name, []).append(entry)
        return named

    def clock(self) -> datetime:
        """The present moment of this crawl, in UTC."""
        return self.now or datetime.now(UTC)


@dataclass(kw_only=True)
class CrawlReport:
    """What one crawl did; filled while it runs."""

    sources: int = 0
    sources_unchanged: int = 0
    # "304 not modified"
    sources_failed: int = 0
    sources_waiting: int = 0
    # not asked: not due yet, or the outlet asked to be left alone
    sources_gone: int = 0
    # not asked: they said that they are gone for good
    added: int = 0
    revised: int = 0
    unchanged: int = 0
    # fetched or asked for, and as before
    not_due: int = 0
    # announced, and stored or failed not long ago; not asked for
    elsewhere: int = 0
    # announced by one outlet, but pages of another one of this crawl: left to it
    dropped: int = 0
    # pages not asked for because their outlet asked to wait or the crawl was told to stop
    failures: Counter[str] = field(default_factory=Counter)
    # kind → pages
    crash: str = ""
    # what broke in our own code; such a crawl has failed whatever it stored
    notes: list[str] = field(default_factory=list)
    # one sentence each, for a person

    def counts(self) -> dict[str, Any]:
        """The figures, as stored with the run."""
        return {
            "sources": self.sources,
            "sources_unchanged": self.sources_unchanged,
            "sources_failed": self.sources_failed,
            "sources_waiting": self.sources_waiting,
            "sources_gone": self.sources_gone,
            "added": self.added,
            "revised": self.revised,
            "unchanged": self.unchanged,
            "not_due": self.not_due,
            "elsewhere": self.elsewhere,
            "dropped": self.dropped,
            "failures": dict(self.failures),
        }

    def sentence(self) -> str:
        """One line for a person."""
        parts = [f"{self.added:,} new articles", f"{self.revised:,} revised"]
        if self.unchanged:
            parts.append(f"{self.unchanged:,} looked at again and unchanged")
        if self.failures:
            kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(self.failures.items()))
            parts.append(f"{self.failures.total():,} pages not captured ({kinds})")
        if self.elsewhere:
            parts.append(f"{self.elsewhere:,} links to other outlets left to them")
        if self.dropped:
            parts.append(f"{self.dropped:,} pages left for the next crawl")
        sources = f"{self.sources:,} sources asked"
        if self.sources_unchanged:
            sources += f", {self.sources_unchanged:,} unchanged"
        if self.sources_failed:
            sources += f", {self.sources_failed:,} failed"
        if self.sources_waiting:
            sources += f", {self.sources_waiting:,} not due"
        if self.sources_gone:
            sources += f", {self.sources_gone:,} gone for good"
        lead = "" if self.added or self.revised else "Nothing new. "
        return f"{lead}Crawled: {', '.join(parts)}; {sources}."

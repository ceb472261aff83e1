"""What pages say themselves of where their text comes from (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from compare.syndication.candidate import Candidate
from crawler.article import Mark
from crawler.extraction.agencies import Agency, agencies, agency_named

_NO_ONE = "agencies"
"""agencies.toml's entry for "news agencies", "wire services": which one, it does not say."""


@dataclass(frozen=True, kw_only=True)
class Claims:
    """The sources that an article names: agencies by their usual name, other outlets by domain."""

    whole: tuple[str, ...]
    # whose the whole text is: by byline, dateline or canonical link
    named: tuple[str, ...]
    # these, then those that a credit thanks for a part

    @property
    def first(self) -> str | None:
        return next(iter(self.named), None)


def claims_of(article: Candidate) -> Claims:
    """What an article says of its text; never that it is its own outlet's."""
    whole = dict.fromkeys(_sources(article, whole=True))
    credited = dict.fromkeys(_sources(article, whole=False))
    return Claims(whole=tuple(whole), named=tuple(whole | credited))


def is_source(article: Candidate, source: str) -> bool:
    """Whether the article's outlet is the agency or the domain of that name."""
    return _publishes(source, article.outlet, article.domain)


def is_agency(article: Candidate) -> bool:
    """Whether its outlet is one whose copy others carry."""
    return _is_agency(article.outlet, article.domain)


@lru_cache(maxsize=16_384)
def _publishes(source: str, outlet: str, domain: str | None) -> bool:
    agency = _by_name().get(source)
    if agency is not None and agency.publishes(outlet, domain or ""):
        return True
    return domain is not None and domain == source


@lru_cache(maxsize=16_384)
def _is_agency(outlet: str, domain: str | None) -> bool:
    return any(agency.publishes(outlet, domain or "") for agency in agencies())


def _sources(article: Candidate, *, whole: bool) -> Iterator[str]:
    for mark in article.marks:
        if (mark.kind != "credit") is whole:
            source = _source(mark)
            if source != _NO_ONE and not is_source(article, source):
                yield source


def _source(mark: Mark) -> str:
    if mark.kind == "canonical":
        return next((a.name for a in agencies() if mark.source in a.domains), mark.source)
    # Marks of other programs may spell the name in another way.
    agency = _by_name().get(mark.source) or agency_named(mark.source)
    return agency.name if agency else mark.source


@cache
def _by_name() -> dict[str, Agency]:
    return {agency.name: agency for agency in agencies()}

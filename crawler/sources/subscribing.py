"""Subscriptions → entries for outlets.toml: one outlet for each site (pure)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extraction.pagetags import language_tag
from crawler.outlets import Outlet
from crawler.sources.entry import UNKNOWN_LANGUAGE, Draft, country_of
from crawler.sources.opml import Subscription
from crawler.urls import canonical_url, registered_domain

_HOSTS = frozenset(
    # They serve the feeds of others: such an address does not say whose feed it is.
    "feedburner.com feedblitz.com feedpress.me feeds2.com feedly.com fetchrss.com rss.app "
    "rsshub.app politepol.com kill-the-newsletter.com feed43.com feedspot.com inoreader.com "
    "google.com".split()
)
_SHORTEST_NAME = 3
_TRIM = " -–—:|·»,/"


@dataclass(frozen=True, kw_only=True)
class Drafts:
    """What a subscription list gives."""

    drafts: tuple[Draft, ...]
    remarks: tuple[str, ...]
    # one sentence each: what is known already, and what could not be used


def drafts_of(subscriptions: Sequence[Subscription], known: Sequence[Outlet]) -> Drafts:
    """One entry for each site that is not in `known`, in the list's order."""
    sites: dict[str, list[Subscription]] = {}
    remarks: list[str] = []
    stated = {source.url: outlet for outlet in known for source in outlet.sources}
    for one in subscriptions:
        url = canonical_url(one.url)
        if url is None:
            remarks.append(f"'{one.url[:200]}' is no http or https address; it is left out.")
            continue
        domain = _domain(one)
        owner = stated.get(one.url) or next(
            (outlet for outlet in known if domain and outlet.owns(one.site or one.url)), None
        )
        if owner is not None:
            here = "is there already" if one.url in stated else "may be added to its feeds"
            remarks.append(f"{owner.name} is in outlets.toml; {one.url} {here}.")
        elif domain is None:
            remarks.append(
                f"{one.url} does not say which site it is of; "
                "find that site's feeds with 'parallax outlets discover URL'."
            )
        else:
            sites.setdefault(domain, []).append(one)
    taken = {outlet.name.casefold() for outlet in known}
    drafts = []
    for domain, feeds in sites.items():
        name = _common_name([one.title for one in feeds]) or domain
        if name.casefold() in taken:
            name = f"{name} ({domain})"
        taken.add(name.casefold())
        drafts.append(_draft(name, domain, feeds))
    return Drafts(drafts=tuple(drafts), remarks=tuple(remarks))


def _draft(name: str, domain: str, feeds: Sequence[Subscription]) -> Draft:
    language = next(filter(None, (language_tag(one.language) for one in feeds)), UNKNOWN_LANGUAGE)
    country = next((one.country for one in feeds if one.country), "")
    return Draft(
        name=name,
        domain=domain,
        country=country or country_of(domain, language),
        language=language,
        feeds=tuple(one.url for one in feeds),
    )


def _domain(one: Subscription) -> str | None:
    """Of the site, else of the feed; None when that one only serves the feeds of others."""
    site = canonical_url(one.site) if one.site else None
    domain = registered_domain(site or one.url)
    return domain if domain and domain not in _HOSTS else None


def _common_name(titles: Sequence[str]) -> str:
    """What the titles begin with ("BBC News – World", "BBC News – UK"), else the shortest."""
    given = [title for title in titles if title]
    if not given:
        return ""
    if len(set(given)) == 1:
        return given[0]
    start = os.path.commonprefix(given)  # noqa: RUF071 - by character is what is meant
    if any(len(title) > len(start) and title[len(start)].isalnum() for title in given):
        # Not in the middle of a word.
        while start and start[-1].isalnum():
            start = start[:-1]
    start = start.strip(_TRIM)
    return start if len(start) >= _SHORTEST_NAME else min(given, key=len)

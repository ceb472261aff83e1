"""Where an outlet may announce its articles, and which of these places to name (pure).

The places are read by the crawler's own readers: what is proposed is what a crawl can use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urljoin, urlsplit

from crawler.errors import FeedError
from crawler.sources.entries import Announcement, Entry
from crawler.sources.feeds import read_whole_feed
from crawler.sources.sitemaps import read_sitemap
from crawler.urls import registered_domain

NEWS_SITEMAPS = ("/news-sitemap.xml", "/sitemap_news.xml")
WELL_KNOWN = (
    *NEWS_SITEMAPS,
    "/feed",
    "/rss",
    "/rss.xml",
    "/atom.xml",
    "/feed.xml",
    "/feed.json",
    "/sitemap.xml",
)
"""Where sites have them without saying so; the most telling first."""
RECENT = timedelta(days=30)
"""A place whose newest article is older is no longer kept up."""
MOST_SOURCES = 3
"""Proposed of each kind: the front page's feed says what matters; each is asked in every crawl."""

_COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario|replies", re.IGNORECASE)
_NEWS = re.compile(r"news", re.IGNORECASE)
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_NOT_ARTICLES = re.compile(
    r"(?:image|video|author|tag|categor|page|product|event|term)s?[-_.\d]", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """An address that may announce articles."""

    url: str
    title: str = ""
    # as the page that links to it calls it
    stated: bool = False
    # whether the site itself names it as one


@dataclass(frozen=True, kw_only=True)
class Found:
    """A place that does."""

    place: Place
    kind: Literal["feed", "sitemap"]
    news: bool
    # a news sitemap
    articles: frozenset[str]
    # addresses of the site that it announces
    newest: datetime | None
    # UTC; None when it gives no dates

    def kept_up(self, now: datetime) -> bool:
        """Whether its newest article is recent; a place without dates is taken to be kept up."""
        return self.newest is None or self.newest >= now - RECENT


def sitemaps_in_robots(text: str, base: str) -> tuple[Place, ...]:
    """The Sitemap lines of a robots.txt: those of news first, of pictures and tags not at all."""
    urls = [urljoin(base, line) for line in _SITEMAP.findall(text)[:1_000]]
    chosen = [url for url in dict.fromkeys(urls) if not _NOT_ARTICLES.search(urlsplit(url).path)]
    return tuple(
        Place(url=url, stated=True)
        for url in sorted(chosen, key=lambda url: _NEWS.search(urlsplit(url).path) is None)
    )


def well_known(base: str) -> tuple[Place, ...]:
    """The usual addresses on this site."""
    return tuple(Place(url=urljoin(base, path)) for path in WELL_KNOWN)


def worth_asking(places: Sequence[Place]) -> Iterator[Place]:
    """Each once, without feeds of comments."""
    seen: set[str] = set()
    for place in places:
        parts = urlsplit(place.url)
        if (
            parts.scheme in ("http", "https")
            and place.url not in seen
            and not _COMMENTS.search(f"{parts.path} {place.title}")
        ):
            seen.add(place.url)
            yield place


def read_place(body: bytes, url: str, content_type: str) -> tuple[str, Announcement]:
    """As a feed, else as a sitemap: (kind, what it announces); raises FeedError for neither."""
    try:
        return "feed", read_whole_feed(body, url, content_type)
    except FeedError:
        return "sitemap", read_sitemap(body, url)


def judged(place: Place, kind: str, announced: Announcement, domain: str) -> Found | None:
    """The place, if it announces articles of the site; None otherwise.

    A plain sitemap without any date could be of anything, and is none.
    """
    own = [one for one in announced.entries if registered_domain(one.url) == domain]
    newest = max(filter(None, map(_dated, own)), default=None)
    if not own or (newest is None and announced.archive):
        return None
    return Found(
        place=place,
        kind="feed" if kind == "feed" else "sitemap",
        news=kind == "sitemap" and not announced.archive,
        articles=frozenset(one.url for one in own),
        newest=newest,
    )


def _dated(entry: Entry) -> datetime | None:
    return entry.published or entry.updated


def chosen(found: Sequence[Found], now: datetime) -> tuple[Found, ...]:
    """What to name in outlets.toml, the best first: what is kept up, or all where nothing is.

    News sitemaps are whole and feeds are current: a plain sitemap is named only where there is
    neither. What announces nothing that a better one does not is left out: the same feed in
    another format, a section of the front page's.
    """
    best: list[Found] = []
    for one in sorted([one for one in found if one.kept_up(now)] or found, key=_rank):
        if not one.news and one.kind == "sitemap" and best:
            continue
        known = frozenset[str]().union(*(other.articles for other in best))
        if not one.articles <= known:
            best.append(one)
    return tuple(
        one
        for kind in ("feed", "sitemap")
        for one in [one for one in best if one.kind == kind][:MOST_SOURCES]
    )


def _rank(one: Found) -> tuple[object, ...]:
    depth = urlsplit(one.place.url).path.strip("/").count("/")
    return (not one.news, one.kind != "feed", not one.place.stated, depth, -len(one.articles))

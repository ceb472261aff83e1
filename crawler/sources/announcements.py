"""One door for every kind of source: the bytes of an answer → what it announces (pure)."""

from __future__ import annotations

from crawler.network.answers import Answer
from crawler.outlets import Outlet, Source
from crawler.sources.entries import Announcement
from crawler.sources.feeds import read_whole_feed
from crawler.sources.sections import read_section
from crawler.sources.sitemaps import read_sitemap


def read_source(
    body: bytes, url: str, answer: Answer, *, source: Source, outlet: Outlet
) -> Announcement:
    """What the source announces; `url` is where it was found, after redirects.

    Raises FeedError when it cannot be read as the kind of source that it is said to be.
    """
    if source.kind == "sitemap":
        return read_sitemap(body, url)
    if source.kind == "section":
        return read_section(body, url, source.links, outlet.owns, answer.charset)
    return read_whole_feed(body, url, answer.content_type)

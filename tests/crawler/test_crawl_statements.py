"""Crawls of pages that say what may be done with them, and which address is theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.crawl import crawl
from crawler.crawling import CrawlPlan, CrawlReport

NOON = datetime(2025, 10, 4, 12, tzinfo=UTC)
Crawled = Callable[..., CrawlReport]
PageOf = Callable[..., bytes]


@pytest.fixture
def crawled(site: Any, database: str) -> Crawled:
    """Crawls the odd site, so many hours after noon."""

    def crawled(*feeds: str, hours: float = 0) -> CrawlReport:
        outlet = site.outlet("The Packet", *feeds)
        moment = NOON + timedelta(hours=hours)
        return crawl(CrawlPlan(outlets=(outlet,), database=database, now=moment))

    return crawled


def test_what_a_page_asks_of_robots(
    site: Any, database: str, crawled: Crawled, reply: Any, page: PageOf, stored: Any
) -> None:
    plain = reply(body=page("An ordinary page of the Packet"))
    site.replies = {
        "/feed": site.feed("/no", "/meta", "/shy", "/others"),
        "/no": replace(plain, headers={"X-Robots-Tag": "noindex, nofollow"}),
        "/meta": reply(body=page("T", head="<meta name='robots' content='noindex'>")),
        "/shy": replace(plain, headers={"X-Robots-Tag": "noarchive"}),
        "/others": replace(plain, headers={"X-Robots-Tag": "googlebot: noindex"}),
    }
    report = crawled("/feed")
    assert report.added == 2
    assert report.failures["noindex"] == 2
    kept = stored(database)
    assert kept.failures() == {site.url("/no"): "noindex", site.url("/meta"): "noindex"}
    assert {url: bool(row.noarchive) for url, row in kept.articles().items()} == {
        site.url("/shy"): True,
        site.url("/others"): False,
    }


def test_what_was_stored_before_a_page_asked_stays_as_it_was(
    site: Any, database: str, crawled: Crawled, reply: Any, page: PageOf, stored: Any
) -> None:
    site.replies = {"/feed": site.feed("/a"), "/a": reply(body=page("Before it asked"))}
    crawled("/feed")
    head = "<meta name='robots' content='noindex'>"
    site.replies["/a"] = reply(body=page("After it asked", head=head))
    assert crawled("/feed", hours=2).failures["noindex"] == 1
    (row,) = stored(database).articles().values()
    assert (row.title, row.revision) == ("Before it asked", 1)


def test_an_amp_page_announced_later_is_nothing_new(
    site: Any, database: str, crawled: Crawled, reply: Any, page: PageOf, stored: Any
) -> None:
    main, amp = "/news/barge-closes-the-orra-bridge", "/amp/news/barge-closes-the-orra-bridge"
    canonical = f"<link rel='canonical' href='{site.url(main)}'>"
    site.replies = {
        "/feed": site.feed(main),
        "/amp-feed": site.feed(amp),
        main: reply(body=page(head=f"{canonical}<link rel='amphtml' href='{amp}'>")),
        amp: reply(body=page(head=canonical)),
    }
    crawled("/feed")
    crawled("/feed", "/amp-feed", hours=0.5)
    assert site.paths().count(amp) == 0
    # Met first under the other address, it is the same article as well.
    crawled("/amp-feed", hours=30)
    assert set(stored(database).articles()) == {site.url(main)}


def test_an_amp_page_alone_is_stored_under_the_address_it_names(
    site: Any, database: str, crawled: Crawled, reply: Any, page: PageOf, stored: Any
) -> None:
    main, amp = "/news/barge-closes-the-orra-bridge", "/amp/news/barge-closes-the-orra-bridge"
    canonical = f"<link rel='canonical' href='{site.url(main)}'>"
    site.replies = {"/feed": site.feed(amp), amp: reply(body=page(head=canonical))}
    assert crawled("/feed").added == 1
    assert set(stored(database).articles()) == {site.url(main)}


def test_dates_are_kept_as_the_feed_wrote_them(
    site: Any, database: str, crawled: Crawled, reply: Any, page: PageOf, stored: Any
) -> None:
    item = f"<item><link>{site.url('/a')}</link><pubDate>Sat, 04 Oct 2025 13:10:00 +0200</pubDate>"
    feed = f"<rss version='2.0'><channel><title>F</title>{item}</item></channel></rss>"
    site.replies = {
        "/feed": reply(body=feed.encode(), content_type="application/rss+xml"),
        "/a": reply(body=page("Without a date of its own")),
    }
    crawled("/feed")
    (row,) = stored(database).rows(
        "SELECT json_extract(dates, '$.published.raw') AS raw,"
        " json_extract(dates, '$.published.zone') AS zone, published FROM articles"
    )
    assert (row.raw, row.zone) == ("Sat, 04 Oct 2025 13:10:00 +0200", 1)
    assert str(row.published).startswith("2025-10-04 11:10")

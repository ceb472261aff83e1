"""Real crawls: which pages are asked for, which never twice, and when a crawl stops."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.crawl import crawl
from crawler.crawling import CrawlPlan

PageOf = Callable[..., bytes]
NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def rss(reply: Any, *items: str) -> Any:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return reply(
        body=f"<rss version='2.0'><channel><title>F</title>{inner}</channel></rss>".encode(),
        content_type="application/rss+xml",
    )


def test_an_article_that_moves_stays_one_article(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    date = "<pubDate>Sat, 04 Oct 2025 11:17:00 GMT</pubDate>"
    guid = "<guid isPermaLink='false'>packet-817</guid>"
    outlet = site.outlet("The Packet", "/feed")
    site.replies["/feed"] = rss(reply, f"<link>/ferry?edition=1</link>{guid}{date}")
    site.replies["/ferry?edition=1"] = reply(body=page("Ferry"))
    assert at(NOW, outlet).added == 1
    # Another parameter, then another path: neither is fetched.
    for link in ("/ferry?edition=2", "/news/ferry"):
        site.replies["/feed"] = rss(reply, f"<link>{link}</link>{guid}{date}")
        report = at(NOW + HOUR / 2, outlet)
        assert (report.added, report.not_due) == (0, 1)
        assert link not in site.paths()
    # Looked at again where it was first met, it leads to its new place.
    site.replies["/ferry?edition=1"] = reply(status=301, headers={"Location": "/news/ferry"})
    site.replies["/news/ferry"] = reply(body=page("Ferry", body="<p>It sank after all.</p>" * 20))
    report = at(NOW + HOUR, outlet)
    assert (report.added, report.revised) == (0, 1)
    assert len(stored(database).articles()) == 1


def test_a_guid_alone_makes_no_article_the_same(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    outlet = site.outlet("The Packet", "/feed")
    for number, title in enumerate(("Ferry", "Bridge")):
        date = f"<pubDate>Sat, 04 Oct 2025 1{number}:17:00 GMT</pubDate>"
        site.replies["/feed"] = rss(
            reply, f"<title>{title}</title><link>/{title}</link><guid>1</guid>{date}"
        )
        site.replies[f"/{title}"] = reply(body=page(title))
        assert at(NOW, outlet).added == 1
    assert len(stored(database).articles()) == 2


def test_a_page_of_another_outlet_is_left_to_it(
    make_site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    with make_site() as one, make_site() as two:
        shared = two.url("/shared")
        one.replies |= {"/feed": one.feed("/own", shared), "/own": reply(body=page("Own"))}
        two.replies |= {"/feed": two.feed("/shared"), "/shared": reply(body=page("Shared"))}
        outlets = (one.outlet("The Packet", "/feed"), two.outlet("The Gull", "/feed"))
        report = at(NOW, *outlets)
        assert (report.added, report.elsewhere, report.failures.total()) == (2, 1, 0)
        assert two.paths().count("/shared") == 1
        assert stored(database).articles()[shared].outlet == "The Gull"


def test_a_link_that_leads_to_another_site_is_told_and_not_stored(
    make_site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    with make_site() as one, make_site() as partner:
        partner.replies["/x"] = reply(body=page("Partner"))
        one.replies |= {
            "/feed": one.feed("/out", "/in"),
            "/out": reply(status=302, headers={"Location": partner.url("/x")}),
            "/in": reply(body=page("In")),
        }
        outlet = replace(one.outlet("The Packet", "/feed"), domain=one.host)
        # Of loopback only what outlets.toml names may be asked at all.
        allowed = replace(
            outlet, sources=(*outlet.sources, partner.outlet("x", "/feed").sources[0])
        )
        report = at(NOW, allowed)
        assert report.failures == {"another site": 1}
        assert set(stored(database).articles()) == {one.url("/in")}
        (row,) = stored(database).rows("SELECT detail FROM failures")
        assert "more_domains" in row.detail
        # Nor is it asked for again the next day; named as the outlet's own, it is.
        one.replies["/feed"] = one.feed("/out", "/in", "/out?page=2")
        at(NOW + DAY, allowed)
        assert one.paths().count("/out") == 1
        one.replies["/feed"] = one.feed("/out", "/in")
        at(NOW + 40 * DAY, replace(allowed, more_domains=(partner.host,)))
        assert "Partner" in {row.title for row in stored(database).articles().values()}


def test_what_cannot_be_captured_is_not_asked_for_with_every_change_of_the_feed(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    outlet = site.outlet("The Packet", "/feed")

    def crawled(moment: datetime, updated: str) -> int:
        before = site.paths().count("/closed")
        date = f"<atom:updated xmlns:atom='http://www.w3.org/2005/Atom'>{updated}</atom:updated>"
        site.replies["/feed"] = rss(reply, f"<link>/closed</link>{date}")
        at(moment, outlet)
        return int(site.paths().count("/closed")) - before

    assert crawled(NOW, "2025-10-04T11:00:00Z") == 1  # 404
    assert crawled(NOW + HOUR / 2, "2025-10-04T11:00:00Z") == 0
    assert crawled(NOW + HOUR, "2025-10-04T11:00:00Z") == 1
    assert crawled(NOW + 2 * HOUR, "2025-10-04T11:00:00Z") == 0
    # The outlet says that it changed.
    assert crawled(NOW + 2 * HOUR, "2025-10-04T13:30:00Z") == 1
    site.replies["/closed"] = reply(body=page("Open"))
    assert crawled(NOW + 40 * HOUR, "2025-10-04T13:30:00Z") == 1
    assert stored(database).failures() == {}


def test_the_day_has_its_measure(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    links = [f"/{n}" for n in range(7)]
    site.replies["/feed"] = site.feed(*links)
    site.replies |= {link: reply(body=page(f"Page {link}")) for link in links}
    outlet = replace(site.outlet("The Packet", "/feed"), daily=3)
    report = at(NOW, outlet)
    assert report.added == 3
    assert report.notes == [
        "The Packet: its 3 pages of the day are used up; what is left waits for tomorrow."
    ]
    assert at(NOW + HOUR, outlet).added == 0
    asked = len(site.requests)
    at(NOW + DAY, outlet)
    assert len([path for path, _ in site.requests[asked:] if path[1:].isdigit()]) == 3
    # What was left is not lost.
    at(NOW + 2 * DAY, replace(outlet, daily=100))
    assert len(stored(database).articles()) == 7


def test_a_page_that_fails_for_long_does_not_hold_up_its_feed(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    site.replies["/feed"] = site.feed("/a")
    site.replies["/a"] = reply(status=500)
    outlet = site.outlet("The Packet", "/feed")
    at(NOW, outlet)
    at(NOW + HOUR, outlet)
    assert stored(database).source(site.url("/feed")).etag == '"1"'
    site.replies["/feed"] = reply(status=304)
    site.replies["/a"] = reply(body=page("A"))
    assert at(NOW + HOUR + HOUR / 4, outlet).added == 0
    assert at(NOW + 2 * HOUR, outlet).added == 1


def test_what_the_answer_asks_of_robots_comes_along(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    site.replies["/feed"] = site.feed("/a", "/b")
    site.replies["/a"] = reply(body=page("A"), headers={"X-Robots-Tag": "noarchive"})
    site.replies["/b"] = reply(body=page("B"))
    at(NOW, site.outlet("The Packet", "/feed"))
    rows = stored(database).articles().values()
    assert {row.title: row.noarchive for row in rows} == {"A": 1, "B": 0}


def test_told_to_stop_it_stops_within_seconds(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str
) -> None:
    links = [f"/{n}" for n in range(40)]
    told = threading.Event()

    def stop() -> None:
        if not told.is_set():
            told.set()
            for child in multiprocessing.active_children():
                if child.name == "parallax-crawl" and child.pid:
                    os.kill(child.pid, signal.SIGTERM)

    site.replies["/feed"] = site.feed(*links)
    site.replies |= {link: reply(body=page(link), before=stop) for link in links}
    outlet = replace(site.outlet("The Packet", "/feed"), delay=1.0)
    plan = CrawlPlan(outlets=(outlet,), database=database, now=NOW)
    report = crawl(plan)
    # Scrapy by itself works off what is queued: half a minute of it.
    assert 1 <= report.added < 10
    assert report.dropped > 10
    rest = crawl(replace(plan, outlets=(replace(outlet, delay=0.0),)))
    assert report.added + rest.added == len(links)
    assert len(stored(database).articles()) == len(links)


def test_the_links_of_a_text_are_stored_and_brought_up_to_date(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    line = "<p>The harbour office has put <a href='{}'>the log</a> of that night online.</p>"
    outlet = site.outlet("The Packet", "/feed")
    site.replies["/feed"] = site.feed("/ferry")
    for hours, log in ((0, "/2025/log.pdf"), (1, "https://court.example/817")):
        site.replies["/ferry"] = reply(body=page("Ferry", body=line.format(log) * 3))
        at(NOW + hours * HOUR, outlet)
        (article,) = stored(database).articles().values()
        assert json.loads(article.links) == [log if hours else site.url(log)]

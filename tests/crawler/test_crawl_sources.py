"""Real crawls: how sources are asked again, moved, held and given up."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.outlets import Source

PageOf = Callable[..., bytes]
NOW = datetime(2025, 10, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def headers_of(site: Any, path: str) -> list[dict[str, str]]:
    return [headers for asked, headers in site.requests if asked == path]


def test_json_feeds_and_section_pages_are_sources(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    links = "<a href='/politics'>P</a><a href='/2025/two?utm_source=x'>2</a><a href='/2025/two#c'>2"
    site.replies |= {
        "/feed.json": reply(
            body=json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1",
                    "items": [{"id": "1", "url": "/one"}],
                }
            ).encode(),
            content_type="application/feed+json",
        ),
        "/politics": reply(body=f"<html><body>{links}</a></body></html>".encode()),
        "/one": reply(body=page("One")),
        "/2025/two": reply(body=page("Two")),
    }
    outlet = site.outlet("The Packet", "/feed.json")
    section = Source(url=site.url("/politics"), kind="section", links=("^/20\\d\\d/",))
    report = at(NOW, replace(outlet, sources=(*outlet.sources, section)))
    assert (report.added, report.sources, report.notes) == (2, 2, [])
    assert set(stored(database).articles()) == {site.url("/one"), site.url("/2025/two")}
    assert stored(database).source(site.url("/politics")).kind == "section"


def test_validators_are_brought_up_to_date_by_a_304(
    site: Any, page: PageOf, reply: Any, at: Any
) -> None:
    site.replies["/feed"] = site.feed("/one")
    site.replies["/one"] = reply(body=page("One"), headers={"ETag": '"a"'})
    outlet = site.outlet("The Packet", "/feed")
    at(NOW, outlet)
    site.replies["/feed"] = reply(status=304, headers={"ETag": '"new"'})
    site.replies["/one"] = reply(status=304, headers={"ETag": '"b"', "Last-Modified": "Sat"})
    assert at(NOW + 2 * HOUR, outlet).unchanged == 1
    at(NOW + 8 * HOUR, outlet)
    assert [one.get("if-none-match") for one in headers_of(site, "/feed")] == [
        None, '"1"', '"new"',
    ]  # fmt: skip
    assert [one.get("if-none-match") for one in headers_of(site, "/one")] == [None, '"a"', '"b"']
    assert headers_of(site, "/one")[2]["if-modified-since"] == "Sat"


def test_what_is_gone_is_said_once_and_not_asked_again(
    site: Any, reply: Any, stored: Any, database: str, at: Any
) -> None:
    site.replies["/feed"] = reply(status=410)
    site.replies["/other"] = site.feed()
    outlet = site.outlet("The Packet", "/feed")
    (note,) = at(NOW, outlet).notes
    assert "gone for good" in note
    assert "another address" in note
    report = at(NOW + 30 * 24 * HOUR, outlet)
    assert (report.sources, report.sources_gone, report.notes) == (0, 1, [])
    assert site.paths().count("/feed") == 1
    assert stored(database).source(site.url("/feed")).gone
    # A new address in outlets.toml is another source.
    assert at(NOW + 31 * 24 * HOUR, site.outlet("The Packet", "/other")).sources == 1


def test_a_move_for_good_is_remembered_and_told(
    site: Any, reply: Any, stored: Any, database: str, at: Any
) -> None:
    site.replies |= {
        "/feed": reply(status=301, headers={"Location": "/second"}),
        "/second": reply(status=308, headers={"Location": "/third"}),
        "/third": site.feed(),
    }
    outlet = site.outlet("The Packet", "/feed")
    told = at(NOW, outlet).notes
    assert any(f"has moved for good to {site.url('/third')}" in note for note in told)
    assert stored(database).source(site.url("/feed")).location == site.url("/third")
    again = at(NOW + HOUR, outlet)
    assert not [note for note in again.notes if "moved" in note]
    assert [path for path in site.paths() if path != "/robots.txt"] == [
        "/feed", "/second", "/third", "/third",
    ]  # fmt: skip
    assert headers_of(site, "/third")[1]["if-none-match"] == '"0"'


def test_where_it_moved_fails_and_its_first_address_is_asked(
    site: Any, reply: Any, stored: Any, database: str, at: Any
) -> None:
    site.replies["/feed"] = reply(status=301, headers={"Location": "/second"})
    site.replies["/second"] = site.feed()
    outlet = site.outlet("The Packet", "/feed")
    at(NOW, outlet)
    site.replies["/second"] = reply(status=404)
    site.replies["/feed"] = site.feed()
    report = at(NOW + HOUR, outlet)
    assert (report.sources, report.sources_failed) == (1, 0)
    assert stored(database).source(site.url("/feed")).problem is None
    before = len(site.requests)
    at(NOW + 2 * HOUR, outlet)
    assert "/second" not in [path for path, _ in site.requests[before:]]


def test_a_passing_redirect_is_not_remembered(
    site: Any, reply: Any, stored: Any, database: str, at: Any
) -> None:
    site.replies |= {
        "/feed": reply(status=301, headers={"Location": "/second"}),
        "/second": reply(status=302, headers={"Location": "/third"}),
        "/third": site.feed(),
    }
    at(NOW, site.outlet("The Packet", "/feed"))
    assert stored(database).source(site.url("/feed")).location is None


@pytest.mark.parametrize(
    ("status", "wait"), [(429, "3600"), (503, "Sat, 04 Oct 2025 13:00:00 GMT")]
)
def test_an_outlet_that_says_later_is_left_alone_until_then(
    status: int, wait: str, site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    links = [f"/{n}" for n in range(12)]
    site.replies["/feed"] = site.feed(*links)
    site.replies |= {link: reply(body=page(f"Page {link}")) for link in links}
    site.replies["/3"] = reply(status=status, headers={"Retry-After": wait})
    # Without any delay Scrapy hands all of them to the network at once.
    outlet = replace(site.outlet("The Packet", "/feed"), delay=0.01)
    report = at(NOW, outlet)
    assert report.failures == {f"http {status}": 1}
    assert report.dropped == 11 - report.added
    assert [path for path in site.paths() if path[1:].isdigit()][-1] == "/3"
    (note,) = report.notes
    assert "left alone until 2025-10-04 13:00 UTC" in note
    added = report.added
    # Neither by hand nor by a schedule.
    for due_only in (False, True):
        report = at(NOW + 59 * MINUTE, outlet, due_only=due_only)
        assert (report.sources, report.sources_waiting) == (0, 1)
    assert site.paths().count("/feed") == 1
    site.replies["/3"] = reply(body=page("Page 3"))
    assert at(NOW + HOUR, outlet).added == 12 - added
    assert len(stored(database).articles()) == 12


def test_a_source_that_says_later(site: Any, reply: Any, at: Any) -> None:
    later = reply(status=429, headers={"Retry-After": "600"})
    site.replies |= {"/feed": later, "/other": later}
    outlet = replace(site.outlet("The Packet", "/feed", "/other"), delay=0.01)
    report = at(NOW, outlet)
    # Whichever was asked first: the other one was not.
    assert (report.sources_failed, report.sources_waiting) == (1, 1)
    assert at(NOW + 9 * MINUTE, outlet).sources == 0
    assert at(NOW + 10 * MINUTE, outlet).sources == 1


def test_a_schedule_leaves_alone_what_is_not_due(
    site: Any, at: Any, stored: Any, database: str
) -> None:
    site.replies["/feed"] = site.feed()
    outlet = site.outlet("The Packet", "/feed")
    assert at(NOW, outlet, due_only=True).sources == 1
    report = at(NOW + MINUTE, outlet, due_only=True)
    assert (report.sources, report.sources_waiting) == (0, 1)
    assert "1 not due" in report.sentence()
    assert at(NOW + 2 * MINUTE, outlet).sources == 1  # by hand
    assert at(NOW + HOUR, outlet, due_only=True).sources == 1
    assert stored(database).source(site.url("/feed")).pause > 600


def test_failures_in_a_row_lengthen_the_pause(
    site: Any, reply: Any, stored: Any, database: str, at: Any
) -> None:
    site.replies["/feed"] = reply(status=500)
    outlet = site.outlet("The Packet", "/feed")
    moments = []
    for hours in range(3):
        at(NOW + hours * HOUR, outlet)
        row = stored(database).source(site.url("/feed"))
        moments.append(datetime.fromisoformat(row.next_poll).replace(tzinfo=UTC))
        assert row.streak == hours + 1
    waits = [moment - NOW - hours * HOUR for hours, moment in enumerate(moments)]
    assert waits[0] < waits[1] < waits[2]
    site.replies["/feed"] = site.feed()
    at(NOW + 9 * HOUR, outlet)
    assert stored(database).source(site.url("/feed")).streak == 0


@pytest.mark.parametrize("said", ["ttl", "max-age"])
def test_what_a_source_asks_for_is_kept(said: str, site: Any, reply: Any, at: Any) -> None:
    ttl = "<ttl>120</ttl>" if said == "ttl" else ""
    site.replies["/feed"] = reply(
        body=f"<rss version='2.0'><channel><title>F</title>{ttl}</channel></rss>".encode(),
        content_type="application/rss+xml",
        headers={"Cache-Control": "public, max-age=7200"} if said == "max-age" else {},
    )
    outlet = site.outlet("The Packet", "/feed")
    at(NOW, outlet, due_only=True)
    assert at(NOW + 100 * MINUTE, outlet, due_only=True).sources == 0
    assert at(NOW + 120 * MINUTE, outlet, due_only=True).sources == 1


def test_the_sitemaps_of_an_unchanged_index_are_asked_all_the_same(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    def sitemap(*paths: str) -> bytes:
        urls = "".join(
            f"<url><loc>{site.url(path)}</loc><lastmod>2025-10-04</lastmod></url>" for path in paths
        )
        return f"<urlset>{urls}</urlset>".encode()

    index = "".join(f"<sitemap><loc>{site.url(f'/map-{n}')}</loc></sitemap>" for n in range(5))
    site.replies |= {
        "/index": reply(
            body=f"<sitemapindex>{index}</sitemapindex>".encode(),
            content_type="text/xml",
            headers={"ETag": '"i"'},
        ),
        "/map-4": reply(body=sitemap("/one"), headers={"ETag": '"m"'}),
        "/map-3": reply(body=sitemap()),
        "/map-2": reply(body=sitemap()),
        "/one": reply(body=page("One")),
        "/two": reply(body=page("Two")),
    }
    outlet = site.outlet("The Packet", sitemaps=("/index",))
    assert at(NOW, outlet).added == 1
    site.replies["/index"] = reply(status=304)
    site.replies["/map-4"] = reply(body=sitemap("/one", "/two"))
    report = at(NOW + MINUTE, outlet)
    assert (report.added, report.sources, report.sources_unchanged) == (1, 4, 1)
    assert headers_of(site, "/map-4")[1]["if-none-match"] == '"m"'
    assert site.url("/two") in stored(database).articles()
    assert not {"/map-0", "/map-1"} & set(site.paths())


def test_a_sitemap_of_ten_years_is_not_crawled(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str, at: Any
) -> None:
    old = "".join(
        f"<url><loc>{site.url(f'/old/{n}')}</loc><lastmod>2015-10-04</lastmod></url>"
        for n in range(3_000)
    )
    new = f"<url><loc>{site.url('/new')}</loc><lastmod>2025-10-03</lastmod></url>"
    odd = "".join(
        f"<url><loc>{site.url(f'/in-{year}')}</loc><lastmod>{year}-01-01</lastmod></url>"
        for year in (1970, 2099)
    )
    site.replies["/map"] = reply(body=f"<urlset>{old}{new}{odd}</urlset>".encode())
    for path in ("/new", "/in-1970", "/in-2099"):
        site.replies[path] = reply(body=page(path))
    report = at(NOW, site.outlet("The Packet", sitemaps=("/map",)))
    # A date that cannot be is none.
    assert set(stored(database).articles()) == {
        site.url(path) for path in ("/new", "/in-1970", "/in-2099")
    }
    assert report.failures.total() == 0


def test_a_feed_of_fifty_thousand_is_bounded(
    site: Any, stored: Any, database: str, at: Any
) -> None:
    site.replies["/feed"] = site.feed(*(f"/{n}" for n in range(50_000)))
    report = at(NOW, site.outlet("The Packet", "/feed"), limit=3)
    assert report.failures.total() == 3  # the pages are not there
    assert stored(database).source(site.url("/feed")).entries == 50_000

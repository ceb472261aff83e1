"""Real crawls of a site that misbehaves, and crawls that are killed."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from crawler.crawl import crawl
from crawler.crawling import CrawlPlan, CrawlReport
from crawler.errors import CrawlerError
from crawler.outlets import Outlet, Source

PageOf = Callable[..., bytes]


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One crawl of a site with everything wrong, and what came of it."""

    site: Any
    report: CrawlReport
    stored: Any

    def note(self, path: str) -> str:
        """The one sentence of the report about a source."""
        (note,) = (note for note in self.report.notes if note.startswith(self.site.url(path)))
        return note


@pytest.fixture(scope="module")
def trouble(
    make_site: Any,
    page: PageOf,
    reply: Any,
    stored: Any,
    make_outlet: Callable[..., Outlet],
    tmp_path_factory: pytest.TempPathFactory,
) -> Trouble:
    database = str(tmp_path_factory.mktemp("trouble") / "trouble.db")
    feed_links = [
        "/good", "/good?utm_source=rss", "/good#comments", "/moved", "/loop", "/gone", "/broken",
        "/picture", "/empty-page", "/no-text", "/western", "/nul", "/hostile-data", "/elsewhere",
        "/home-canonical", "/bot", "/closed", "mailto:x@example.com", "/deep",
    ]  # fmt: skip
    with make_site() as site, make_site() as other:
        site.replies |= {
            "/robots.txt": reply(body=b"User-agent: *\nDisallow: /closed\n"),
            "/feed": site.feed(*feed_links),
            "/feed-html": reply(body=page("A page")),
            "/feed-empty": site.feed(),
            "/feed-nothing": reply(content_type="application/rss+xml"),
            "/feed-garbage": reply(body=b"\x00\x01\x02 garbage", content_type="text/xml"),
            "/feed-local": reply(body=b"/etc/hosts", content_type="text/xml"),
            "/sitemap-bomb": reply(
                body=gzip.compress(bytes(70_000_000)), content_type="application/gzip"
            ),
            "/index": reply(
                body=f"<sitemapindex><sitemap><loc>{site.url('/map')}</loc></sitemap>"
                f"<sitemap><loc>{site.url('/index')}</loc></sitemap></sitemapindex>".encode(),
                content_type="application/xml",
            ),
            "/map": reply(
                body=f"<urlset><url><loc>{site.url('/mapped')}</loc></url></urlset>".encode(),
                content_type="application/xml",
            ),
            "/mapped": reply(body=page("Mapped")),
            "/good": reply(body=page("Good")),
            "/moved": reply(status=301, headers={"Location": "/target"}),
            "/target": reply(body=page("Moved here")),
            "/loop": reply(status=302, headers={"Location": "/loop"}),
            "/gone": reply(status=410),
            "/broken": reply(status=500),
            "/picture": reply(body=b"\x89PNG", content_type="image/png"),
            "/empty-page": reply(),
            "/no-text": reply(body=b"<html><body><nav>Home</nav></body></html>"),
            "/western": reply(
                body=page("Café “Überfall”").decode().encode("cp1252"), content_type="text/html"
            ),
            "/nul": reply(body=page("Nul\x00 and \u202eback")),
            "/hostile-data": reply(
                body=page(
                    "Hostile",
                    head="<script type='application/ld+json'>"
                    + json.dumps(
                        {
                            "@type": "NewsArticle",
                            "headline": "Hostile \ud800 data",
                            "inLanguage": "\ud800",
                            "articleSection": ["\udfff"],
                            "wordCount": "²",
                            "author": [{"name": "\ud800"}, 3, None, {"name": "Ana Lima"}],
                            "datePublished": "9999-99-99",
                        }
                    )
                    + "</script>",
                )
            ),
            "/elsewhere": reply(
                body=page("Elsewhere", head="<link rel=canonical href='https://example.org/x'>")
            ),
            "/home-canonical": reply(
                body=page("Home", head=f"<link rel=canonical href='{site.url('/')}'>")
            ),
            "/bot": reply(body=b"<html><body><p>Please verify you are a human</p></body></html>"),
            "/deep": reply(body=b"<html><body>" + b"<div>" * 50_000 + b"<p>Deep</p>"),
        }
        other.replies |= {"/feed": other.feed("/one"), "/one": reply(body=page("One"))}
        down = make_outlet("Down", Source(url="http://127.0.0.1:1/feed", kind="feed"))
        feeds = ["/feed", "/feed-html", "/feed-empty", "/feed-nothing", "/feed-garbage",
                 "/feed-local", "/feed-404"]  # fmt: skip
        plan = CrawlPlan(
            outlets=(
                down,
                site.outlet("Trouble", *feeds, sitemaps=("/sitemap-bomb", "/index")),
                other.outlet("Other", "/feed"),
            ),
            database=database,
            settings=(("RETRY_TIMES", 0),),
        )
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("PARALLAX_CONTACT", "desk@example.com")
            environment.setattr("crawler.crawl.PROCESSES", multiprocessing.get_context("spawn"))
            report = crawl(plan)
    return Trouble(site=site, report=report, stored=stored(database))


def test_one_outlet_down_and_the_others_go_on(trouble: Trouble) -> None:
    (note,) = (note for note in trouble.report.notes if "127.0.0.1:1/" in note)
    assert note == "http://127.0.0.1:1/feed: could not be fetched: connection refused."
    assert trouble.stored.source("http://127.0.0.1:1/feed").problem
    assert "One" in {row.title for row in trouble.stored.articles().values()}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/feed-html", "is a web page, not a feed"),
        ("/feed-empty", "announces nothing at present"),
        ("/feed-nothing", "is empty"),
        ("/feed-garbage", "is not a feed"),
        ("/feed-local", "is not a feed"),
        ("/feed-404", "answered with HTTP 404"),
        ("/sitemap-bomb", "unpacks to more than"),
    ],
)
def test_each_bad_source_is_one_sentence(path: str, words: str, trouble: Trouble) -> None:
    note = trouble.note(path)
    assert words in note
    assert note.endswith(".")
    assert len(note.splitlines()) == 1
    problem = trouble.stored.source(trouble.site.url(path)).problem
    assert (problem is None) == (path == "/feed-empty")
    assert problem is None or words in problem


def test_a_sitemap_index_is_followed_once(trouble: Trouble) -> None:
    assert trouble.site.url("/mapped") in trouble.stored.articles()
    assert trouble.site.paths().count("/index") <= 2


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/gone", "http 410"),
        ("/broken", "http 500"),
        ("/picture", "not a page"),
        ("/no-text", "no article text"),
        ("/bot", "bot check"),
        ("/closed", "robots.txt"),
    ],
)
def test_pages_without_an_article_are_told(path: str, kind: str, trouble: Trouble) -> None:
    assert trouble.stored.failures()[trouble.site.url(path)] == kind


def test_every_announced_page_ends_somewhere(trouble: Trouble) -> None:
    failures = trouble.stored.failures()
    for path in ("/loop", "/empty-page", "/deep"):
        assert trouble.site.url(path) in failures
    assert trouble.report.failures.total() == len(failures)
    assert trouble.report.crash == ""


def test_closed_pages_are_not_asked_for(trouble: Trouble) -> None:
    assert "/closed" not in trouble.site.paths()


def test_one_page_under_three_addresses_is_fetched_once(trouble: Trouble) -> None:
    assert trouble.site.paths().count("/good") == 1


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/good", "Good"),
        ("/target", "Moved here"),
        ("/western", "Café “Überfall”"),
        ("/nul", "Nul and back"),
        ("/hostile-data", "Hostile data"),
        ("/elsewhere", "Elsewhere"),
        ("/home-canonical", "Home"),
    ],
)
def test_odd_pages_are_stored_under_their_own_address(
    path: str, title: str, trouble: Trouble, paragraphs: tuple[str, ...]
) -> None:
    row = trouble.stored.articles()[trouble.site.url(path)]
    assert row.title == title
    assert row.text == "\n\n".join(paragraphs)


def test_hostile_data_leaves_nothing_odd(trouble: Trouble) -> None:
    row = trouble.stored.articles()[trouble.site.url("/hostile-data")]
    assert (row.language, row.section, row.published) == ("en", None, None)
    assert json.loads(row.authors) == ["Ana Lima"]


def test_the_report_counts_all_of_it(trouble: Trouble) -> None:
    assert trouble.report.added == len(trouble.stored.articles())
    assert trouble.report.sources_failed == 7
    assert "1 http 410" in trouble.report.sentence()


def signalled(number: signal.Signals) -> Callable[[], None]:
    """Sends the crawl that is running a signal, once."""
    sent: list[int] = []

    def send() -> None:
        if not sent:
            for child in multiprocessing.active_children():
                if child.name == "parallax-crawl" and child.pid:
                    sent.append(child.pid)
                    os.kill(child.pid, number)

    return send


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_crawl_that_is_ended_loses_nothing(
    number: signal.Signals, site: Any, page: PageOf, reply: Any, stored: Any, database: str
) -> None:
    links = [f"/{one}" for one in range(6)]
    site.replies["/feed"] = site.feed(*links)
    for link in links:
        before = signalled(number) if link == "/3" else (lambda: None)
        site.replies[link] = reply(body=page(f"Page {link}"), before=before)
    plan = CrawlPlan(
        outlets=(site.outlet("Trouble", "/feed"),),
        database=database,
        settings=(("CONCURRENT_REQUESTS", 1),),  # else all of them are in hand at once
    )
    if number == signal.SIGKILL:
        with pytest.raises(CrawlerError, match=r"ended before it was done.*run it again"):
            crawl(plan)
    else:
        # It finishes what it has in hand and reports.
        assert 0 < crawl(plan).added < len(links)
    kept = len(stored(database).articles())
    report = crawl(plan)
    assert report.added == len(links) - kept
    assert set(stored(database).articles()) == {site.url(link) for link in links}
    assert stored(database).rows("SELECT * FROM revisions WHERE revision > 1") == []


def test_pages_that_failed_in_passing_are_asked_for_again(
    site: Any, page: PageOf, reply: Any, stored: Any, database: str
) -> None:
    site.replies["/feed"] = site.feed("/a", "/b")
    site.replies["/a"] = reply(body=page("A"))
    site.replies["/b"] = reply(status=503)
    plan = CrawlPlan(
        outlets=(site.outlet("Trouble", "/feed"),),
        database=database,
        settings=(("RETRY_TIMES", 0),),
    )
    assert crawl(plan).failures == {"http 503": 1}
    site.replies["/b"] = reply(body=page("B"))
    assert crawl(plan).added == 1
    assert stored(database).failures() == {}
    # Until then the feed was not done with.
    asked = [headers for path, headers in site.requests if path == "/feed"]
    assert [headers.get("if-none-match") for headers in asked] == [None, None]
    assert stored(database).source(site.url("/feed")).etag == '"2"'


def test_the_contact_is_named(trouble: Trouble) -> None:
    assert {headers["user-agent"] for _, headers in trouble.site.requests} == {
        "Parallax/0.1 (comparative news research; desk@example.com)"
    }

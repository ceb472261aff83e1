"""One crawl of the misbehaving twin: every behaviour ends as it should, and nobody else suffers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.crawl import crawl
from crawler.crawling import CrawlPlan, CrawlReport
from crawler.outlets import Outlet, Source, parse_outlets
from demo.unruly.outlets import CHINESE, GERMAN, JAPANESE
from demo.unruly.server import UnrulyServer

HASTY = (("DOWNLOAD_TIMEOUT", 5), ("DOWNLOAD_MAXSIZE", 1_000_000), ("RETRY_TIMES", 0))
"""Settings that make the slow give up soon and the large be too large soon."""


@dataclass(frozen=True, kw_only=True)
class Ordeal:
    """The crawl, when it is over."""

    server: UnrulyServer
    bases: dict[str, str]
    report: CrawlReport
    stored: Any

    def failure(self, path: str, key: str = "pages") -> str | None:
        return self.stored.failures().get(self.bases[key] + path)

    def article(self, key: str, path: str) -> Any:
        return self.stored.articles().get(self.bases[key] + path)

    def note(self, key: str, path: str) -> str:
        (note,) = (one for one in self.report.notes if one.startswith(f"{self.bases[key]}{path}: "))
        return note

    def asked(self, key: str) -> list[str]:
        return [one.path for one in self.server.requests if one.outlet == key]


@pytest.fixture(scope="module")
def ordeal(stored: Any, make_outlet: Any, tmp_path_factory: pytest.TempPathFactory) -> Ordeal:
    database = str(tmp_path_factory.mktemp("ordeal") / "ordeal.db")
    with UnrulyServer() as server:
        outlets = parse_outlets(server.outlets_toml(), "the twin")
        nowhere = Source(url="http://no-such-host.invalid/feed", kind="feed")
        down = Source(url="http://127.0.0.1:1/feed", kind="feed")
        plan = CrawlPlan(
            outlets=(
                *(one for one in outlets if one.name != "prolific"),
                make_outlet("nowhere", nowhere, domain="no-such-host.invalid"),
                make_outlet("down", down, domain="127.0.0.1:1"),
                make_outlet(
                    "shares",
                    Source(url=server.url("steady", "/feed?for=shares"), kind="feed"),
                    domain="shares.example",
                ),
            ),
            database=database,
            settings=HASTY,
        )
        report = crawl(plan)
        bases = {one.key: server.url(one.key, "") for one in server.outlets}
    return Ordeal(server=server, bases=bases, report=report, stored=stored(database))


def test_the_outlet_that_behaves_is_captured_whole(ordeal: Ordeal) -> None:
    for path in ordeal.server.outlet("steady").links:
        assert ordeal.article("steady", path).title == f"Steady news {path[-1]}"
    assert ordeal.report.crash == ""


def test_good_pages_among_bad_ones_are_captured(ordeal: Ordeal) -> None:
    for path, title in (("/before", "Before all that"), ("/after", "After all that")):
        assert ordeal.article("pages", path).title == title


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/drip", "timeout"),
        ("/silence", "timeout"),
        ("/endless", "too large"),
        ("/endless-headers", "network"),
        ("/large", "too large"),
        ("/gzip-bomb", "too large"),
        ("/double-bomb", "too large"),
        ("/loop", "redirect loop"),
        ("/ping", "redirect loop"),
        ("/deeper", "redirect loop"),
        ("/to-file", "bad address"),
        ("/to-ftp", "bad address"),
        ("/to-loopback", "private address"),
        ("/to-name", "private address"),
        ("/to-number", "private address"),
        ("/to-metadata", "private address"),
        ("/to-private", "private address"),
        ("/to-v6", "private address"),
        ("/to-mapped", "private address"),
        ("/cookies", "cookies required"),
        ("/cut-off", "cut off"),
        ("/bad-chunks", "cut off"),
        ("/hang-up", "network"),
        ("/garbage", "network"),
        ("/pdf", "not a page"),
        ("/json", "not a page"),
    ],
)
def test_each_bad_page_is_told_apart(path: str, kind: str, ordeal: Ordeal) -> None:
    assert ordeal.failure(path) == kind
    assert ordeal.article("pages", path) is None


def test_tls_to_a_plain_port_is_a_failure(ordeal: Ordeal) -> None:
    secure = ordeal.bases["pages"].replace("http:", "https:")
    assert ordeal.stored.failures()[f"{secure}/tls"] == "network"


def test_nothing_that_outlets_toml_does_not_name_is_asked(ordeal: Ordeal) -> None:
    assert ordeal.asked("unnamed") == []


def test_loops_are_left_at_once(ordeal: Ordeal) -> None:
    asked = ordeal.asked("pages")
    assert asked.count("/loop") == 1
    assert asked.count("/cookies") == 1
    assert sum(path.startswith("/deeper") for path in asked) <= 10


def test_a_page_that_reloads_itself_is_a_page(ordeal: Ordeal) -> None:
    assert ordeal.article("pages", "/refreshed").title == "Reloads"
    assert ordeal.asked("pages").count("/refreshed") == 1


def test_a_page_without_a_type_is_a_page(ordeal: Ordeal) -> None:
    assert ordeal.article("pages", "/no-type").title == "No type"


def test_the_page_decides_not_its_feed(ordeal: Ordeal) -> None:
    """Between feed and fetch the headline changed."""
    assert ordeal.article("pages", "/changing").title == "The first headline"


@pytest.mark.parametrize(
    ("path", "title", "text"),
    [
        ("/cp1252-as-utf8", "Größe und Überfall", GERMAN),
        ("/cp1252-unsaid", "Größe und Überfall", GERMAN),
        ("/utf8-unsaid", "Größe und Überfall", GERMAN),
        ("/unknown", "Größe und Überfall", GERMAN),
        ("/gbk", "港务委员会通过预算", CHINESE),
        ("/gbk-meta", "港务委员会通过预算", CHINESE),
        ("/sjis", "港湾委員会が予算を可決", JAPANESE),
        ("/sjis-meta", "港湾委員会が予算を可決", JAPANESE),
    ],
)
def test_charsets(path: str, title: str, text: str, ordeal: Ordeal) -> None:
    row = ordeal.article("charsets", path)
    assert row.title == title
    assert text.strip() in row.text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/feed-drip", "timeout"),
        ("/feed-endless", "too large"),
        ("/feed-file", "redirects to a file: address"),
        ("/feed-unnamed", "is not on the public net"),
        ("/feed-hang-up", "the connection was closed"),
        ("/map-bomb", "unpacks to more than"),
    ],
)
def test_each_bad_source_is_one_sentence(path: str, words: str, ordeal: Ordeal) -> None:
    note = ordeal.note("sources", path)
    assert words in note
    assert "\n" not in note


def test_invalid_xml_is_read_as_far_as_it_goes(ordeal: Ordeal) -> None:
    assert ordeal.article("sources", "/found").title == "Found all the same"


def test_dates_out_of_this_world_do_not_hide_a_page(ordeal: Ordeal) -> None:
    assert ordeal.article("sources", "/from-1970").title == "From 1970"
    assert ordeal.article("sources", "/from-2099").title == "From 2099"


def test_entities_are_neither_blown_up_nor_fetched(ordeal: Ordeal) -> None:
    for path in ("/feed-laughs", "/feed-outside", "/map-laughs", "/map-outside"):
        assert "announces nothing at present" in ordeal.note("sources", path)
    everything = str(ordeal.stored.rows("SELECT * FROM articles"))
    everything += str(ordeal.stored.rows("SELECT * FROM failures")) + str(ordeal.report.notes)
    assert "root:" not in everything
    assert "laughlaugh" not in everything


def test_a_sitemap_index_leads_nowhere_private(ordeal: Ordeal) -> None:
    assert "is not on the public net" in ordeal.note("unnamed", "/map")


def test_down_and_unknown_hosts(ordeal: Ordeal) -> None:
    notes = "\n".join(ordeal.report.notes)
    assert "http://127.0.0.1:1/feed: could not be fetched: connection refused." in notes
    assert "http://no-such-host.invalid/feed: could not be fetched: host not found." in notes


@pytest.mark.parametrize("key", ["busy", "overloaded"])
def test_an_outlet_that_asks_to_wait_is_left_alone(key: str, ordeal: Ordeal) -> None:
    assert any(f"{key} is left alone until" in note for note in ordeal.report.notes)
    # Three pages are announced, and the first of them is answered so.
    assert len([path for path in ordeal.asked(key) if path[1:].isdigit()]) == 1


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("robots-drip", "its robots.txt could not be fetched: timeout"),
        ("robots-failing", "its robots.txt answered with HTTP 500"),
        ("robots-huge", "its robots.txt could not be fetched: too large"),
    ],
)
def test_without_robots_txt_nothing_is_asked(key: str, words: str, ordeal: Ordeal) -> None:
    note = ordeal.note(key, "/feed")
    assert words in note
    assert "nothing is asked for until it can be read" in note
    assert set(ordeal.asked(key)) == {"/robots.txt"}


def test_a_site_without_robots_txt_has_no_rules(ordeal: Ordeal) -> None:
    assert ordeal.article("robots-missing", "/page").title == "Behind robots-missing"


def test_robots_txt_is_asked_for_once_a_host(ordeal: Ordeal) -> None:
    for key in ("steady", "pages", "charsets", "sources", "busy"):
        assert ordeal.asked(key).count("/robots.txt") == 1


def test_two_outlets_carrying_one_url_make_one_article(ordeal: Ordeal) -> None:
    urls = [row.url for row in ordeal.stored.rows("SELECT url FROM articles")]
    assert len(urls) == len(set(urls))
    assert ordeal.report.elsewhere == len(ordeal.server.outlet("steady").links)
    steady = ordeal.asked("steady")
    assert all(steady.count(path) == 1 for path in ordeal.server.outlet("steady").links)


def test_fifty_thousand_entries_and_a_cap(stored: Any, tmp_path: Path) -> None:
    database = str(tmp_path / "prolific.db")
    with UnrulyServer() as server:
        outlets = parse_outlets(server.outlets_toml(), "the twin")
        chosen: tuple[Outlet, ...] = tuple(
            one for one in outlets if one.name in ("prolific", "steady")
        )
        report = crawl(CrawlPlan(outlets=chosen, database=database))
        wanted = {
            server.url(key, path)
            for key in ("prolific", "steady")
            for path in server.outlet(key).links
        }
    assert set(stored(database).articles()) == wanted
    assert report.failures == {}
    assert any("waits for tomorrow" in note for note in report.notes)


def test_one_honest_user_agent(ordeal: Ordeal) -> None:
    agents = {one.user_agent for one in ordeal.server.requests}
    assert len(agents) == 1
    assert str(agents.pop()).startswith("Parallax/")

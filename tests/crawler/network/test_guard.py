"""Turns, robots.txt's verdicts, redirects' bookkeeping, and crawls through a proxy."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from scrapy import Request
from twisted.internet import defer
from twisted.internet.base import ReactorBase
from twisted.internet.error import DNSLookupError

from crawler.crawl import crawl
from crawler.crawling import CrawlPlan
from crawler.network.guard import Guard, Turns
from crawler.network.redirects import came_by
from crawler.network.refusal import Refused
from crawler.network.resolver import PublicResolver
from crawler.network.robots import LONGEST, readable, unread
from crawler.outlets import Outlet, Source


class FakeClock:
    """Stands still."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_host_is_asked_for_one_thing_at_a_time() -> None:
    at_once, most = 0, 0

    async def ask(turns: Turns, host: str) -> None:
        nonlocal at_once, most
        async with turns.turn(host, 0.0):
            at_once += 1
            most = max(most, at_once)
            await asyncio.sleep(0)
            at_once -= 1

    async def ask_often(hosts: tuple[str, ...]) -> None:
        turns = Turns(clock=FakeClock())
        await asyncio.gather(*(ask(turns, host) for host in hosts))

    asyncio.run(ask_often(("a",) * 5))
    assert most == 1
    asyncio.run(ask_often(("a", "b")))
    assert most == 2


def test_a_host_rests_between_two_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    clock = FakeClock()

    async def sleep(seconds: float) -> None:
        rests.append(seconds)
        clock.now += seconds

    async def ask() -> None:
        turns = Turns(clock=clock)
        for _ in range(2):
            async with turns.turn("a", 2.0):
                clock.now += 0.5
        async with turns.turn("b", 2.0):
            pass

    monkeypatch.setattr("crawler.network.guard.asyncio.sleep", sleep)
    asyncio.run(ask())
    assert rests == [1.5]


def test_a_private_place_is_its_own_outlet_s_alone() -> None:
    guard = Guard({"Local": frozenset({("127.0.0.1", 80)}), "Public": frozenset()})
    guard.process_request(Request("http://127.0.0.1/", meta={"download_slot": "Local"}))
    for outlet in ("Public", "unheard of"):
        with pytest.raises(Refused) as refused:
            guard.process_request(Request("http://127.0.0.1/", meta={"download_slot": outlet}))
        assert refused.value.kind == "private address"


class FakeReactor:
    """Resolves every name to one address, as Twisted's thread pool would."""


def resolved(
    name: str, address: str, monkeypatch: pytest.MonkeyPatch, *permitted: str
) -> tuple[list[str], list[Any], PublicResolver]:
    from scrapy.resolver import CachingThreadedResolver

    monkeypatch.setattr(CachingThreadedResolver, "getHostByName", lambda *_: defer.succeed(address))
    reactor: ReactorBase = FakeReactor()  # type: ignore[assignment]
    resolver = PublicResolver(reactor, 0, 1.0)
    resolver.permit(permitted)
    found: list[str] = []
    failed: list[Any] = []
    resolver.getHostByName(name).addCallbacks(found.append, failed.append)
    return found, failed, resolver


def test_a_name_may_lead_to_public_addresses_only(monkeypatch: pytest.MonkeyPatch) -> None:
    found, failed, resolver = resolved("news.example", "8.8.8.8", monkeypatch)
    assert (found, failed) == (["8.8.8.8"], [])
    for address in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"):
        found, failed, resolver = resolved("News.example", address, monkeypatch)
        assert found == []
        assert failed[0].check(DNSLookupError)
        assert resolver.has_refused("news.example")


def test_what_is_permitted_may_be_local(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _, resolver = resolved("localhost", "127.0.0.1", monkeypatch, "localhost")
    assert found == ["127.0.0.1"]
    assert not resolver.has_refused("localhost")


@pytest.mark.parametrize("status", [429, 500, 503, 599, 302])
def test_answers_that_leave_the_rules_unknown(status: int) -> None:
    assert unread(status)


@pytest.mark.parametrize("status", [200, 206, 400, 401, 403, 404, 410])
def test_answers_that_settle_the_rules(status: int) -> None:
    assert unread(status) is None


def test_a_long_robots_txt_is_read_in_whole_lines() -> None:
    line = b"Disallow: /a-rather-long-path\n"
    body = line * (2 * LONGEST // len(line))
    kept = readable(body)
    assert LONGEST - len(line) < len(kept) <= LONGEST
    assert kept.endswith(b"\n")
    assert readable(line) == line
    assert readable(b"x" * (LONGEST + 1)) == b""


def test_the_way_of_a_request() -> None:
    request = Request("http://a.example/b#part", meta={"redirect_urls": ["http://a.example/"]})
    assert came_by(request) == {"http://a.example/b", "http://a.example/"}


@pytest.fixture
def proxied(site: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The odd site as a proxy: it sees whole addresses, and so can play any public host."""
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, f"http://{site.host}")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("PARALLAX_CONTACT", raising=False)
    monkeypatch.setattr("crawler.crawl.PROCESSES", multiprocessing.get_context("spawn"))
    return site


def test_a_public_outlet_leads_to_no_private_place(
    proxied: Any,
    make_site: Any,
    reply: Any,
    page: Callable[..., bytes],
    make_outlet: Callable[..., Outlet],
    stored: Any,
    database: str,
) -> None:
    public = "http://paper.example"
    with make_site() as private:
        private.replies["/secret"] = reply(body=page("Secret"))
        private.replies["/feed"] = private.feed("/mine")
        private.replies["/mine"] = reply(body=page("Mine"))
        proxied.replies = {
            f"{public}/feed": proxied.feed(
                f"{public}/good", private.url("/secret"), f"{public}/moved", f"{public}/home"
            ),
            f"{public}/good": reply(body=page("Good")),
            f"{public}/moved": reply(status=302, headers={"Location": private.url("/secret")}),
            f"{public}/home": reply(status=301, headers={"Location": "http://127.0.0.1/"}),
        }
        report = crawl(
            CrawlPlan(
                outlets=(
                    make_outlet(
                        "Paper",
                        Source(url=f"{public}/feed", kind="feed"),
                        domain="paper.example",
                        # Even then: another outlet's private place is not this one's.
                        more_domains=("127.0.0.1.example",),
                    ),
                ),
                database=database,
                settings=(("RETRY_TIMES", 0),),
            )
        )
        assert private.requests == []
    assert {row.title for row in stored(database).articles().values()} == {"Good"}
    assert stored(database).failures()[f"{public}/moved"] == "private address"
    assert stored(database).failures()[f"{public}/home"] == "private address"
    assert not any("127.0.0.1" in path for path in proxied.paths())
    assert report.crash == ""
    # Here is somebody who might want to write to whoever runs the crawl.
    assert sum("PARALLAX_CONTACT is not set" in note for note in report.notes) == 1


def test_two_outlets_on_one_host_take_turns(
    site: Any,
    reply: Any,
    page: Callable[..., bytes],
    make_outlet: Callable[..., Outlet],
    stored: Any,
    database: str,
) -> None:
    lock, at_once, most = threading.Lock(), 0, 0

    def watch() -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.05)
        with lock:
            at_once -= 1

    for name in ("a", "b"):
        links = [f"/{name}{place}" for place in range(4)]
        feed = site.feed(*links)
        site.replies[f"/feed-{name}"] = reply(
            body=feed.body, content_type=feed.content_type, before=watch
        )
        for link in links:
            site.replies[link] = reply(body=page(link), before=watch)
    outlets = (
        site.outlet("A", "/feed-a"),
        make_outlet("B", Source(url=site.url("/feed-b"), kind="feed"), domain="127.0.0.1"),
    )
    report = crawl(CrawlPlan(outlets=outlets, database=database))
    assert report.sources == 2
    assert len(stored(database).articles()) == 8
    assert most == 1

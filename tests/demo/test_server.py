"""The newsroom through real sockets."""

import gzip
import html
import socket
import threading
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from email.message import Message
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import pytest

from demo.newsroom import Newsroom, NewsroomError, NewsroomOutlet
from demo.server import HOST, NewsroomServer

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LEDGER_STORY = "/chicago/2025/10/04/border-patrol-agent-shoots-woman-brighton-park/"


class Reply(NamedTuple):
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(self.headers.get_content_charset() or "ascii")


def fetch(url: str, method: str = "GET", **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, headers=named, method=method)
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return Reply(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return Newsroom.load()


@pytest.fixture(scope="module")
def server(newsroom: Newsroom) -> Iterator[NewsroomServer]:
    with NewsroomServer(newsroom, base_port=0) as running:
        yield running


@pytest.fixture
def moving(newsroom: Newsroom) -> Iterator[NewsroomServer]:
    """A server of the test's own, at the first edition."""
    with NewsroomServer(newsroom, base_port=0, now=newsroom.editions[0]) as running:
        yield running


def listed(server: NewsroomServer, outlet: NewsroomOutlet) -> set[str]:
    """The addresses, without their queries, that the outlet's feed or sitemap lists."""
    body = fetch(server.url(outlet.key, outlet.channel_path)).body
    if outlet.channel == "news-sitemap":
        links = [loc.text or "" for loc in ElementTree.fromstring(body).iter(f"{SITEMAP}loc")]
    else:
        feed = feedparser.parse(body)
        assert not feed.bozo, (outlet.key, feed.get("bozo_exception"))
        assert all(entry.published_parsed for entry in feed.entries)
        links = [entry.link for entry in feed.entries]
    return {link.partition("?")[0] for link in links}


def published(server: NewsroomServer, outlet: NewsroomOutlet, now: datetime) -> set[str]:
    pages = server.newsroom.at(now)
    return {server.url(outlet.key, page.path) for page in pages if page.outlet == outlet}


def test_feeds_and_sitemaps_list_every_story(server: NewsroomServer) -> None:
    for outlet in server.newsroom.outlets:
        assert listed(server, outlet) == published(server, outlet, server.newsroom.end)


def test_feeds_hide_what_is_not_yet_published(moving: NewsroomServer) -> None:
    first, end = moving.newsroom.editions
    for moment in (first, end, first):
        moving.now = moment
        for outlet in moving.newsroom.outlets:
            assert listed(moving, outlet) == published(moving, outlet, moment)
    assert fetch(moving.url("bluestem", "/2025-10-10/week-in-five-stories")).status == 404


def test_pages_carry_their_text_unless_locked_or_behind_consent(server: NewsroomServer) -> None:
    for page in server.newsroom.at(server.newsroom.end):
        text = html.unescape(fetch(server.url(page.outlet.key, page.path)).text)
        served = [paragraph in text for paragraph in page.version.paragraphs]
        shown = {"open": len(served), "locked": 2, "consent": 0}[page.story.access]
        assert served == [True] * shown + [False] * (len(served) - shown), page.story.id
        assert (page.story.access == "consent") == ("Before you continue" in text)
        assert page.story.locked == ("Subscribe to continue reading" in text)


def test_gold_labels_are_never_served(server: NewsroomServer) -> None:
    stories = server.newsroom.stories
    labels = {label for s in stories for label in (s.event, s.copy_of) if label is not None}
    for outlet in server.newsroom.outlets:
        for path in server.site(outlet).paths:
            reply = fetch(server.url(outlet.key, path))
            assert reply.status == 200
            everything = f"{path}\n{reply.headers}\n{reply.text}"
            assert not [label for label in labels if label in everything], path


def test_unchanged_pages_answer_304(server: NewsroomServer) -> None:
    for outlet in server.newsroom.outlets:
        for path in ("/", "/robots.txt", outlet.channel_path):
            url = server.url(outlet.key, path)
            first = fetch(url)
            tag, date = first.headers["ETag"], first.headers["Last-Modified"]
            for reply in (fetch(url, If_None_Match=tag), fetch(url, If_Modified_Since=date)):
                assert (reply.status, reply.body) == (304, b"")
                assert reply.headers["ETag"] == tag


def test_a_changed_page_changes_its_tag_and_date(moving: NewsroomServer) -> None:
    for path in (LEDGER_STORY, "/feed.xml", "/"):
        moving.now = moving.newsroom.editions[0]
        url = moving.url("city-ledger", path)
        old = fetch(url)
        moving.now = moving.newsroom.end
        for header, value in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
            new = fetch(url, **{value: old.headers[header]})
            assert new.status == 200
            assert new.headers[header] != old.headers[header]


def test_a_story_does_not_change_because_another_does(moving: NewsroomServer) -> None:
    before = moving.newsroom.at(moving.newsroom.editions[0])
    after = {page.story.id: page for page in moving.newsroom.at(moving.newsroom.end)}
    same = [page for page in before if after[page.story.id].version == page.version]
    urls = [moving.url(page.outlet.key, page.path) for page in same]
    tags = [fetch(url).headers["ETag"] for url in urls]
    moving.now = moving.newsroom.end
    assert [fetch(url).headers["ETag"] for url in urls] == tags


def test_a_malformed_condition_is_ignored(server: NewsroomServer) -> None:
    assert fetch(server.url("bluestem"), If_Modified_Since="yesterday").status == 200
    assert fetch(server.url("bluestem"), If_None_Match='"other"').status == 200


def test_gzip_only_when_asked(server: NewsroomServer) -> None:
    url = server.url("lampwright", "/feed.xml")
    plain, packed = fetch(url), fetch(url, Accept_Encoding="br, gzip;q=0.8")
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert fetch(url, Accept_Encoding="gzip;q=0").headers["Content-Encoding"] is None


def test_head_sends_the_headers_alone(server: NewsroomServer) -> None:
    get, head = (fetch(server.url("drumline"), method) for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(get.body))


def test_missing_pages_are_404(server: NewsroomServer) -> None:
    reply = fetch(server.url("millrace", "/nothing"), If_None_Match="*")
    assert reply.status == 404
    assert "Page not found" in reply.text


def test_charsets(server: NewsroomServer) -> None:
    reply = fetch(server.url("drumline", "/hollis-grove-inferno.htm"))
    assert reply.headers["Content-Type"] == "text/html; charset=windows-1252"
    assert "“My people went in anyway,”" in reply.text


def test_robots_closes_a_story_that_the_feed_lists(server: NewsroomServer) -> None:
    ledger = server.newsroom.outlets[0]
    robots = RobotFileParser()
    robots.parse(fetch(server.url(ledger.key, "/robots.txt")).text.splitlines())
    closed = {url for url in listed(server, ledger) if not robots.can_fetch("Parallax", url)}
    assert [urlsplit(url).path for url in closed] == [
        "/print/2025/10/03/street-closures-lakefront-half/"
    ]
    assert "Crawl-delay: 0.1" in fetch(server.url("bluestem", "/robots.txt")).text
    assert "Sitemap: http" in fetch(server.url("halyard-wire", "/robots.txt")).text


def test_links_of_one_feed_carry_tracking_parameters(server: NewsroomServer) -> None:
    feed = feedparser.parse(fetch(server.url("city-ledger", "/feed.xml")).body)
    assert all("?utm_source=rss" in entry.link for entry in feed.entries)
    page = fetch(feed.entries[0].link)
    canonical = feed.entries[0].link.partition("?")[0]
    assert f'<link rel="canonical" href="{canonical}">' in page.text


def test_front_and_section_pages_link_the_stories(server: NewsroomServer) -> None:
    for page in server.newsroom.at(server.newsroom.end):
        section = page.story.section.lower().replace("&", "and").replace(" ", "-")
        for path in ("/", f"/section/{section}/"):
            assert f'href="{page.path}"' in fetch(server.url(page.outlet.key, path)).text


def test_amp_twin_points_back(server: NewsroomServer) -> None:
    path = "/nation/agents-rammed-boxed-in-chicago.html"
    page = fetch(server.url("american-palisade", path))
    amp = server.url("american-palisade", f"/amp{path}")
    assert f'<link rel="amphtml" href="{amp}">' in page.text
    assert f'href="{server.url("american-palisade", path)}"' in fetch(amp).text


def test_outlets_toml_describes_the_running_newsroom(server: NewsroomServer) -> None:
    rows = tomllib.loads(server.outlets_toml())["outlet"]
    assert len(rows) == len(server.newsroom.outlets)
    for row, outlet in zip(rows, server.newsroom.outlets, strict=True):
        assert row["name"] == outlet.name
        assert fetch(f"http://{row['domain']}/").status == 200
        for url in row.get("feeds", []) + row.get("sitemaps", []):
            assert fetch(url).status == 200


def test_requests_are_recorded(moving: NewsroomServer) -> None:
    reply = fetch(moving.url("lampwright", "/?a=b"), User_Agent="Test/1")
    fetch(moving.url("lampwright"), "HEAD", If_None_Match=reply.headers["ETag"])
    first, second = moving.requests
    assert (first.outlet, first.method, first.path) == ("lampwright", "GET", "/?a=b")
    assert (first.status, first.user_agent, first.if_none_match) == (200, "Test/1", None)
    assert (second.method, second.status) == ("HEAD", 304)
    assert second.if_none_match == reply.headers["ETag"]


def test_many_at_once(moving: NewsroomServer) -> None:
    urls = [moving.url(outlet.key) for outlet in moving.newsroom.outlets] * 8
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda u=u: statuses.append(fetch(u).status)) for u in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * len(urls)
    assert len(moving.requests) == len(urls)


def test_a_port_in_use_is_one_sentence_and_leaves_nothing_open(newsroom: Newsroom) -> None:
    with socket.socket() as taken:
        base = free_row(len(newsroom.outlets))
        taken.bind((HOST, base + 3))
        taken.listen()
        with (
            pytest.raises(NewsroomError, match=rf"port {base + 3} .*--port") as caught,
            NewsroomServer(newsroom, base_port=base),
        ):
            pass
        assert "\n" not in str(caught.value)
        for port in range(base, base + 3):
            assert not accepts(port)


def test_closing_frees_the_ports_and_hangs_up(newsroom: Newsroom) -> None:
    base = free_row(len(newsroom.outlets))
    with NewsroomServer(newsroom, base_port=base) as server:
        kept = HTTPConnection(HOST, base)
        kept.request("GET", "/")
        kept.getresponse().read()
        assert server.url("halyard-wire", "/x") == f"http://{HOST}:{base + 1}/x"
    assert not any(accepts(base + outlet.index) for outlet in newsroom.outlets)
    assert kept.sock is not None
    kept.sock.settimeout(2)
    assert kept.sock.recv(1) == b""
    kept.close()
    with pytest.raises(NewsroomError, match="No outlet"):
        server.url("halyard-wire")


def test_a_naive_moment_is_refused(server: NewsroomServer) -> None:
    with pytest.raises(NewsroomError, match="no time zone"):
        server.now = datetime(2025, 10, 5)  # noqa: DTZ001


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def free_row(length: int) -> int:
    """The first of `length` ports in a row that nobody listens on."""
    return next(
        base
        for base in range(18600, 60000, length)
        if not any(accepts(base + step) for step in range(length))
    )

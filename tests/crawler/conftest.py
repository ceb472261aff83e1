"""Crawls that many tests look at, and a site that answers whatever a test wants."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import pytest
import sqlalchemy as sa

from crawler.crawl import crawl
from crawler.crawling import CrawlPlan, CrawlReport
from crawler.database import open_database, reading
from crawler.outlets import Outlet, Source, parse_outlets
from demo.newsroom import Newsroom, Published
from demo.server import NewsroomServer, SeenRequest

PARAGRAPHS = (
    "The council closed the bridge over the Orra on Saturday after a barge struck its western "
    "pier and left at least four cracks in the masonry below the waterline.",
    "Engineers expect the repair to take until the spring, when the river is low enough for them "
    "to build a dry dock around the pier and to look at the foundations.",
    "Ferries run every twenty minutes until the bridge opens again, the harbour office said, and "
    "the crossing costs nothing for those who can show a ticket for the bus.",
)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the odd site answers at one path."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None
    # called once the request is in, before the answer goes out


class OddSite:
    """A site on loopback whose every answer the test decides; a path without one is a 404."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                site.requests.append((self.path, headers))
                reply = site.replies.get(self.path, Reply(status=404))
                reply.before()
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.content_type)
                self.send_header("Content-Length", str(len(reply.body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    self.wfile.write(reply.body)
                except ConnectionError:
                    self.close_connection = True  # a crawl that was killed hangs up

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]

    def outlet(self, name: str, *feeds: str, sitemaps: tuple[str, ...] = ()) -> Outlet:
        sources = [Source(url=self.url(path), kind="feed") for path in feeds]
        sources += [Source(url=self.url(path), kind="sitemap") for path in sitemaps]
        return outlet(name, *sources, domain=self.host)

    def feed(self, *links: str) -> Reply:
        items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
        return Reply(
            body=f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>".encode(),
            content_type="application/rss+xml",
            headers={"ETag": f'"{len(links)}"'},
        )


def outlet(name: str, *sources: Source, domain: str = "example.com", **more: Any) -> Outlet:
    return Outlet(
        name=name,
        domain=domain,
        country="US",
        owner="Nobody",
        language="en",
        sources=sources,
        **{"delay": 0.0, **more},
    )


def page(title: str = "Barge closes the Orra bridge", *, head: str = "", body: str = "") -> bytes:
    """An ordinary article page."""
    text = body or "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{text}</article></body></html>"
    ).encode()


@pytest.fixture(name="page", scope="session")
def page_fixture() -> Callable[..., bytes]:
    return page


@pytest.fixture(name="paragraphs", scope="session")
def paragraphs_fixture() -> tuple[str, ...]:
    return PARAGRAPHS


@pytest.fixture(name="make_outlet", scope="session")
def make_outlet_fixture() -> Callable[..., Outlet]:
    return outlet


@pytest.fixture(name="reply", scope="session")
def reply_fixture() -> type[Reply]:
    return Reply


@pytest.fixture
def site() -> Iterator[OddSite]:
    """A site of the test's own."""
    with OddSite() as running:
        yield running


@pytest.fixture(scope="session")
def make_site() -> type[OddSite]:
    return OddSite


@pytest.fixture
def at(database: str) -> Callable[..., CrawlReport]:
    """Crawls outlets at a moment."""

    def run(moment: datetime, *outlets: Outlet, **more: Any) -> CrawlReport:
        settings = (("RETRY_TIMES", 0),)
        return crawl(
            CrawlPlan(outlets=outlets, database=database, now=moment, settings=settings, **more)
        )

    return run


class Stored:
    """A database as tests read it."""

    def __init__(self, database: str) -> None:
        self.database = database

    def rows(self, query: str, **values: object) -> list[sa.Row[Any]]:
        engine = open_database(self.database, must_exist=True)
        with reading(engine) as connection:
            found = list(connection.execute(sa.text(query), values))
        engine.dispose()
        return found

    def articles(self) -> dict[str, sa.Row[Any]]:
        """Each article with the title and text of its current revision: URL → row."""
        rows = self.rows(
            "SELECT a.*, r.title, r.text FROM articles a JOIN revisions r"
            " ON r.article_id = a.article_id AND r.revision = a.revision"
        )
        return {row.url: row for row in rows}

    def failures(self) -> dict[str, str]:
        return {row.url: row.kind for row in self.rows("SELECT url, kind FROM failures")}

    def source(self, url: str) -> sa.Row[Any]:
        (row,) = self.rows("SELECT * FROM sources WHERE url = :url", url=url)
        return row


@pytest.fixture(scope="session")
def stored() -> type[Stored]:
    return Stored


@dataclass(frozen=True, kw_only=True)
class Week:
    """The demo newsroom after three crawls: its first evening, its end, and the end again."""

    newsroom: Newsroom
    bases: dict[str, str]
    # outlet key → address of its root
    reports: tuple[CrawlReport, ...]
    requests: tuple[tuple[SeenRequest, ...], ...]
    # what the newsroom saw of each crawl
    stored: Stored

    def url(self, published: Published) -> str:
        return self.bases[published.outlet.key] + published.path

    def captured(self) -> list[Published]:
        """What a reader finds at the end and a polite crawler may have."""
        return [
            one
            for one in self.newsroom.at(self.newsroom.end)
            if one.story.access != "consent" and not one.path.startswith("/print/")
        ]


@pytest.fixture(scope="session")
def newsroom() -> Newsroom:
    return Newsroom.load()


@pytest.fixture(scope="session")
def week(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Week:
    database = str(tmp_path_factory.mktemp("week") / "week.db")
    reports, requests = [], []
    with NewsroomServer(newsroom, base_port=0) as server:
        outlets = parse_outlets(server.outlets_toml(), "the newsroom")
        for moment in (*newsroom.editions, newsroom.end):
            server.now = moment
            before = len(server.requests)
            reports.append(crawl(CrawlPlan(outlets=outlets, database=database, now=moment)))
            requests.append(server.requests[before:])
        bases = {one.key: server.url(one.key, "") for one in newsroom.outlets}
    return Week(
        newsroom=newsroom,
        bases=bases,
        reports=tuple(reports),
        requests=tuple(requests),
        stored=Stored(database),
    )


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The name of a database that is not there yet."""
    return str(tmp_path / "parallax.db")

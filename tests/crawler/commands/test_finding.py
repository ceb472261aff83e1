"""Finding an outlet's feeds, and subscription lists, as a person meets them."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

import parallax
from crawler.outlets import parse_outlets
from crawler.sources.discovering import discover
from demo.newsroom import Newsroom
from demo.server import NewsroomServer

ENTRY = """[[outlet]]
name = "The Packet"
domain = "{host}"
country = "GB"
owner = "Packet Ltd"
language = "en"
feeds = ["http://{host}/feed"]
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_outlet_of_the_newsroom_is_found_as_it_is_listed(newsroom: Newsroom) -> None:
    with NewsroomServer(newsroom, base_port=0) as server:
        listed = parse_outlets(server.outlets_toml(), "the newsroom")
        for one in listed:
            draft = discover(f"http://{one.domain}/", delay=0, now=newsroom.end).draft
            (found,) = parse_outlets(draft.toml(), "found")
            assert (found.name, found.domain, found.language, found.sources) == (
                one.name,
                one.domain,
                one.language,
                one.sources,
            )
        asked = server.requests
    assert len(asked) <= 6 * len(listed)
    assert all((request.user_agent or "").startswith("Parallax/") for request in asked)


def test_the_entry_alone_goes_to_standard_output(
    site: Any, reply: Any, capfd: pytest.CaptureFixture[str], elsewhere: Path
) -> None:
    head = (
        "<html lang='de-AT'><head><title>Start | Der Bote</title>"
        "<meta property='og:site_name' content='Der &quot;Bote&quot;'>"
        "<link rel='alternate' type='application/rss+xml' href='/a.xml'>"
        "<link rel='alternate' type='application/rss+xml' href='/b.xml' title='Kommentare'>"
        "<link rel='alternate' type='application/atom+xml' href='/c.xml'>"
        "<link rel='alternate' type='application/rss+xml' href='/gone.xml'></head></html>"
    )
    site.replies = {
        "/": reply(body=head.encode()),
        "/a.xml": site.feed(site.url("/1"), site.url("/2")),
        "/b.xml": site.feed(site.url("/1#c")),
        "/c.xml": site.feed(site.url("/2"), site.url("/1")),
    }
    arguments = ["outlets", "discover", site.url("/"), "--delay", "0"]
    assert parallax.main(arguments) == 0
    captured = capfd.readouterr()
    (found,) = parse_outlets(captured.out, "printed")
    assert (found.name, found.country, found.language) == ('Der "Bote"', "AT", "de-AT")
    assert [source.url for source in found.sources] == [site.url("/a.xml")]
    assert 'owner = "?"  # fill in' in captured.out
    assert "/b.xml" not in site.paths()
    assert f"{site.url('/gone.xml')}: answered with HTTP 404.\n" in captured.err

    (elsewhere / "outlets.toml").write_text(captured.out)
    asked = len(site.requests)
    assert parallax.main(arguments) == 1
    assert 'is Der "Bote", which is in outlets.toml already' in capfd.readouterr().err
    assert len(site.requests) == asked


def test_robots_txt_is_obeyed_and_its_sitemaps_are_read(
    site: Any, reply: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    robots = f"User-agent: *\nDisallow: /feed\nSitemap: {site.url('/news.xml')}\n"
    urls = (
        f"<url><loc>{site.url('/1')}</loc><news:news><news:title>T</news:title></news:news></url>"
    )
    sitemap = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
        f" xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>{urls}</urlset>"
    )
    site.replies = {
        "/robots.txt": reply(body=robots.encode(), content_type="text/plain"),
        "/": reply(body=b"<link rel='alternate' type='application/rss+xml' href='/feed'>"),
        "/feed": site.feed(site.url("/2")),
        "/news.xml": reply(body=sitemap.encode(), content_type="text/xml"),
    }
    assert parallax.main(["outlets", "discover", site.url("/"), "--delay", "0", "--json"]) == 0
    captured = capfd.readouterr()
    found = json.loads(captured.out)
    assert (found["feeds"], found["sitemaps"]) == ([], [site.url("/news.xml")])
    assert found["fill_in"] == ["country", "owner", "language"]
    assert "robots.txt asks not to fetch it" in captured.err
    assert "/feed" not in site.paths()


@pytest.mark.parametrize(
    ("front", "words"),
    [
        (None, "answered with HTTP 404"),
        (b"<html><body>Nothing here, <a href='/feed'>no feed</a></body></html>", "no feed"),
        (b"", "no feed or sitemap was found"),
        (b"\xff\xfe\x00", "no feed or sitemap was found"),
    ],
    ids=["no-page", "dead-link", "empty", "binary"],
)
def test_nothing_found_is_one_sentence(
    front: bytes | None, words: str, site: Any, reply: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    if front is not None:
        site.replies = {"/": reply(body=front)}
    assert parallax.main(["outlets", "discover", site.url("/"), "--delay", "0"]) == 1
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"parallax: {site.url('/')}: ")
    assert words in captured.err
    assert captured.err.count("\n") == 1
    assert len(site.requests) <= 24


def test_a_site_that_is_down(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound, but nobody listens
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        assert parallax.main(["outlets", "discover", url, "--delay", "0"]) == 1
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"parallax: {url}: could not be fetched: connection refused")
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize("url", ["", "word", "ftp://example.com", "http://[", "mailto:a@b.c"])
def test_what_is_no_address(url: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert parallax.main(["outlets", "discover", url]) == 1
    assert "is not an http or https address" in capfd.readouterr().err


# --- subscription lists


def test_a_list_goes_out_and_comes_back(capfd: pytest.CaptureFixture[str], elsewhere: Path) -> None:
    (elsewhere / "mine.toml").write_text(ENTRY.format(host="packet.co.uk"))
    assert parallax.main(["outlets", "export-opml", "--outlets", "mine.toml"]) == 0
    (elsewhere / "list.opml").write_text(capfd.readouterr().out)
    assert parallax.main(["outlets", "import-opml", "list.opml"]) == 0
    captured = capfd.readouterr()
    (found,) = parse_outlets(captured.out, "printed")
    (listed,) = parse_outlets((elsewhere / "mine.toml").read_text(), "mine.toml")
    assert (found.name, found.domain, found.sources) == (
        listed.name,
        listed.domain,
        listed.sources,
    )
    assert captured.err == "1 entries with 1 feeds; comments say what to fill in.\n"

    assert parallax.main(["outlets", "import-opml", "list.opml", "--outlets", "mine.toml"]) == 0
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "The Packet is in outlets.toml" in captured.err


def test_outlets_without_a_feed_are_named(
    capfd: pytest.CaptureFixture[str], elsewhere: Path
) -> None:
    text = ENTRY.format(host="packet.co.uk").replace("feeds", "sitemaps")
    (elsewhere / "outlets.toml").write_text(text)
    assert parallax.main(["outlets", "export-opml"]) == 0
    assert capfd.readouterr().err == "Left out, because they have no feed: The Packet.\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [("none.opml", "cannot be read"), ("bad.opml", "is not well-formed")],
)
def test_a_list_that_cannot_be_read(
    name: str, words: str, capfd: pytest.CaptureFixture[str], elsewhere: Path
) -> None:
    (elsewhere / "bad.opml").write_text("<opml>")
    status = parallax.main(["outlets", "import-opml", name])
    captured = capfd.readouterr()
    assert status == 1
    assert captured.out == ""
    assert words in captured.err
    assert captured.err.count("\n") == 1

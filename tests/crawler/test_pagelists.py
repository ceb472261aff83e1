from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parallax
from crawler.errors import CrawlerError
from crawler.outlets import DEFAULT_DELAY, Outlet
from crawler.pagelists import Named, PageList, plain_lines
from crawler.pagelists import read_page_list as read_named

ENTRY = """[[outlet]]
name = "The Packet"
domain = "{host}"
country = "GB"
owner = "Packet Ltd"
language = "en"
feeds = ["http://{host}/feed"]
delay = 0
"""


def read_page_list(lines: Iterable[str], known: Sequence[Outlet], resource: str) -> PageList:
    return read_named(plain_lines(lines), known, resource)


def test_pages_belong_to_their_domains_outlet_or_to_one_made_of_it(
    make_outlet: Callable[..., Outlet],
) -> None:
    packet = make_outlet("The Packet", domain="packet.co.uk")
    found = read_page_list(
        [
            "\ufeffhttps://www.packet.co.uk/a?utm_source=x#top\n",
            "# a comment\n",
            "\n",
            "https://packet.co.uk/a\n",
            "https://www.packet.co.uk/a\n",
            "https://news.courrier.fr/b\n",
            "  https://courrier.fr/c  \n",
        ],
        (packet,),
        "a list",
    )
    courrier = found.pages[2][0]
    assert tuple((outlet, entry.url) for outlet, entry in found.pages) == (
        (packet, "https://www.packet.co.uk/a"),
        (packet, "https://packet.co.uk/a"),
        (courrier, "https://news.courrier.fr/b"),
        (courrier, "https://courrier.fr/c"),
    )
    assert (courrier.name, courrier.country, courrier.delay) == ("courrier.fr", "FR", DEFAULT_DELAY)
    assert found.outlets == (packet, courrier)
    assert found.remarks == (
        "courrier.fr is in no outlets.toml; its pages are stored as the outlet 'courrier.fr', "
        "asked one every 2 seconds.",
    )


@pytest.mark.parametrize(
    "line",
    ["no address", "ftp://a.org/x", "http://[", "http://127.0.0.1:8000/x", "http://10.0.0.1/"],
)
def test_bad_lines_are_named_and_passed_over(line: str) -> None:
    found = read_page_list(["https://a.org/1", "", line], (), "a list")
    assert [entry.url for _, entry in found.pages] == ["https://a.org/1"]
    assert found.remarks[-1].startswith("a list, line 3: ")


@pytest.mark.parametrize("lines", [[], ["# nothing"], ["nothing"]])
def test_a_list_without_any_address(lines: list[str]) -> None:
    with pytest.raises(CrawlerError, match=r"^a list: holds no address"):
        read_page_list(lines, (), "a list")


@given(st.lists(st.text(max_size=60)))
def test_any_lines_are_pages_remarks_or_an_error_of_ours(lines: list[str]) -> None:
    try:
        found = read_page_list([*lines, "https://a.org/"], (), "a list")
    except CrawlerError:
        return
    assert "https://a.org/" in [entry.url for _, entry in found.pages]


# --- the crawl


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Any) -> Path:
    """A folder whose outlets.toml names the site."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outlets.toml").write_text(ENTRY.format(host=site.host))
    return tmp_path


def test_the_pages_named_are_fetched_and_nothing_else(
    elsewhere: Path, site: Any, reply: Any, page: Callable[..., bytes],
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    site.replies = {
        "/robots.txt": reply(body=b"User-agent: *\nDisallow: /closed\n", content_type="text/plain"),
        "/a": reply(body=page("A bridge over the Orra is closed"), headers={"ETag": '"a"'}),
        "/closed": reply(body=page("Closed to robots")),
        "/feed": site.feed(site.url("/b")),
    }
    (elsewhere / "list.txt").write_text(
        f"# mine\n{site.url('/a')}\n{site.url('/closed')}\nno address\n"
    )
    assert parallax.main(["crawl", "--urls", "list.txt"]) == 0
    captured = capfd.readouterr()
    assert captured.out.startswith("Crawled: 1 new articles, 0 revised, 1 pages not captured")
    assert "list.txt, line 4: 'no address' is no http or https address" in captured.err
    assert site.paths() == ["/robots.txt", "/a"]

    # Named again it is asked for again, by its validators.
    assert parallax.main(["crawl", "--urls", "list.txt", "--only", "the packet"]) == 0
    assert "1 looked at again and unchanged" in capfd.readouterr().out
    assert site.requests[-1][0] == "/a"
    assert site.requests[-1][1]["if-none-match"] == '"a"'

    # The feed was not asked, and so announces all it has to the next crawl.
    site.replies["/b"] = reply(body=page("A ferry for the bridge"))
    assert parallax.main(["crawl"]) == 0
    assert "1 new articles" in capfd.readouterr().out


def test_nothing_captured_is_told_by_the_exit_status(elsewhere: Path, site: Any) -> None:
    (elsewhere / "list.txt").write_text(site.url("/none"))
    assert parallax.main(["crawl", "--urls", "list.txt"]) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--urls", "none.txt"], 1, "none.txt: cannot be read"),
        (["--urls", "list.txt", "--due"], 2, "--due"),
        (["--urls", "list.txt", "--only", "Nobody"], 1, "has no outlet 'Nobody'"),
        (["--urls", "list.txt", "--only", "The Packet"], 1, "names no page of The Packet"),
    ],
    ids=["missing", "due", "unknown-outlet", "other-outlet"],
)
def test_what_does_not_go_together(
    arguments: list[str], status: int, words: str, elsewhere: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (elsewhere / "list.txt").write_text("https://courrier.fr/a")
    assert parallax.main(["crawl", *arguments]) == status
    assert words in capfd.readouterr().err


# --- lists of others


def test_what_a_list_says_of_a_page_never_outweighs_the_page(
    elsewhere: Path, site: Any, reply: Any, page: Callable[..., bytes], stored: type[Any]
) -> None:
    day = "<meta property='article:published_time' content='2025-10-04'>"
    site.replies = {
        "/told": reply(body=page("A bridge over the Orra is closed", head=day)),
        "/silent": reply(body=page("A ferry for the bridge")),
    }
    rows = [f"{site.url(path)},,2025-10-04 14:10:00,As the list calls it" for path in site.replies]
    (elsewhere / "list.csv").write_text("\n".join(["URL,MobileURL,Date,Title", *rows, ""]))
    assert parallax.main(["--db", "a.db", "crawl", "--urls", "list.csv"]) == 0
    articles = stored("a.db").articles()
    told, silent = articles[site.url("/told")], articles[site.url("/silent")]
    assert (told.outlet, told.title) == ("The Packet", "A bridge over the Orra is closed")
    assert (str(told.published)[:19], silent.title) == (
        "2025-10-04 00:00:00",
        "A ferry for the bridge",
    )
    # Where the page says nothing, the list's date is better than none, and says whose it is.
    assert str(silent.published)[:19] == "2025-10-04 14:10:00"
    assert "announced" in str(silent.origins)


def test_a_list_on_standard_input(
    elsewhere: Path, site: Any, reply: Any, page: Callable[..., bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    site.replies = {"/a": reply(body=page("A bridge over the Orra is closed"))}
    answer = json.dumps({"articles": [{"url": site.url("/a"), "seendate": "20251004T141000Z"}]})
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(answer.encode())))
    assert parallax.main(["crawl", "--urls", "-"]) == 0
    assert site.paths() == ["/robots.txt", "/a"]


def test_many_remarks_are_cut_short() -> None:
    lines = ["https://a.org/", *["nothing"] * 500, *(f"https://a{n}.org/" for n in range(100))]
    found = read_page_list(lines, (), "a list")
    assert len(found.remarks) == 42
    assert found.remarks[-1] == "480 more lines like these."


def test_dates_of_a_list_that_cannot_be_are_not_believed() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for raw, year in (("20251004T141000Z", 2025), ("2095-01-01", None), ("1970-01-01", None)):
        line = Named(where="line 1", address="https://a.org/", published=raw)
        ((_, entry),) = read_named([line], (), "a list", now).pages
        assert (entry.published.year if entry.published else None) == year
        assert entry.stated["published"].raw == raw


@pytest.mark.parametrize("content", [b"", b"url,title\n", b"[]", b"\x1f\x8b\x08\x00", b"\x00" * 9])
def test_a_list_of_nothing(
    content: bytes, elsewhere: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "list").write_bytes(content)
    assert parallax.main(["crawl", "--urls", "list"]) == 1
    assert len(capfd.readouterr().err.splitlines()) == 1

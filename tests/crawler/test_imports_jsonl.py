"""JSON Lines → articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article import Article, StatedDate
from crawler.imports.items import BadRecord, Deferred, Found, How, Item, Listed
from crawler.imports.jsonl import LONGEST_LINE, read_lines

FIELDS = "outlet text html url title published modified authors language links".split()
TEXTS = st.text(st.characters(codec=None), max_size=12)
VALUES = st.none() | TEXTS | st.integers() | st.floats() | st.lists(TEXTS, max_size=2)


HOW = How(now=datetime(2025, 10, 10, tzinfo=UTC))


def outcomes(lines: list[bytes]) -> list[Article | BadRecord | Listed]:
    """What becomes of the lines; pages are extracted here and not in a worker."""
    return [outcome(item) for item in read_lines(lines, HOW)]


def outcome(item: Item) -> Article | BadRecord | Listed:
    if isinstance(item, Deferred):
        item = item.task(*item.arguments)
    assert isinstance(item, Found | BadRecord | Listed)
    return item.article if isinstance(item, Found) else item


def read(**record: object) -> Article | BadRecord | Listed:
    (item,) = outcomes([json.dumps(record).encode()])
    return item


def test_a_whole_record() -> None:
    article = read(
        outlet=" The Packet ",
        url="https://packet.example/a?utm_source=x",
        title="Ferry\nadrift",
        text="One.\r\n\r\n\r\nTwo.\u200b",
        published="2025-10-04T08:00:00-04:00",
        modified="2025-10-05",
        authors=["Ana Lima", " "],
        language="en",
        event="ignored",
    )
    assert isinstance(article, Article)
    assert (article.outlet, article.title) == ("The Packet", "Ferry adrift")
    assert article.url == "https://packet.example/a"
    assert article.text == "One.\n\nTwo."
    assert article.published == datetime(2025, 10, 4, 12, tzinfo=UTC)
    assert article.modified == datetime(2025, 10, 5, tzinfo=UTC)
    assert (article.authors, article.language) == (("Ana Lima",), "en")
    assert article.origins["text"] == article.origins["title"] == "import"


def test_the_least() -> None:
    article = read(outlet="The Packet", text="One.")
    assert isinstance(article, Article)
    assert (article.url, article.title, article.published) == (None, "", None)


def test_html(page: Callable[..., bytes], paragraphs: tuple[str, ...]) -> None:
    article = read(
        outlet="The Packet", html=page("Barge").decode(), title="Ours", url="http://x.example/a"
    )
    assert isinstance(article, Article)
    assert article.title == "Ours"
    assert all(paragraph in article.text for paragraph in paragraphs)


def test_bytes_before_the_first_and_blank_lines_are_nothing() -> None:
    line = json.dumps({"outlet": "P", "text": "One."}).encode()
    items = list(outcomes([b"\xef\xbb\xbf" + line, b"\n", b"  \r\n", line]))
    assert [type(item) for item in items] == [Article, Article]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"not json", "is not JSON"),
        (b'{"outlet": "P", "text": "torn', "is not JSON"),
        (b"[1]", "is not a JSON object"),
        (b'"x"', "is not a JSON object"),
        (b"[" * 200_000, "is not JSON"),
        (b"\xff\xfe{", "is not UTF-8"),
        (b'{"text": "One."}', "lacks the field 'outlet'"),
        (b'{"outlet": " ", "text": "One."}', "lacks the field 'outlet'"),
        (b'{"outlet": "P"}', "neither 'text' nor 'html'"),
        (b'{"outlet": "P", "text": " \\u200b"}', "empty 'text'"),
        (b'{"outlet": "P", "text": 3}', "text is not a text"),
        (b'{"outlet": "P", "text": "One.", "url": "ftp://x/"}', "not an http"),
        (b'{"outlet": "P", "text": "One.", "published": "soon"}', "is not a date"),
        (b'{"outlet": "P", "text": "One.", "authors": [1]}', "list of names"),
        (b'{"outlet": "P", "text": "One.", "links": "https://x.example/"}', "list of addresses"),
        (b'{"outlet": "P", "text": "One.", "links": [1]}', "list of addresses"),
        (b'{"outlet": "P", "html": ""}', "HTML"),
        (b'{"outlet": "P", "html": "<html><body></body></html>"}', "no article text"),
        (b'{"outlet": "P", "text": "' + b"x" * LONGEST_LINE + b'"}', "is longer than"),
        (b'{"outlet": "P", "text": "One.", "n": ' + b"1" * 5_000 + b"}", "int"),
    ],
    ids=range(20),
)
def test_bad_lines_say_why(line: bytes, problem: str) -> None:
    (item,) = outcomes([line])
    assert isinstance(item, BadRecord)
    assert problem in item.problem
    assert item.where == "line 1"


def test_the_others_are_still_read() -> None:
    good = b'{"outlet": "P", "text": "One."}'
    items = list(outcomes([good, b"{", b"", good]))
    assert [type(item) for item in items] == [Article, BadRecord, Article]
    assert [item.where for item in items if isinstance(item, BadRecord)] == ["line 2"]


@given(
    st.binary(max_size=100)
    | st.dictionaries(st.sampled_from(FIELDS), VALUES).map(lambda one: json.dumps(one).encode())
)
def test_never_raises(line: bytes) -> None:
    for item in outcomes([line]):
        if isinstance(item, BadRecord):
            # It goes to a terminal, so it is one line without control characters.
            assert item.problem.isprintable()
        elif isinstance(item, Article):
            json.dumps([item.outlet, item.title, item.text], ensure_ascii=False).encode()
            assert item.outlet
            assert item.text


@given(st.text(st.characters(codec=None) | st.sampled_from("<>/&;p "), max_size=80))
def test_no_html_ends_an_import(html: str) -> None:
    assert len([read(outlet="P", html=html)]) == 1


def test_dates_as_given_and_marks() -> None:
    article = read(
        outlet="The Packet",
        url="https://example.com/a",
        text="LONDON (AP) — The ferry drifted.",
        authors=["Jane Doe", "Associated Press"],
        published="4 October 2025 12:00",
        modified="2025-10-04T14:00:00+02:00",
    )
    assert isinstance(article, Article)
    assert article.dates == {
        "published": StatedDate(raw="4 October 2025 12:00", zone=False),
        "modified": StatedDate(raw="2025-10-04T14:00:00+02:00", zone=True),
    }
    assert [(mark.kind, mark.source) for mark in article.marks] == [
        ("byline", "AP"),
        ("dateline", "AP"),
    ]


@pytest.mark.parametrize("asked", ["noarchive", "noindex"])
def test_an_imported_page_that_asks_not_to_be_copied_is_marked(
    asked: str, page: Callable[..., bytes]
) -> None:
    html = page(head=f"<meta name='robots' content='{asked}'>").decode()
    article = read(outlet="The Packet", html=html, published="2025-10-04")
    assert isinstance(article, Article)
    assert article.noarchive
    assert article.dates["published"] == StatedDate(raw="2025-10-04", zone=False)


LINKS = ["/report#page=4", "HTTPS://Court.example/file?utm_source=x", "mailto:a@b.example"]


def test_links_that_a_line_names(page: Callable[..., bytes]) -> None:
    own = "https://packet.example/a"
    known = ("https://packet.example/report", "https://court.example/file")
    named = read(outlet="P", text="One.", url=own, links=[*LINKS, own, LINKS[0]])
    assert isinstance(named, Article)
    assert named.links == known
    # A page's own say so where the line does not.
    line = "<p>The harbour office has put <a href='/2025/log.pdf'>the log</a> of it online.</p>"
    html = page(body=line * 3).decode()
    read_from_page = read(outlet="P", html=html, url=own)
    assert isinstance(read_from_page, Article)
    assert read_from_page.links == ("https://packet.example/2025/log.pdf",)
    said = read(outlet="P", html=html, url=own, links=LINKS)
    assert isinstance(said, Article)
    assert said.links == known

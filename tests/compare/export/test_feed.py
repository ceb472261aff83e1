"""The feed tells what is new, to whatever reads feeds, in the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from compare.cli import export_command
from compare.export import Selection, export, schema
from compare.export.columns import Table
from compare.export.feed import FEED, NEWEST, Rss
from compare.shown.addresses import printable
from compare.tables import differences, events
from crawler.sources.entries import Entry
from crawler.sources.feeds import read_feed

NOON = datetime(2025, 10, 4, 12, tzinfo=UTC)
LATER = datetime(2025, 10, 9, 8, 30, tzinfo=UTC)


def row(table: Table, **values: Any) -> dict[str, Any]:
    return {**dict.fromkeys(table.names), **values}


def event(event_id: str, **values: Any) -> dict[str, Any]:
    told = {"title": "Title", "title_article_id": "a1", "changed": NOON, "last_published": NOON}
    return row(schema.EVENTS, event_id=event_id, **{**told, **values})


def difference(name: str, event_id: str, *texts: str | None, kind: str = "figure") -> Any:
    values = [{"passage_id": f"p{n}", "text": text} for n, text in enumerate(texts)]
    ids = {"difference_id": name, "event_id": event_id}
    return row(schema.DIFFERENCES, kind=kind, values=values, **ids)


def feed(
    events: Iterable[Any], differing: Iterable[Any], outlet: str = "City Ledger", **more: Any
) -> bytes:
    url = more.pop("url", "https://ledger.example/a")
    with TemporaryDirectory() as made:
        with Rss(**more).open(Path(made), ()) as writer:
            article = row(schema.ARTICLES, article_id="a1", outlet=outlet, url=url)
            writer.write(schema.ARTICLES, [article])
            writer.write(schema.EVENTS, list(events))
            passages = [row(schema.PASSAGES, passage_id=f"p{n}", outlet=outlet) for n in range(3)]
            writer.write(schema.PASSAGES, passages)
            writer.write(schema.DIFFERENCES, list(differing))
        return (Path(made) / FEED).read_bytes()


def entries(written: bytes) -> tuple[Entry, ...]:
    return read_feed(written, "https://reader.example/feed.xml")


def guids(written: bytes) -> list[str]:
    return [str(item.text) for item in etree.fromstring(written).iter("guid")]


def test_events_with_differences_are_told(shelf: Any, out: Path) -> None:
    shelf.stock.update(events, events.c.event_id == shelf.big, changed=LATER)
    export(shelf.engine, out, ["rss"], Selection())
    (entry,) = entries((out / FEED).read_bytes())
    assert entry.title == "Title of e0000000000000001 (City Ledger)"
    assert entry.url == "https://ledger.example/"
    assert entry.published == LATER
    assert entry.guid.startswith("e0000000000000001-")
    for words in ("2 differences", "figure: 2", "“four 🚙 cars”", "@Wire “10 cars”"):
        assert words in entry.summary


def test_other_differences_are_a_new_item(shelf: Any, out: Path) -> None:
    def guid() -> str:
        export(shelf.engine, out, ["rss"], Selection())
        (found,) = guids((out / FEED).read_bytes())
        return found

    first = guid()
    assert guid() == first
    gone = differences.c.difference_id == "d0000000000000002"
    shelf.stock.update(differences, gone, difference_id="d0000000000000003")
    assert guid() != first


def test_links_lead_to_a_dashboard(shelf: Any, out: Path) -> None:
    export(shelf.engine, out, ["rss"], Selection(), link_base="http://desk.example:8501/")
    root = etree.fromstring((out / FEED).read_bytes())
    assert [link.text for link in root.iter("link")] == [
        "http://desk.example:8501/",
        "http://desk.example:8501/event?event=e0000000000000001",
    ]


def test_the_command_takes_the_address(shelf: Any, out: Path) -> None:
    asked = [str(out), "--format", "rss", "--link-base", "http://desk.example"]
    done = CliRunner().invoke(export_command, asked, obj=shelf.engine.url.database)
    assert done.exit_code == 0, done.output
    (entry,) = entries((out / FEED).read_bytes())
    assert entry.url == "http://desk.example/event?event=e0000000000000001"


def test_without_texts_differences_are_counted_alone(shelf: Any, out: Path) -> None:
    export(shelf.engine, out, ["rss"], Selection(with_text=False))
    (entry,) = entries((out / FEED).read_bytes())
    assert entry.summary == "2 differences: figure: 2"


def test_the_newest_come_first_and_no_more_than_a_hundred() -> None:
    made = [event(f"e{n:03}", changed=NOON + timedelta(hours=n % 50)) for n in range(NEWEST + 20)]
    written = feed(made, [difference(f"d{one['event_id']}", one["event_id"]) for one in made])
    found = entries(written)
    assert len(found) == NEWEST
    times = [entry.published for entry in found]
    assert times == sorted(times, reverse=True)
    assert min(times) == NOON + timedelta(hours=6)


def test_times_are_never_the_clocks() -> None:
    empty = etree.fromstring(feed([event("e1")], []))
    assert list(empty.iter("item", "lastBuildDate", "pubDate")) == []
    written = feed([event("e1"), event("e2", changed=LATER)], [difference("d1", "e2")])
    built = etree.fromstring(written).find("channel/lastBuildDate")
    assert built is not None
    assert built.text == "Thu, 09 Oct 2025 08:30:00 +0000"


def test_a_database_of_an_earlier_version() -> None:
    old = event("e1", changed=None, last_published=LATER)
    (entry,) = entries(feed([old], [difference("d1", "e1", "a", "b")]))
    assert entry.published == LATER


def test_many_differences_are_told_in_part() -> None:
    many = [difference(f"d{n}", "e1", f"value {n}", kind="wording") for n in range(40)]
    (entry,) = entries(feed([event("e1")], [*many, difference("d", "e1")]))
    assert "41 differences: figure: 1; wording: 40" in entry.summary
    assert "value 29" in entry.summary
    assert "value 30" not in entry.summary
    assert "and 11 more" in entry.summary


def test_an_article_without_an_address_is_told_without_a_link() -> None:
    written = feed([event("e1")], [difference("d1", "e1")], url="javascript:alert(1)")
    assert b"javascript" not in written
    assert len(etree.fromstring(written).findall("channel/item")) == 1


class _Tags(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[Any]]] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.words += data


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
@example("<script>alert(1)</script>", "]]></description><item/>\x00\ud83d\x0b")
@example('=HYPERLINK("x")<img src=x onerror=alert(1)>', "&lt;b&gt; &#0; \ufffe")
def test_hostile_words_are_words(title: str, words: str) -> None:
    written = feed([event("e1", title=title)], [difference("d1", "e1", words, title)], outlet=words)
    (item,) = etree.fromstring(written).findall("channel/item")
    title_read = _Tags(item.findtext("title"))
    assert title_read.tags == []
    assert title_read.words.startswith(printable(title) or "(without a headline)")
    read = _Tags(item.findtext("description"))
    assert set(map(str, (tag for tag, _ in read.tags))) <= {"p", "ul", "li", "b"}
    assert all(attributes == [] for _, attributes in read.tags)

"""The page shows what the rows say; words from the web are words, and nobody is asked anything."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from compare.export import Selection, export, schema
from compare.export.columns import Column, Table
from compare.export.page import WebPage
from compare.export.page.webpage import PAGE, TOGETHER
from crawler.tables import articles, flags

NOON = datetime(2025, 10, 4, 12, tzinfo=UTC)
ELSEWHERE = "http://elsewhere.invalid"
HOSTILE = (
    f"</title></style></script><script>alert(1)</script><img src='{ELSEWHERE}/i.png' "
    f"onerror=alert(1)>\"'><a href=javascript:alert(1)>x</a><base href='{ELSEWHERE}'>"
    '{{ 7*7 }}{% raw %} =HYPERLINK("x") ]]> \x00\x0b\u202e'
)
ELEMENTS = set(
    "html head meta title style body a div label input span main article header h1 h2 h3 p ul ol "
    "li b details summary section mark table thead tr th tbody td blockquote q nav footer script"
    .split()
)  # fmt: skip


def row(table: Table, **values: Any) -> dict[str, Any]:
    return {**dict.fromkeys(table.names), **values}


def page(path: Path) -> Any:
    return html.document_fromstring(path.read_text("utf-8"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def written(shelf: Any, out: Path, selection: Selection | None = None) -> Any:
    export(shelf.engine, out, ["html"], selection or Selection())
    return page(out / PAGE)


def cells(root: Any) -> dict[str, str]:
    """Outlet → what the first row of the first matrix says of it."""
    found = {}
    for cell in root.xpath("(//table[@class='matrix'])[1]/tbody/tr[1]/td"):
        outlet, *told = cell.xpath("./*")
        found[words(outlet)] = " ".join(words(one) for one in told)
    return found


def test_an_event_side_by_side(shelf: Any, out: Path) -> None:
    root = written(shelf, out, Selection(events=(shelf.big,)))
    (title,) = root.xpath("//h1")
    assert words(title) == "Title of e0000000000000001"
    told = words(root)
    for said in ("Headline of City Ledger", "4 Oct 2025", "3 outlets, 3 independent", "3 articles"):
        assert said in told
    headlines = root.xpath("//ul[@class='headlines']/li")
    assert [words(one.xpath("./p[1]/span[1]")[0]) for one in headlines] == [
        "City Ledger",
        "@Wire",
        "The Beacon",
    ]
    assert "copy of @Wire (90% of its words)" in words(headlines[2])
    assert "no date on the page; first seen 4 Oct 12:05" in words(headlines[2])
    found = cells(root)
    assert found["City Ledger"].startswith("At least «four 🚙 carsfigure» were there")
    assert found["@Wire"].startswith("They were boxed infigure by 10 carsfigure.")
    assert "+ A copy: they were boxed infigure by 10 cars." in found["The Beacon"]


def test_what_differs_is_marked_with_its_kind_and_reason(shelf: Any, out: Path) -> None:
    root = written(shelf, out, Selection(events=(shelf.big,)))
    marked = root.xpath("//table[@class='matrix']//mark[@class='k-figure']")
    assert [one.text for one in marked] == ["four 🚙 cars", "boxed in", "10 cars", "boxed in"]
    whole, inside = root.xpath("//ol[@class='differences']/li")
    assert "between whole accounts" in words(whole)
    assert "confidence 0.90" in words(inside)
    assert "Reason: City Ledger: «four 🚙 cars» / @Wire: «10 cars»" in words(inside)
    (row_link,) = inside.xpath(".//a[starts-with(@href, '#')]/@href")
    assert root.get_element_by_id(row_link[1:]).tag == "tr"


def test_links_lead_to_the_words_at_their_source(shelf: Any, out: Path) -> None:
    root = written(shelf, out, Selection(events=(shelf.big,)))
    found = set(root.xpath("//a[@class='source']/@href"))
    assert "https://wire.example/#:~:text=They%20were%20boxed%20in%20by%2010%20cars." in found
    assert {link.get("rel") for link in root.xpath("//a[@target]")} == {"noopener noreferrer"}


@pytest.mark.parametrize(
    ("completeness", "access", "said"),
    [
        (1.0, "free", "not in captured text"),
        (0.8, "metered", "not in captured text"),
        (0.79, "free", "unknown: captured in part"),
        (0.3, "locked", "unknown: locked"),
    ],
)
def test_what_is_unknown_is_never_called_lacking(
    tmp_path: Path, completeness: float, access: str, said: str
) -> None:
    with WebPage().open(tmp_path, ()) as writer:
        for n, outlet in enumerate(("A", "B", "C")):
            state = (completeness, access) if outlet == "C" else (1.0, "free")
            writer.write(schema.ARTICLES, [article(f"a{n}", outlet, *state)])
        writer.write(schema.EVENTS, [event("e1", 3)])
        passages = [passage(f"p{n}", f"a{n}", outlet) for n, outlet in enumerate(("A", "B"))]
        writer.write(schema.PASSAGES, passages)
        writer.write(schema.CLUSTERS, [cluster("c1", "e1", ["p0", "p1"])])
    root = page(tmp_path / PAGE)
    assert cells(root)["C"] == said
    assert words(root.xpath("//main")[0]).count("not in captured text") == said.startswith("not")


def test_without_texts_passages_are_linked_and_not_quoted(shelf: Any, out: Path) -> None:
    root = written(shelf, out, Selection(events=(shelf.big,), with_text=False))
    assert cells(root)["@Wire"].startswith("told; the words are left out here source ↗")
    text = (out / PAGE).read_text("utf-8")
    assert "made without texts" in text
    assert "boxed" not in text
    assert "10 cars" not in text.replace("=Ten Cars", "")


def test_a_page_that_asks_not_to_be_copied_is_quoted_as_in_the_tables(
    shelf: Any, out: Path
) -> None:
    shelf.stock.update(articles, articles.c.noarchive.is_(False), noarchive=True)
    root = written(shelf, out, Selection(events=(shelf.big,)))
    assert "At least" in cells(root)["City Ledger"]
    assert "the Ledger begins" not in (out / PAGE).read_text("utf-8")


def test_quotations_and_names(shelf: Any, out: Path) -> None:
    root = written(shelf, out, Selection(events=(shelf.big,)))
    (family,) = root.xpath("//ol[@class='quotations']/li")
    assert words(family).startswith("in 2 of 3 outlets boxed in by 10 cars @Wire They (Ann They)")
    assert "The Beacon trimmed" in words(family)
    assert "Leaves out: by 10 cars" in words(family)
    (alone,) = root.xpath("//section/details")
    assert "1 quotation in one outlet alone" in words(alone)
    (names,) = root.xpath("//table[@class='matrix names']/tbody/tr")
    assert (
        words(names) == "=Ten Cars City Ledger unknown: captured in part @Wire cars The Beacon cars"
    )


def test_what_an_article_says_again_is_no_other_version(shelf: Any, out: Path) -> None:
    again = {"family_id": "q0000000000000001", "position": 3}
    start = shelf.texts[shelf.wire].index("boxed in")
    span = (start, start + len("boxed in"))
    shelf.stock.quotation("q0000000000000009", shelf.wire, "@Wire", span, **again)
    root = written(shelf, out, Selection(events=(shelf.big,)))
    (versions,) = root.xpath("//ul[@class='versions']")
    assert [words(one.xpath(".//b")[0]) for one in versions] == ["The Beacon"]


def test_who_could_not_be_heard(shelf: Any, out: Path) -> None:
    for name in ("The Quiet", "The Early"):
        shelf.stock.article(name, name.split()[1].lower(), "Other news.")
    shelf.stock.insert(
        flags, outlet="The Quiet", kind="blocked", since=NOON.date(), until=None, reason="403"
    )
    shelf.stock.insert(
        flags, outlet="The Early", kind="blocked", since=(NOON - timedelta(days=9)).date(),
        until=(NOON - timedelta(days=2)).date(), reason="403",
    )  # fmt: skip
    told = words(written(shelf, out, Selection(events=(shelf.big,))))
    assert "Not fully heard at the time: The Quiet." in told
    assert "The Quiet: pages were refused since 4 Oct 2025 – 403" in told
    assert "The Early" not in told


def test_the_policy_lets_nothing_run_but_what_the_page_brings(shelf: Any, out: Path) -> None:
    root = written(shelf, out)
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,), (script,) = root.xpath("//style/text()"), root.xpath("//script/text()")
    assert policy == (
        f"default-src 'none'; style-src '{sha(style)}'; script-src '{sha(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"https?:|url\(|@import|fetch|innerHTML|eval", style + script)
    assert root.xpath("//*[@style or @onclick or @onload or @src]") == []


def test_every_field_may_be_hostile(tmp_path: Path) -> None:
    names = (f"{HOSTILE}1", f"{HOSTILE}2")
    with WebPage().open(tmp_path, ()) as writer:
        for n, outlet in enumerate(names):
            made = {**evil(schema.ARTICLES), **article(f"a{n}", outlet), "title": HOSTILE}
            made |= {"url": f"https://x{n}.example/{HOSTILE}", "access": HOSTILE}
            writer.write(schema.ARTICLES, [made])
        title = {"title": HOSTILE, "title_article_id": "a0"}
        writer.write(schema.EVENTS, [{**event("e1", 2), **title}])
        held = [{**passage(f"p{n}", f"a{n}", names[n]), "text": HOSTILE} for n in range(2)]
        writer.write(schema.PASSAGES, held)
        firsts = {"first_outlets": [HOSTILE], "first_undated": [HOSTILE]}
        writer.write(schema.CLUSTERS, [{**cluster("c1", "e1", ["p0", "p1"]), **firsts}])
        value = {"start": 2, "end": 9, "text": HOSTILE, "normal": HOSTILE}
        values = [{**value, "passage_id": f"p{n}"} for n in range(2)]
        made = {"event_id": "e1", "cluster_id": "c1", "values": values, "confidence": 0.5}
        writer.write(schema.DIFFERENCES, [{**evil(schema.DIFFERENCES), **made}])
        piece = {"start": 0, "end": 5, "text": HOSTILE}
        quoted = {**evil(schema.QUOTATIONS), "event_id": "e1", "role": "speech"}
        quoted |= {"pieces": [piece], "lost": [piece], "family_id": "q1"}
        writer.write(
            schema.QUOTATIONS,
            [{**quoted, "quotation_id": f"q{n}", "outlet": names[n % 2]} for n in range(3)],
        )
        named = {"event_id": "e1", "outlet": names[0], "text": HOSTILE, "entity": HOSTILE}
        writer.write(schema.NAMES, [row(schema.NAMES, naming_id="n1", article_id="a0", **named)])
        lapse = {"kind": HOSTILE, "since": "2025-10-01", "until": None, "reason": HOSTILE}
        writer.write(schema.OUTLETS, [row(schema.OUTLETS, outlet=HOSTILE, lapses=[lapse])])
    root = page(tmp_path / PAGE)
    assert {one.tag for one in root.iter()} <= ELEMENTS
    assert len(root.xpath("//script")) == len(root.xpath("//style")) == 1
    for one in root.iter():
        assert not [
            name for name in one.attrib if name.startswith("on") or name in ("src", "style")
        ]
        link = one.get("href", "#")
        assert link.startswith(("#", "https://x0.example/", "https://x1.example/"))
    shown = root.text_content()
    assert shown.count("{{ 7*7 }}") > 20
    assert "\x00" not in shown
    assert "\x0b" not in shown


def test_many_events_stand_on_pages_of_some_each(tmp_path: Path) -> None:
    count = 2 * TOGETHER + 4
    with WebPage().open(tmp_path, ()) as writer:
        for n in range(count):
            event_id = "../<b>e" if n == 5 else f"e{n:02}"
            made = article(f"a{n}", "Outlet", event_id=event_id)
            writer.write(schema.ARTICLES, [made])
            outlets = 1 if n < 3 else 2
            last = NOON + timedelta(hours=n)
            told = {"title": f"Title {n}", "title_article_id": f"a{n}", "last_published": last}
            writer.write(schema.EVENTS, [{**event(event_id, outlets), **told}])
    index = page(tmp_path / PAGE)
    links = index.xpath("//h2/a")
    assert [words(link) for link in links] == [f"Title {n}" for n in range(count - 1, 2, -1)]
    assert "3 events that one outlet alone tells have no page" in words(index)
    pages = ["events-00001.html", "events-00002.html", "events-00003.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [*pages, PAGE]
    for link in links:
        name, _, anchor = link.get("href").partition("#")
        one = page(tmp_path / name)
        title = one.get_element_by_id(anchor).xpath(".//header/*[self::h1 or self::h2]")[0]
        assert words(title) == words(link)
        assert one.xpath("//nav/a/@href")[0] == PAGE
    assert len(page(tmp_path / pages[2]).xpath("//article")) == 1


def test_several_events_stand_on_one_page(shelf: Any, out: Path) -> None:
    root = written(shelf, out)
    assert words(root.xpath("//h1")[0]) == "2 events side by side"
    titles = root.xpath("//article/header/h2")
    # The newest first.
    assert [words(one)[-1] for one in titles] == ["2", "1"]
    anchors = [link.removeprefix("#") for link in root.xpath("//nav//a/@href")]
    assert anchors == [one.get("id") for one in root.xpath("//article")]


def test_no_event_is_a_page_as_well(stock: Any, out: Path) -> None:
    assert words(written(stock, out).xpath("//h1")[0]) == "0 events side by side"


def sha(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def article(
    name: str, outlet: str, completeness: float = 1.0, access: str = "free", event_id: str = "e1"
) -> dict[str, Any]:
    told = {"title": "t", "published": NOON, "first_seen": NOON, "revision": 1}
    kept = {"article_id": name, "event_id": event_id, "outlet": outlet, "access": access}
    return row(schema.ARTICLES, **told, **kept, completeness=completeness)


def event(name: str, outlets: int) -> dict[str, Any]:
    times = {"first_published": NOON, "last_published": NOON}
    counts = dict.fromkeys(("articles", "outlets", "independent_outlets"), outlets)
    return row(
        schema.EVENTS, event_id=name, title="Title", title_article_id="a0", **times, **counts
    )


def passage(name: str, article_id: str, outlet: str) -> dict[str, Any]:
    ids = {"passage_id": name, "article_id": article_id, "event_id": "e1"}
    return row(schema.PASSAGES, **ids, outlet=outlet, start=0, end=9, text="some words")


def cluster(name: str, event_id: str, passage_ids: Sequence[str]) -> dict[str, Any]:
    ids = {"cluster_id": name, "event_id": event_id, "passage_ids": list(passage_ids)}
    return row(schema.CLUSTERS, **ids, outlets=2, first_outlets=[], first_undated=[])


def evil(table: Table) -> dict[str, Any]:
    """A row whose every text is hostile."""

    def value(column: Column) -> Any:
        if column.type == "records":
            return [{field.name: value(field) for field in column.fields}]
        return {"text": HOSTILE, "texts": [HOSTILE]}.get(column.type)

    return {column.name: value(column) for column in table.columns}

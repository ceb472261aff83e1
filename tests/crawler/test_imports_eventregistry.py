"""Articles of Event Registry → articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.imports.items import BadRecord, Found, How, Identities, Item, Listed
from crawler.imports.json_file import JsonFile
from crawler.imports.languages import language_tag
from crawler.outlets import Outlet

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ARTICLE = {
    "uri": "8459037900",
    "lang": "eng",
    "isDuplicate": False,
    "date": "2025-10-04",
    "time": "08:14:37",
    "dateTime": "2025-10-04T08:14:37Z",
    "dateTimePub": "2025-10-04T08:10:00Z",
    "dataType": "news",
    "sim": 0,
    "url": "https://www.packet.example/news/barge?utm_source=x",
    "title": "Barge strikes",
    "body": "A barge struck the bridge.\n\nFerries run.",
    "source": {"uri": "packet.example", "dataType": "news", "title": "Packet Online"},
    "authors": [{"uri": "lima@packet.example", "name": "Ana Lima", "isAgency": False}],
    "concepts": [{"uri": "http://en.wikipedia.org/wiki/Barge", "label": {"eng": "Barge"}}],
    "image": None,
    "eventUri": "eng-10203",
    "sentiment": 0.2,
    "wgt": 471993277,
    "relevance": 1,
}


def read(folder: Path, content: Any, **how: Any) -> list[Item]:
    path = folder / "a.json"
    path.write_text(json.dumps(content))
    return list(JsonFile().read(path, How(now=NOW, **how), lambda _: None))


def one(folder: Path, *, without: tuple[str, ...] = (), **changed: Any) -> Item:
    kept = {name: value for name, value in ARTICLE.items() if name not in without}
    (item,) = read(folder, [{**kept, **changed}])
    return item


@pytest.mark.parametrize(
    "content",
    [
        {"articles": {"page": 1, "pages": 1, "totalResults": 1, "results": [ARTICLE]}},
        {"recentActivityArticles": {"newestUri": "1", "activity": [ARTICLE]}},
        [ARTICLE],
        ARTICLE,
    ],
    ids=["answer", "feed", "list", "one"],
)
def test_an_article_wherever_it_stands(content: Any, tmp_path: Path) -> None:
    (found,) = read(tmp_path, content)
    assert isinstance(found, Found)
    article = found.article
    assert (article.outlet, article.url) == (
        "Packet Online",
        "https://www.packet.example/news/barge",
    )
    assert (article.title, article.authors, article.language) == (
        "Barge strikes",
        ("Ana Lima",),
        "en",
    )
    assert article.text == "A barge struck the bridge.\n\nFerries run."
    assert article.published == datetime(2025, 10, 4, 8, 10, tzinfo=UTC)
    assert article.dates["published"].raw == "2025-10-04T08:10:00Z"
    assert found.captured == datetime(2025, 10, 4, 8, 14, 37, tzinfo=UTC)


def test_pages_of_an_answer_are_read_one_by_one(tmp_path: Path) -> None:
    many = [{**ARTICLE, "url": f"https://packet.example/{n}"} for n in range(30)]
    answer = {"articles": {"results": many, "totalResults": 30}, "info": "x"}
    items = read(tmp_path, answer)
    assert [type(item) for item in items] == [Found] * 30
    assert read(tmp_path, {"articles": {"results": [], "totalResults": 0}}) == []


def test_outlets_by_address_then_as_the_source_calls_itself(
    make_outlet: Callable[..., Outlet], tmp_path: Path
) -> None:
    identities = Identities([make_outlet("The Packet", domain="packet.example")])
    found = one(tmp_path)
    assert isinstance(found, Found)
    (declared,) = read(tmp_path, [ARTICLE], identities=identities)
    assert isinstance(declared, Found)
    assert (found.article.outlet, declared.article.outlet) == ("Packet Online", "The Packet")
    bare = one(tmp_path, source={"uri": "packet.example"})
    none = one(tmp_path, without=("source",))
    assert isinstance(bare, Found)
    assert isinstance(none, Found)
    assert (bare.article.outlet, none.article.outlet) == ("packet.example", "packet.example")


def test_older_answers_have_day_and_time(tmp_path: Path) -> None:
    found = one(tmp_path, without=("dateTime", "dateTimePub"))
    assert isinstance(found, Found)
    assert found.article.published == datetime(2025, 10, 4, 8, 14, 37, tzinfo=UTC)


@pytest.mark.parametrize("body", ["", " \n", None])
def test_without_its_text_it_is_a_page_to_crawl(body: str | None, tmp_path: Path) -> None:
    item = one(tmp_path, body=body)
    assert isinstance(item, Listed)
    assert (item.url, item.title) == (ARTICLE["url"], "Barge strikes")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"title": {"eng": "An event"}}, "title is not a text"),
        ({"body": 3}, "body is not a text"),
        ({"authors": "Ana"}, "authors is not a list"),
        ({"authors": [{"uri": "x"}]}, "list of names"),
        ({"source": {"uri": 3}}, "uri is not a text"),
        ({"dateTimePub": "soon"}, "is not a date"),
        ({"body": "", "url": "ftp://x"}, "not an http"),
    ],
)
def test_what_is_of_another_shape_is_told(
    changed: dict[str, Any], problem: str, tmp_path: Path
) -> None:
    item = one(tmp_path, **changed)
    assert isinstance(item, BadRecord)
    assert problem in item.problem


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("eng", "en"), ("DEU", "de"), ("zho", "zh"), ("slv", "sl"), ("en_GB", "en-GB"),
        ("de-CH", "de-CH"), ("English", "en"), ("Spanish", "es"), ("tlh", "tlh"), ("xx", "xx"),
    ],
)  # fmt: skip
def test_languages(name: str, tag: str) -> None:
    assert language_tag(name) == tag

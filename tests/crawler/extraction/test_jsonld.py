"""What a page's JSON-LD says."""

from __future__ import annotations

import json
from typing import Any

import lxml.html
import pytest

from crawler.extraction.jsonld import JsonLd

ARTICLE = {"@type": "NewsArticle", "headline": "Ferry adrift"}


def read(*documents: Any, around: str = "{}") -> JsonLd:
    scripts = "".join(
        f"<script type='application/ld+json'>{around.replace('{}', json.dumps(one))}</script>"
        for one in documents
    )
    return JsonLd(lxml.html.document_fromstring(f"<html><body>{scripts}</body></html>"))


@pytest.mark.parametrize(
    "around", ["//<![CDATA[\n{}\n//]]>", "/*<![CDATA[*/{}/*]]>*/", "<!-- {} -->", "{};"]
)
def test_what_old_templates_put_around_it(around: str) -> None:
    assert read(ARTICLE, around=around).headline() == "Ferry adrift"


@pytest.mark.parametrize(
    "author",
    [
        {"@id": "#ana"},
        {"givenName": "Ana", "familyName": "Lima"},
        {"byline": "Ana Lima"},
        ["Ana Lima"],
        {"name": "Ana Lima"},
    ],
)
def test_author_lines(author: Any) -> None:
    graph = {"@graph": [ARTICLE | {"author": author}, {"@id": "#ana", "name": "Ana Lima"}]}
    assert read(graph).author_lines() == ["Ana Lima"]


def test_twins_fill_each_others_gaps() -> None:
    found = read(
        {"@type": "Article", "name": "", "articleBody": "Of nothing."},
        ARTICLE | {"articleBody": ""},
        ARTICLE | {"articleBody": "It drifted for hours."},
        {"@type": "NewsArticle", "headline": "Another story", "author": "Jo Park"},
    )
    assert (found.body(), found.author_lines()) == ("It drifted for hours.", [])


@pytest.mark.parametrize(
    ("said", "free"),
    [(True, True), ("False", False), ("http://schema.org/True", True), ("maybe", None), (3, None)],
)
def test_whether_it_is_free(said: Any, free: bool | None) -> None:
    assert read(ARTICLE | {"isAccessibleForFree": said}).free() is free
    assert read(ARTICLE, {"@type": "WebPage", "isAccessibleForFree": said}).free() is free


def test_the_section_in_the_breadcrumbs() -> None:
    def crumb(name: str, path: str | None) -> dict[str, Any]:
        return {"name": name} | ({"item": f"https://example.com{path}"} if path else {})

    crumbs = [crumb("Home", "/"), crumb("World", "/world/"), crumb("Ferry adrift", None)]
    listed = {"@type": "BreadcrumbList", "itemListElement": crumbs}
    assert read(listed).section() == "World"
    assert read({**listed, "itemListElement": [crumbs[0], crumbs[2]]}).section() is None
    assert (
        read({**listed, "itemListElement": ["x", {"item": {"@id": "http://["}}]}).section() is None
    )


def test_a_declared_text_in_a_script_without_spaces() -> None:
    assert (read(ARTICLE | {"articleBody": "渡轮漂流了七个小时"}).words() or 0) > 1

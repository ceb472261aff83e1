"""The exported page in a real browser: opened from the disk it asks nobody for anything, runs
nothing but its own script, and is read by eye, by ear, on a telephone, on paper and by search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import pytest

from compare.export import Selection, export
from crawler.database import open_database

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SERIOUS: Final = ("serious", "critical")
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1440, "light"), (390, "dark"))
_TALL = 3000
"""Pixels: axe judges the contrast of what is in the window."""
NOT_WORDS = """() => [
    ...document.querySelectorAll(
        'img, svg, iframe, object, form, base, link, body style, [onerror], [onload], [src]'),
    ...[...document.scripts].slice(1),
    ...[...document.links].filter(a => !/^(https?|file)?:$/.test(a.protocol)),
].map(e => e.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def folder(database: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two events on one page, in one of which every field is hostile."""
    made = tmp_path_factory.mktemp("exported") / "pages"
    engine = open_database(database)
    export(engine, made, ["html"], Selection(events=("eevil", "ebridge")))
    engine.dispose()
    return made


@pytest.fixture
def page(folder: Path, chromium: Browser) -> Iterator[Page]:
    """The page, open; at the end nothing must have run, failed, or been asked for."""
    faults: list[str] = []
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.on("request", lambda asked: faults.append(asked.url))
    opened = context.new_page()
    opened.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    opened.on("console", lambda said: faults.append(said.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    address = (folder / "index.html").as_uri()
    opened.goto(address)
    yield opened
    context.close()
    assert [fault for fault in faults if fault != address] == []


def test_hostile_words_are_words(page: Page) -> None:
    assert page.evaluate(NOT_WORDS) == []
    assert "<script>alert(1)</script>" in page.inner_text("main")


def test_it_is_fit_for_everybody(page: Page, pictures: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed")
    page.evaluate(axe.AXE_SCRIPT)
    wrong = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": _TALL})
        page.emulate_media(color_scheme=scheme)
        found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
        wrong += [
            f"{width} px, {scheme}: {one['id']} at {node['target']}"
            for one in found["violations"]
            if one["impact"] in SERIOUS
            for node in one["nodes"]
        ]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=pictures / f"exported-{width}.png")
    assert wrong == []
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_words_are_found_and_what_is_folded_away_opens(page: Page) -> None:
    from playwright.sync_api import expect

    rows = page.locator("[data-row]:visible")
    every = rows.count()
    page.fill("#words", "NOBODY will páy")
    found = page.locator("#found")
    expect(found).to_have_text(re.compile("rows"))
    assert 0 < rows.count() < every
    for text in rows.all_inner_texts():
        assert "nobody will pay" in text.lower()
    page.fill("#words", "")
    expect(found).to_be_empty()
    assert rows.count() == every


def test_without_its_script_and_on_paper_it_is_whole(folder: Path, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((folder / "index.html").as_uri())
    assert not opened.locator("#search").is_visible()
    assert opened.locator("table.matrix").first.is_visible()
    opened.emulate_media(media="print")
    assert not opened.locator("a.source").first.is_visible()
    assert opened.locator("table.matrix").first.is_visible()
    context.close()

"""Every page and tab as a person meets it: axe-core finds nothing serious, nothing scrolls sideways
on a telephone, and hostile texts are words. Each leaves its pictures in build/screenshots.

The pages are found by the navigation and the tabs by what the event page shows, so that a new one
is looked at as soon as it is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import pytest

from dashboard.links import SCRIPT
from dashboard.screenshot import settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]
Look = Callable[["Page", str], list[str]]
SERIOUS: Final = ("serious", "critical")
STREAMLIT: dict[str, tuple[str, ...]] = {}
"""What Streamlit does and we cannot mend: rule → parts of selectors, each with its reason. Empty:
all that axe finds serious is ours to mend."""
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1440, "light"), (390, "dark"))
"""Widths change what is laid out, schemes the colours: two looks see all four."""
_TALL = 3000
"""Pixels: axe judges the contrast of what is in the window."""
NOT_WORDS = r"""links => [
    ...document.querySelectorAll('.stMain :is(script, iframe, .katex, [onerror], [onload])'),
    ...document.querySelectorAll('[href^="javascript:"], [src*="elsewhere"]'),
].filter(e => e.text !== links)
.filter(e => !/^document\.cookie = "parallax-visit-[0-9a-f]{8}=[\d.]+; [\w=; /-]+"$/.test(e.text))
.map(e => 'not words: ' + e.outerHTML.slice(0, 200))"""
"""What would be there if a text were more than words; of the two scripts of our own one follows
links, and one sets the cookie of the last visit, of digits alone."""


@pytest.fixture
def look(pictures: Path) -> Look:
    """What is wrong with the page as it stands."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed")

    def looked(page: Page, name: str) -> list[str]:
        page.evaluate(axe.AXE_SCRIPT)
        strange = page.evaluate(NOT_WORDS, SCRIPT.read_text("utf-8"))
        wrong = [f"{name}: {fault}" for fault in strange]
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": _TALL})
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(150)
            wrong += [f"{name}, {width} px, {scheme}: {fault}" for fault in _serious(page)]
            wide = page.evaluate("document.querySelector('.stMain').scrollWidth")
            if wide > width:
                wrong.append(f"{name}, {width} px: {wide} px wide")
            slug = re.sub(r"\W+", "-", name).strip("-").lower()
            page.screenshot(path=pictures / f"{slug}-{width}.png")
        return wrong

    return looked


def test_pages(open_page: Open, look: Look) -> None:
    page = open_page()
    links = page.locator("[data-testid=stTopNavLink]")
    pages = [str(links.nth(n).get_attribute("href")) for n in range(links.count())]
    assert len(pages) >= 3
    wrong = look(page, "Events")
    for url in [*pages[1:], f"{pages[0]}coverage?event=eevil", f"{pages[0]}event?event=enone"]:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(url)
        settle(page)
        wrong += look(page, url.removeprefix(pages[0]))
    assert wrong == []


def test_tabs_in_which_every_text_is_hostile(open_page: Open, look: Look) -> None:
    page = open_page("event?event=eevil&why=true&correct=true")
    wrong = look(page, "Hostile")
    for tab in _other_tabs(page):
        wrong += look(page, tab)
    assert wrong == []


def test_side_by_side_and_an_article(open_page: Open, look: Look) -> None:
    page = open_page("event?event=ebridge")
    assert look(page, "Side by side") == []
    article = open_page("event?event=eevil").locator("a[href*='article?']").first
    assert look(open_page(article.evaluate("link => link.href")), "Article") == []


def _other_tabs(page: Page) -> Iterator[str]:
    tabs = page.locator(".st-key-tab [role=tab]")
    assert tabs.count() >= 7
    for number in range(1, tabs.count()):
        name = tabs.nth(number).inner_text()
        tabs.nth(number).click()
        page.get_by_role("heading", name=name, exact=True).first.wait_for(state="attached")
        settle(page)
        yield name


def _serious(page: Page) -> list[str]:
    results: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{found['id']} at {node['target']}: {node['html'][:200]}"
        for found in results["violations"]
        if found["impact"] in SERIOUS
        for node in found["nodes"]
        if not any(part in str(node["target"]) for part in STREAMLIT.get(found["id"], ()))
    ]

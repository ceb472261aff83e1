"""Links to events and articles load nothing anew, and lead where they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dashboard.screenshot import settle

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Open = Callable[..., "Page"]
BARGE = "Barge closes Orra bridge; four cracks counted"


def _mark(page: Page) -> None:
    page.evaluate("window.marked = true")


def _is_the_same(page: Page) -> bool:
    """Whether nothing was loaded since the mark was set."""
    return bool(page.evaluate("window.marked === true"))


def _titled(page: Page, title: str) -> None:
    page.wait_for_function("title => document.querySelector('h1')?.innerText === title", arg=title)
    settle(page)


def _barge(page: Page) -> None:
    page.get_by_role("link", name=BARGE).click()


def test_to_an_event_to_an_article_and_back(open_page: Open) -> None:
    page = open_page("?q=barge")
    _mark(page)
    _barge(page)
    _titled(page, BARGE)
    assert page.url.endswith("/event?event=ebridge")
    page.get_by_role("tab", name="Timeline").click()
    page.wait_for_url("**tab=Timeline**")
    settle(page)
    page.locator("a[href^='article?']").first.click()
    page.wait_for_selector(".px-text")
    assert "/article?article=" in page.url
    page.go_back()
    _titled(page, BARGE)
    assert page.locator("[role=tab][aria-selected=true]").inner_text() == "Timeline"
    page.go_back()
    _titled(page, "Events")
    assert page.url.endswith("/?q=barge")
    assert page.locator(".st-key-q input").input_value() == "barge"
    assert page.locator(".px-events > li").count() == 1
    assert _is_the_same(page)


def test_what_one_event_was_asked_is_not_asked_of_the_next(open_page: Open) -> None:
    page = open_page("event?event=ebridge&show=with+a+difference")
    page.locator(".px-back a").click()
    _titled(page, "Events")
    _mark(page)
    _barge(page)
    _titled(page, BARGE)
    page.get_by_text("only in one", exact=True).click()
    page.wait_for_url("**show=only**")
    settle(page)
    page.go_back()
    while "/event" in page.url:
        page.go_back()
    _titled(page, "Events")
    page.locator(".px-events h2 a").first.click()
    page.wait_for_url("**/event?event=*")
    page.wait_for_selector(".px-matrix")
    settle(page)
    assert "show=" not in page.url
    assert page.get_by_role("radio", name="all", exact=True).get_attribute("aria-checked") == "true"


def test_other_tabs_and_other_links_stay_the_browsers(
    open_page: Open, context: BrowserContext
) -> None:
    page = open_page()
    _mark(page)
    with context.expect_page() as opened:
        page.get_by_role("link", name=BARGE).click(modifiers=["Control"])
    settle(opened.value)
    assert "event=ebridge" in opened.value.url
    assert page.locator("h1").inner_text() == "Events"
    page.get_by_role("link", name="Export these events").click()
    _titled(page, "Export")
    assert "which=" in page.url
    assert not _is_the_same(page)


def test_a_page_that_did_not_hear_is_loaded(open_page: Open) -> None:
    page = open_page()
    _mark(page)
    page.evaluate("window.dispatchEvent = () => true")
    _barge(page)
    _titled(page, BARGE)
    assert not _is_the_same(page)

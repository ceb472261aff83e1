"""The reader's path in a real browser: list, search, event, differences, source, copied URL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from dashboard.screenshot import browser, chromium_path, free_port, settle
from dashboard.server import address, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(chromium_path() is None, reason="there is no chromium here")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def site(newsroom: str) -> Iterator[str]:
    port = free_port()
    with running(newsroom, "127.0.0.1", port):
        yield address("127.0.0.1", port)


def _open(chromium: Browser, url: str, width: int = 1440) -> Page:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(15_000)
    page.goto(url)
    settle(page)
    return page


def test_the_readers_path(chromium: Browser, site: str) -> None:
    page = _open(chromium, site)
    elsewhere: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(site) else elsewhere.append(r.url))
    faults: list[str] = []
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    events = page.locator(".px-events > li")
    assert events.count() == 2

    page.get_by_label("Search in titles").fill("barge")
    page.get_by_label("Search in titles").press("Enter")
    page.wait_for_function("document.querySelectorAll('.px-events > li').length == 1")
    assert "q=barge" in page.url

    page.get_by_role("link", name="Barge closes Orra bridge").click()
    page.wait_for_selector(".px-matrix")
    assert "event=ebridge" in page.url
    assert page.locator(".px-matrix thead th[scope=col]").count() == 5

    page.get_by_text("with a difference", exact=True).click()
    page.wait_for_function("document.querySelectorAll('.px-matrix tbody tr[role=row]').length == 2")
    assert page.locator("mark.px-k-figure").first.is_visible()
    link = page.locator("td a.px-source").nth(0)
    href = link.get_attribute("href") or ""
    assert href.startswith("https://ledger.example/")
    assert "#:~:text=A%20bridge%20over" in href
    assert link.get_attribute("target") == "_blank"

    row = page.locator(".px-matrix summary").nth(1)
    row.click()
    assert page.locator(".px-context .px-here").nth(4).is_visible()

    again = _open(chromium, page.url)
    assert again.locator(".px-matrix tbody tr[role=row]").count() == 2
    assert again.locator(".px-matrix").inner_text() == _closed(page)
    assert elsewhere == []
    assert faults == []
    again.close()
    page.close()


def test_a_telephone_needs_no_sideways_scrolling(chromium: Browser, site: str) -> None:
    for path in (
        "",
        "event?event=ebridge",
        "event?event=ebridge&why=true&correct=true",
        "event?event=ehostile&tab=Differences&why=true",
        "health",
    ):
        page = _open(chromium, f"{site}/{path}", width=390)
        too_wide = page.evaluate(
            "document.querySelector('.stMain').scrollWidth > window.innerWidth"
        )
        assert not too_wide, path
        page.close()


def _closed(page: Page) -> str:
    page.locator(".px-matrix summary").nth(1).click()
    return page.locator(".px-matrix").inner_text()

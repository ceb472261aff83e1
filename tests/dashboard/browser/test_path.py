"""The reader's path: open, search, an event, its differences, the source, the copied address,
export."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crawler.article import Article
from crawler.database import open_database, writing
from dashboard.screenshot import free_port, settle
from dashboard.server import address, running
from demo.newsroom import Newsroom, Published
from demo.server import NewsroomServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

Open = Callable[..., "Page"]
_PRESS = 150
"""Milliseconds for which a finger stays on what it taps."""
_ROWS = ".px-matrix tbody tr[role=row]"


def test_the_readers_path(open_page: Open, context: BrowserContext, tmp_path: Path) -> None:
    page = open_page()
    assert page.locator(".px-events > li").count() == 3

    search = page.locator(".st-key-q input")
    search.fill("barge")
    search.press("Enter")
    page.wait_for_function("document.querySelectorAll('.px-events > li').length == 1")
    assert "q=barge" in page.url

    page.get_by_role("link", name="Barge closes Orra bridge").click()
    page.wait_for_selector(".px-matrix")
    assert "event=ebridge" in page.url
    # The Beacon copies National Wire, and is told in its column.
    assert page.locator(".px-matrix thead th[scope=col]").count() == 4

    page.get_by_text("with a difference", exact=True).click()
    page.wait_for_function(f"document.querySelectorAll('{_ROWS}').length == 2")
    assert page.locator("mark.px-k-figure").first.is_visible()
    link = page.locator("td a.px-source").first
    href = link.get_attribute("href") or ""
    assert href.startswith("https://ledger.example/")
    assert "#:~:text=A%20bridge%20over" in href
    assert link.get_attribute("target") == "_blank"

    page.locator(".px-matrix summary").nth(1).press("Enter")
    assert page.locator(".px-context .px-here").nth(4).is_visible()
    page.locator(".px-matrix summary").nth(1).press("Enter")

    again = open_page(page.url)
    assert again.locator(_ROWS).count() == 2
    assert again.locator(".px-matrix").inner_text() == page.locator(".px-matrix").inner_text()

    page.get_by_role("link", name="Export it").click()
    button = page.get_by_role("button", name="Download as one zip")
    with page.expect_download() as caught:
        button.click()
    caught.value.save_as(tmp_path / "event.zip")
    with zipfile.ZipFile(tmp_path / "event.zip") as taken:
        events = next(name for name in taken.namelist() if name.endswith("events.jsonl"))
        assert "Barge closes Orra bridge" in taken.read(events).decode()


def test_a_copied_address_outlives_a_merge(open_page: Open) -> None:
    state = "tab=Side+by+side&show=figure&outlets=City+Ledger&outlets=The+Beacon"
    before = open_page(f"event?event=ebridge&{state}")
    merged = open_page(f"event?event=eold&{state}")
    assert before.locator(_ROWS).count() == 1
    assert merged.locator(".px-matrix").inner_text() == before.locator(".px-matrix").inner_text()
    assert "event=ebridge" in merged.url
    for part in ("show=figure", "outlets=City+Ledger", "outlets=The+Beacon"):
        assert part in merged.url.replace("%20", "+")


def test_keys_do_what_a_mouse_does(open_page: Open) -> None:
    page = open_page("event?event=ebridge")
    page.get_by_role("tab", name="Side by side").focus()
    page.keyboard.press("ArrowRight")
    _wait_for_focus(page, "Differences")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Differences", exact=True).wait_for(state="attached")
    page.get_by_role("tab", name="Side by side").press("Enter")
    page.locator(_ROWS).first.wait_for()
    settle(page)
    page.get_by_role("radio", name="all", exact=True).press("ArrowRight")
    _wait_for_focus(page, "shared by all")
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('{_ROWS}').length == 1")
    assert "show=shared" in page.url
    # The matrix itself is reached too: a table wider than its box is scrolled with the arrows.
    page.locator(".px-scroll").focus()
    assert page.evaluate("document.activeElement.className").startswith("px-scroll")


def test_on_a_telephone_every_account_is_a_swipe_or_a_tap_away(
    chromium: Browser, site: str
) -> None:
    with chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ) as phone:
        page = phone.new_page()
        page.goto(f"{site}/event?event=ebridge")
        settle(page)
        page.locator(".px-number").first.scroll_into_view_if_needed()
        _wait_for(page, "City Ledger")
        place = page.evaluate("document.querySelector('.stMain').scrollTop")
        page.locator(".px-tab", has_text="National Wire").click(delay=_PRESS)
        _wait_for(page, "National Wire")
        page.locator(".px-tab", has_text="City Ledger").click(delay=_PRESS)
        _wait_for(page, "City Ledger")
        page.wait_for_timeout(1000)
        # A push stops at the next account, wherever it ends.
        page.evaluate("document.querySelector('.px-scroll').scrollBy(250, 0)")
        _wait_for(page, "National Wire")
        assert page.evaluate("document.querySelector('.stMain').scrollTop") == place
        number = page.locator(".px-number").first.bounding_box()
        assert number is not None
        assert 0 <= number["x"] < 390


def test_on_paper_stands_what_was_told_and_nothing_to_click(open_page: Open) -> None:
    page = open_page("event?event=ebridge")
    page.emulate_media(media="print", color_scheme="dark")
    # The width of A4 on its side, less the margins.
    page.set_viewport_size({"width": 1046, "height": 700})
    hidden = (
        "[data-testid=stTopNav]",
        "[role=tablist]",
        ".st-key-show",
        ".st-key-outlets",
        ".stExpander",
        ".px-open",
    )
    assert [what for what in hidden if page.locator(what).first.is_visible()] == []
    cells = page.locator(".px-matrix td:visible, .px-matrix th:visible")
    assert cells.count() == 4 * 4
    boxes = [cells.nth(number).bounding_box() for number in range(cells.count())]
    assert max(box["x"] + box["width"] for box in boxes if box) <= 1046
    # Nothing is cut off by a box that scrolls: the paper is as long as the text.
    assert page.evaluate("document.documentElement.scrollHeight") > 700
    ink = page.evaluate("getComputedStyle(document.querySelector('.px-passage')).color")
    assert ink == "rgb(0, 0, 0)"
    host = page.locator(".px-headlines .px-source").first
    shown = host.evaluate("link => getComputedStyle(link, '::after').content")
    assert "ledger.example" in shown
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")


@pytest.fixture
def newsroom_site(
    tmp_path: Path,
    write_article: Callable[..., Article],
    store_event: Callable[..., None],
) -> Iterator[tuple[str, str]]:
    """The dashboard's address, and a passage far down a page that the demo's newsroom serves."""
    newsroom = Newsroom.load()
    told = max(newsroom.at(newsroom.end), key=_open_length)
    words = told.version.paragraphs[-2]
    database = str(tmp_path / "newsroom.db")
    with NewsroomServer(newsroom, base_port=0) as server:
        url = server.url(told.outlet.key, told.path)
        first = write_article(told.outlet.name, told.title, words, url=url)
        other = write_article("Another", "Another", "Nothing of the kind. It rained.")
        engine = open_database(database)
        with writing(engine) as connection:
            sides = [[(first, words[:20]), (other, "Nothing")]]
            store_event(connection, "e1", [first, other], clusters=sides)
        engine.dispose()
        port = free_port()
        with running(database, "127.0.0.1", port):
            yield address("127.0.0.1", port), words


def test_a_source_link_jumps_to_the_words(
    chromium: Browser, newsroom_site: tuple[str, str]
) -> None:
    site, words = newsroom_site
    with chromium.new_context(viewport={"width": 800, "height": 400}) as reader:
        page = reader.new_page()
        page.goto(f"{site}/event?event=e1")
        settle(page)
        with reader.expect_page() as opened:
            page.locator("td a.px-source[href^='http://127.0.0.1']").click()
        source = opened.value
        source.wait_for_load_state()
        paragraph = source.get_by_text(words[:40])
        source.wait_for_function("window.scrollY > 0", timeout=5_000)
        box = paragraph.bounding_box()
        assert box is not None
        assert box["y"] < 400
        assert box["y"] + box["height"] > 0


def _open_length(told: Published) -> int:
    open_to_all = told.story.access == "open" and not told.outlet.disallow
    return len(told.version.paragraphs) if open_to_all else 0


def _wait_for(page: Page, outlet: str) -> None:
    """Until this outlet's cell of the first row stands at the left edge."""
    page.wait_for_function(
        """outlet => [...document.querySelectorAll('.px-matrix tbody tr:first-child td')].some(
            td => Math.abs(td.getBoundingClientRect().left) < 5
                && td.querySelector('.px-label').innerText == outlet)""",
        arg=outlet,
    )


def _wait_for_focus(page: Page, words: str) -> None:
    """Until the keys have moved to what is named so: a busy machine takes a while."""
    page.wait_for_function(
        "words => (document.activeElement?.innerText ?? '').trim() == words", arg=words
    )

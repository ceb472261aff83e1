"""How long a reader waits after a click: a real server, a real Chromium, on one machine.

First content is the page's title; whole is when Streamlit has drawn all of it. The first visit of a
browser, which loads Streamlit's scripts, is told apart.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.screenshot import browser, chromium_path, free_port, settle
from dashboard.server import address, running

if TYPE_CHECKING:
    from playwright.sync_api import Page

_ROUNDS = 5
_PATIENCE = 60_000
"""Milliseconds."""


@dataclass(frozen=True, kw_only=True)
class _Click:
    """One thing that a reader does."""

    name: str
    page: str
    # where the reader is before
    act: Callable[[Page], None]
    content: str
    # selector of the first of what it shows


def _follow(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.click()


def _search(page: Page) -> None:
    box = page.locator(".st-key-q input")
    box.fill("once7")
    box.press("Enter")


_CLICKS = (
    _Click(
        name="an event of the list",
        page="",
        act=_follow(".px-events a[href*='event=']"),
        content="h1:not(:text-is('Events'))",
    ),
    _Click(
        name="a search",
        page="",
        act=_search,
        content=".px-events li:only-child",
    ),
    _Click(
        name="the tab Differences",
        page="event",
        act=lambda page: page.get_by_role("tab", name="Differences").click(),
        content=".px-differences",
    ),
    _Click(
        name="an article",
        page="event",
        act=_follow("a[href*='article?']"),
        content=".px-text",
    ),
)


def report(database: str, event_id: str) -> None:
    """Print the figures for an archive that is there; none where there is no Chromium."""
    if chromium_path() is None:
        print("no Chromium here")
        return
    port = free_port()
    with running(database, "127.0.0.1", port), browser() as chromium:
        here = address("127.0.0.1", port)
        began = time.perf_counter()
        page = chromium.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(here)
        page.wait_for_selector(".px-events li", timeout=_PATIENCE)
        print(f"{'the first visit of all':42}{1000 * (time.perf_counter() - began):12.0f}")
        for click in _CLICKS:
            took = [_once(page, here, click, event_id) for _ in range(_ROUNDS)]
            first, whole = (statistics.median(column) for column in zip(*took, strict=True))
            print(f"{click.name:42}{1000 * first:12.0f}{1000 * whole:12.0f}", flush=True)


def _once(page: Page, here: str, click: _Click, event_id: str) -> tuple[float, float]:
    page.goto(f"{here}/{click.page}" + (f"?event={event_id}" if click.page else ""))
    settle(page)
    began = time.perf_counter()
    click.act(page)
    page.wait_for_selector(click.content, timeout=_PATIENCE)
    first = time.perf_counter() - began
    settle(page, pause=0)
    return first, time.perf_counter() - began

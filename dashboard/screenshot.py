"""Pictures of the pages: python -m dashboard.screenshot --db DB --event ID --out FILE.

Starts the dashboard on a free port, opens the page in a headless Chromium and stops both.
"""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

import click

from crawler.database import open_database
from crawler.errors import ParallaxError
from dashboard.errors import DashboardError
from dashboard.server import address, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


_PATIENCE = 60_000
"""Milliseconds for a page to be drawn."""


def chromium_path() -> str | None:
    """The Chromium of this machine, or None."""
    return next((path for path in map(shutil.which, _NAMES) if path), None)


def free_port() -> int:
    """A port that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium that calls nobody."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise DashboardError("playwright", "is not installed", "pip install playwright") from error
    path = chromium_path()
    if path is None:
        raise DashboardError("chromium", "is not installed", "install it and run again")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        try:
            yield started
        finally:
            started.close()


def settle(page: Page, pause: float = 0.3) -> None:
    """Wait until Streamlit has drawn the page and runs no more; pause: seconds for what moves."""
    page.wait_for_selector(".stHtml h1, [data-testid=stAlert]", timeout=_PATIENCE)
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]", timeout=_PATIENCE)
    # Some widgets are loaded when they are first drawn.
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')", timeout=_PATIENCE)
    page.wait_for_timeout(1000 * pause)


def take(
    db: str,
    out: Path,
    *,
    path: str,
    width: int = 1440,
    height: int = 1000,
    scheme: Literal["light", "dark"] = "light",
    whole: bool = False,
) -> None:
    """One picture of the page at this path (relative, with its query)."""
    port = free_port()
    with running(db, "127.0.0.1", port), browser() as chromium:
        page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        page.goto(f"{address('127.0.0.1', port)}/{path}")
        settle(page)
        if whole:
            # Streamlit scrolls inside its own box: only a taller window shows all of it.
            needed = page.evaluate("document.querySelector('.stMain').scrollHeight")
            page.set_viewport_size({"width": width, "height": max(height, int(needed))})
            settle(page)
        page.screenshot(path=out)


@click.command()
@click.option("--db", required=True, help="The database: a file name or a SQLAlchemy URL.")
@click.option("--event", help="The event's id; without it, the list of events.")
@click.option("--page", default="event", show_default=True, help="Which page of the event.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--width", default=1440, show_default=True)
@click.option("--height", default=1000, show_default=True)
@click.option("--dark", is_flag=True, help="In the dark scheme.")
@click.option("--whole", is_flag=True, help="As tall as the page is.")
@click.option("--query", default="", help="More of the address, e.g. show=figure.")
def command(
    db: str,
    event: str | None,
    page: str,
    out: Path,
    width: int,
    height: int,
    dark: bool,
    whole: bool,
    query: str,
) -> None:
    """Take a picture of one event side by side, or of the list of events."""
    open_database(db, must_exist=True).dispose()
    path = f"{page}?{urlencode({'event': event})}&{query}" if event else f"?{query}"
    scheme: Literal["light", "dark"] = "dark" if dark else "light"
    take(db, out, path=path, width=width, height=height, scheme=scheme, whole=whole)
    click.echo(f"Wrote {out}.")


if __name__ == "__main__":
    try:
        command()
    except ParallaxError as problem:
        click.echo(f"screenshot: {problem}", err=True)
        sys.exit(1)

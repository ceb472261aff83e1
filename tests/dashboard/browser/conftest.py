"""A served database with everything that the pages draw, and a Chromium that looks at it.

Whatever a page asks of another machine, and whatever a text from the web gets to run, fails the
test that opened it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.engine import Connection

from compare.accountrows import insert_accounts
from compare.accounts import Accounts
from compare.corrections.correction import merge
from compare.corrections.storage import members_of
from compare.corrections.storage import store as store_correction
from compare.naming import Account as NamingAccount
from compare.naming import naming_grid
from compare.quotations import Account, list_quotations
from compare.tables import follows
from crawler.article import Article
from crawler.database import open_database, writing
from crawler.failures import store_failure
from crawler.sources.sourcebook import store_source
from crawler.tables import flags
from dashboard.screenshot import browser, chromium_path, free_port, settle
from dashboard.server import address, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

Open = Callable[..., "Page"]
WHEN = datetime(2025, 10, 8, 12, 0, tzinfo=UTC)
ELSEWHERE = "http://elsewhere.invalid"
HOSTILE = (
    f"<script>alert(1)</script> <img src='{ELSEWHERE}/i.png' onerror=alert(1)> "
    f"![x]({ELSEWHERE}/m.png) [x](javascript:alert(1)) <svg onload=alert(1)> "
    f"<style>@import '{ELSEWHERE}/s.css';</style> $\\frac{{x}}{{2}}$ =HYPERLINK(1) :smile: **bold**"
)
"""Everything that a page might run, ask for or set, were it not only words."""
SAID = f"Nobody will pay for the bridge {HOSTILE} before the summer"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, for one file of tests only.

    While it is open its event loop counts as running in this thread, and whatever test of another
    file then runs a loop of its own in the same process fails.
    """
    pytest.importorskip("playwright", reason="playwright is not installed")
    if chromium_path() is None:
        pytest.skip("there is no chromium here")
    with browser() as started:
        yield started


@pytest.fixture(scope="session")
def database(
    tmp_path_factory: pytest.TempPathFactory,
    fill_newsroom: Callable[[Connection], None],
    write_article: Callable[..., Article],
    store_event: Callable[..., None],
) -> str:
    """The newsroom, and an event in which every field is hostile."""
    name = str(tmp_path_factory.mktemp("browser") / "everything.db")
    engine = open_database(name)
    with writing(engine) as connection:
        fill_newsroom(connection)
        _add_evil(connection, write_article, store_event)
    engine.dispose()
    return name


@pytest.fixture(scope="module")
def site(database: str, chromium: Browser) -> Iterator[str]:
    """The address of the served pages. (After the browser, so that nothing is served in vain.)"""
    port = free_port()
    with running(database, "127.0.0.1", port):
        yield address("127.0.0.1", port)


@pytest.fixture
def context(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """A window of its own; at the end nothing must have run, and nothing been asked elsewhere."""
    opened = chromium.new_context()
    faults: list[str] = []

    def dismiss(dialog: object) -> None:
        faults.append(f"a dialog: {dialog.message}")  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    def heed(url: str) -> None:
        if not url.startswith((site, "data:", "blob:")):
            faults.append(f"a request to {url}")

    opened.on("dialog", dismiss)
    opened.on("request", lambda request: heed(request.url))
    yield opened
    opened.close()
    assert faults == []


@pytest.fixture
def open_page(context: BrowserContext, site: str) -> Open:
    """Opens a page: path=, width=, height=."""

    def opened(path: str = "", width: int = 1440, height: int = 900) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(60_000)
        page.goto(path if path.startswith("http") else f"{site}/{path}")
        settle(page)
        return page

    return opened


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where the run leaves its screenshots; git ignores it."""
    folder = Path(__file__).parents[3] / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _add_evil(
    connection: Connection,
    write_article: Callable[..., Article],
    store_event: Callable[..., None],
) -> None:
    texts = {
        f"Evil {HOSTILE}": f"Mayor Dana <b>Hollis</b> came. “{SAID},” Dana Hollis said. Rain fell.",
        "Lampwright": f"“{SAID},” said Mayor Dana Hollis. Rain fell. {HOSTILE} ten men.",
        f"<b>Third</b> {HOSTILE}": f"Dana Hollis {HOSTILE} left. Four men left. Rain fell.",
    }
    articles = [
        write_article(outlet, f"{HOSTILE} {n}", text, hours=60 + n, url=f"https://evil{n}.example/")
        for n, (outlet, text) in enumerate(texts.items())
    ]
    first, second, third = articles
    store_event(
        connection,
        "eevil",
        articles,
        clusters=[[(one, "Rain fell") for one in articles]],
        differences=[(0, "wording", [(first, "Rain"), (third, "fell")])],
        copies=[(second, first)],
        reasons=[
            {"kind": "shared terms", "value": [HOSTILE], "article_id": first.article_id},
            {"kind": HOSTILE, "value": HOSTILE, "article_id": first.article_id},
        ],
    )
    _add_accounts(connection, "eevil", articles)
    connection.execute(
        follows.insert().values(
            event_id="eevil", follows="ebridge", score=0.6, reasons=[{"kind": HOSTILE, "value": 1}]
        )
    )
    events = {name: members_of(connection, name) for name in ("eevil", "ehostile")}
    store_correction(connection, merge(events, made=WHEN, note=HOSTILE, author=HOSTILE))
    outlet = first.outlet
    connection.execute(
        flags.insert().values(
            outlet=outlet, kind="incomplete", since=date(2025, 10, 3), reason=HOSTILE
        )
    )
    url = f"https://evil.example/{HOSTILE}"
    store_source(connection, url=url, outlet=outlet, kind="feed", now=WHEN, problem=HOSTILE)
    store_failure(connection, url=url, outlet=outlet, kind=HOSTILE, detail=HOSTILE, now=WHEN)


def _add_accounts(connection: Connection, event_id: str, articles: Sequence[Article]) -> None:
    """Quotations and names, as a comparison would have found them."""
    found = Accounts(
        independent_outlets=len(articles),
        copies=(),
        passages=(),
        clusters=(),
        quotations=list_quotations(
            Account(
                article_id=one.article_id,
                outlet=one.outlet,
                published=one.published or WHEN,
                text=one.text,
                language="en",
            )
            for one in articles
        ),
        names=naming_grid(
            NamingAccount(
                article_id=one.article_id, outlet=one.outlet, text=one.text, language="en"
            )
            for one in articles
        ),
    )
    insert_accounts(connection, event_id, found, {one.article_id: 1 for one in articles})

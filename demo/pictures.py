"""The README's pictures: python -m demo.pictures --out docs/.

The demo's newsroom is served, crawled and compared, and the dashboard opened in a headless
Chromium, on free ports and in a folder of its own: nothing else is touched.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

import click
import sqlalchemy as sa

from compare.tables import differences, events
from crawler.database import open_database, reading
from crawler.errors import ParallaxError
from dashboard.errors import DashboardError
from dashboard.matrix import DIFFERING
from dashboard.screenshot import browser, free_port, settle
from dashboard.server import address, running
from demo.newsroom import Newsroom
from demo.server import NewsroomServer

_WIDE, _PHONE = (1440, 900), (390, 844)
_TALLEST = 1800
"""Pixels: a picture in a README is looked at, not scrolled through."""


def most_differing(db: str) -> str:
    """The event whose accounts part most often. Raises DashboardError where none does."""
    with reading(open_database(db, must_exist=True)) as connection:
        found = connection.execute(
            sa.select(differences.c.event_id)
            .join(events, events.c.event_id == differences.c.event_id)
            .group_by(differences.c.event_id)
            .order_by(
                sa.func.count().desc(), sa.func.max(events.c.outlets).desc(), events.c.event_id
            )
            .limit(1)
        ).scalar()
    if found is None:
        raise DashboardError(db, "has no event whose accounts differ", "compare it anew")
    return str(found)


def photograph(db: str, out: Path) -> list[Path]:
    """Of that event: side-by-side.png of the rows in which its accounts differ, and telephone.png
    of all rows from the first such."""
    query = urlencode({"event": most_differing(db)})
    wide, phone = out / "side-by-side.png", out / "telephone.png"
    port = free_port()
    with running(db, "127.0.0.1", port), browser() as chromium:
        url = f"{address('127.0.0.1', port)}/event?{query}"
        differing = urlencode({"show": DIFFERING})
        page = chromium.new_page(viewport={"width": _WIDE[0], "height": _TALLEST})
        page.goto(f"{url}&{differing}")
        settle(page)
        box = page.locator(".px-matrix").bounding_box()
        height = min(_TALLEST, int(box["y"] + box["height"]) + 8) if box else _WIDE[1]
        page.screenshot(path=wide, clip={"x": 0, "y": 0, "width": _WIDE[0], "height": height})
        page.close()
        page = chromium.new_page(
            viewport={"width": _PHONE[0], "height": _PHONE[1]},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
        )
        page.goto(url)
        settle(page)
        first = page.locator(".px-matrix tbody th .px-tag").first
        first.evaluate("tag => tag.closest('tr').scrollIntoView()")
        settle(page)
        page.screenshot(path=phone)
    return [wide, phone]


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default="docs",
    show_default=True,
    help="Folder of the pictures; older ones in it are replaced.",
)
def command(out: Path) -> None:
    """Take the README's pictures of the demo: side by side, and on a telephone."""
    # The comparison's libraries take seconds to load, which --help need not spend.
    from demo.tour import tour

    with (
        tempfile.TemporaryDirectory() as folder,
        NewsroomServer(Newsroom.load(), base_port=0) as server,
    ):
        db = str(Path(folder) / "demo.db")
        tour(server, db, say=lambda _: None)
        for picture in photograph(db, out):
            click.echo(f"Wrote {picture}.")


if __name__ == "__main__":
    try:
        command()
    except ParallaxError as problem:
        click.echo(f"pictures: {problem}", err=True)
        sys.exit(1)

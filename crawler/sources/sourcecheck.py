"""Whether the sources in outlets.toml answer: asked once, and nothing of it is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from crawler.crawl import crawl
from crawler.crawling import CrawlPlan
from crawler.database import open_database, reading
from crawler.health.facts import SourceHealth, load_sources
from crawler.outlets import Outlet


def check_sources(chosen: Sequence[Outlet]) -> tuple[SourceHealth, ...]:
    """Fetch every source once, as politely as a crawl does; by outlet and address."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "check.db")
        crawl(CrawlPlan(outlets=tuple(chosen), database=database, limit=0))
        engine = open_database(database)
        with reading(engine) as connection:
            found = load_sources(connection)
        engine.dispose()
    named = {source.url for outlet in chosen for source in outlet.sources}
    return tuple(
        result if result.problem or result.entries else replace(result, problem="announces nothing")
        for result in sorted(found, key=lambda one: (one.outlet, one.url))
        if result.url in named
    )

"""The steps of the demo: serve, crawl, compare, tell what was found."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from compare.encoder import Encoder, SentenceEncoder
from compare.run import run_comparison
from compare.tables import differences, events, passages
from crawler.archive import counts as archive_counts
from crawler.crawl import recorded_crawl
from crawler.crawling import CrawlPlan
from crawler.database import open_database, reading
from crawler.outlets import parse_outlets
from crawler.progress import Bars
from crawler.tables import revisions
from demo.server import NewsroomServer

_SHOWN_EVENTS = 10
_SHOWN_DIFFERENCES = 6
_WIDTH = 76


def tour(
    server: NewsroomServer,
    db: str,
    *,
    say: Callable[[str], object],
    encoder: Encoder | None = None,
) -> None:
    """Crawl the running newsroom into the database and compare, telling each step.

    A first visit crawls twice, at two moments of the newsroom's week, so that corrections and
    later events are met as they would be in life. A later visit crawls the end only.
    """
    outlets = parse_outlets(server.outlets_toml(), "the demo newsroom")
    engine = open_database(db)
    with reading(engine) as connection:
        visited = archive_counts(connection)["articles"] > 0
    say(f"1. The newsroom: {len(outlets)} invented outlets, each on its own port of this machine.")
    for outlet in outlets:
        say(f"   {outlet.sources[0].url:<42} {outlet.name}")
    say(f"\n2. The crawl, with Scrapy, into {db}: robots.txt first, then feeds, then pages.")
    for moment in server.newsroom.editions[-1:] if visited else server.newsroom.editions:
        server.now = moment
        # The crawl lives at the newsroom's moment, so that rechecks fall due as in life.
        report = recorded_crawl(engine, CrawlPlan(outlets=outlets, database=db, now=moment))
        say(f"   As of {moment:%A %-d %B %Y, %H:%M}: {report.sentence()}")
        for note in report.notes:
            say(f"   {note}")
    say("\n3. The comparison: events, matching passages, differences (all-MiniLM-L6-v2, offline).")
    bars = Bars()
    found = run_comparison(engine, encoder or SentenceEncoder(), progress=bars)
    bars.close()
    say(f"   {found.sentence()}")
    say("\n4. What there is now:")
    for line in findings(engine):
        say(f"   {line}")


def findings(engine: Engine) -> list[str]:
    """The events told by most outlets, and some differences, verbatim."""
    with reading(engine) as connection:
        rows = connection.execute(
            sa.select(events)
            .where(events.c.outlets > 1)
            .order_by(events.c.outlets.desc(), events.c.articles.desc(), events.c.event_id)
            .limit(_SHOWN_EVENTS)
        ).all()
        if not rows:
            return ["No event with two outlets or more yet."]
        lines = [
            f"{row.outlets} outlets, {row.independent_outlets} independent: {_short(row.title)}"
            for row in rows
        ]
        lines += ["", "Some of the places where accounts part, verbatim:"]
        found = connection.execute(
            sa.select(differences)
            .join(events, events.c.event_id == differences.c.event_id)
            .order_by(
                events.c.outlets.desc(),
                differences.c.event_id,
                differences.c.confidence.desc(),
                differences.c.difference_id,
            )
            .limit(_SHOWN_DIFFERENCES)
        )
        lines += [f"{row.kind:<8} {row.reason}" for row in found] or ["none found"]
        corrected = connection.execute(
            sa.select(sa.func.count()).select_from(revisions).where(revisions.c.revision > 1)
        ).scalar_one()
        compared = connection.execute(sa.select(sa.func.count()).select_from(passages)).scalar_one()
    return [
        *lines,
        "",
        f"{compared:,} passages compared; {corrected} corrections kept as revisions.",
    ]


def _short(title: str) -> str:
    return title if len(title) <= _WIDTH else title[: _WIDTH - 1] + "…"

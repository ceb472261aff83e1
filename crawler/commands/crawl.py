"""`parallax crawl`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from crawler.commands.options import JSON, OUTLETS
from crawler.crawl import recorded_crawl
from crawler.crawling import CrawlPlan
from crawler.database import open_database
from crawler.outlets import choose, read_outlets


@click.command("crawl")
@OUTLETS
@click.option("--only", multiple=True, metavar="NAME", help="Only this outlet (repeatable).")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="At most N pages of each outlet."
)
@JSON
@click.pass_obj
def crawl_command(
    db: str, file: Path, only: tuple[str, ...], limit: int | None, as_json: bool
) -> int:
    """Collect what the outlets have published since the last crawl.

    Feeds and sitemaps say what there is; only new and changed pages are fetched, one at a time
    from each outlet. robots.txt and its crawl delays are obeyed, paywalls are respected. Set
    PARALLAX_CONTACT to an address that outlets can write to.
    """
    plan = CrawlPlan(outlets=choose(read_outlets(file), only, str(file)), database=db, limit=limit)
    engine = open_database(db)
    report = recorded_crawl(engine, plan)
    for note in report.notes:
        click.echo(note, err=True)
    click.echo(json.dumps(report.counts()) if as_json else report.sentence())
    # Nothing to be had anywhere is a failure that a schedule must notice.
    return 1 if report.sources_failed and report.sources_failed == report.sources else 0

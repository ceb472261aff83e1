"""`parallax crawl`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from crawler.commands.options import JSON, OUTLETS
from crawler.commands.pagelist import plan_of_list
from crawler.crawl import recorded_crawl
from crawler.crawling import CrawlPlan
from crawler.database import open_database
from crawler.lock import one_at_a_time
from crawler.outlets import choose, outlets_sha256, read_outlets


@click.command("crawl")
@OUTLETS
@click.option("--only", multiple=True, metavar="NAME", help="Only this outlet (repeatable).")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="At most N pages of each outlet."
)
@click.option("--due", is_flag=True, help="Only the sources whose next asking is due.")
@click.option(
    "--urls",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Ask for the pages in FILE, one address a line, and for no source; - is standard input.",
)
@JSON
@click.pass_obj
def crawl_command(
    db: str,
    file: Path,
    only: tuple[str, ...],
    limit: int | None,
    due: bool,
    urls: Path | None,
    as_json: bool,
) -> int:
    """Collect what the outlets have published since the last crawl.

    Feeds and sitemaps say what there is; only new and changed pages are fetched, one at a time
    from each outlet. robots.txt and its crawl delays are obeyed, paywalls are respected. With
    --due, for schedules, each source is asked only about as often as it brings something new. Set
    PARALLAX_CONTACT to an address that outlets can write to.
    """
    if urls is not None and due:
        raise click.UsageError("--due is about sources, and --urls asks for none.")
    if urls is not None:
        plan = plan_of_list(urls, file, only, database=db, limit=limit)
    else:
        outlets = choose(read_outlets(file), only, str(file))
        plan = CrawlPlan(
            outlets=outlets,
            database=db,
            outlets_sha256=outlets_sha256(file),
            limit=limit,
            due_only=due,
        )
    engine = open_database(db)
    with one_at_a_time(engine, "crawl"):
        report = recorded_crawl(engine, plan)
    for note in report.notes:
        click.echo(note, err=True)
    click.echo(json.dumps(report.counts()) if as_json else report.sentence())
    # Nothing to be had anywhere is a failure that a schedule must notice.
    if plan.pages:
        return 1 if report.failures.total() == len(plan.pages) else 0
    return 1 if report.sources_failed and report.sources_failed == report.sources else 0

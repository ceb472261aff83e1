"""The crawler's commands."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.crawl import recorded_crawl
from crawler.crawling import CrawlPlan
from crawler.database import open_database
from crawler.health import check_sources, read_health
from crawler.importing import import_files
from crawler.outlets import choose, read_outlets
from crawler.progress import Bars
from crawler.runs import recorded_run

_OUTLETS = click.option(
    "--outlets",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("outlets.toml"),
    show_default=True,
    help="The file that names the outlets.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@click.command("crawl")
@_OUTLETS
@click.option("--only", multiple=True, metavar="NAME", help="Only this outlet (repeatable).")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="At most N pages of each outlet."
)
@_JSON
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


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@_JSON
@click.pass_obj
def import_command(db: str, paths: tuple[Path, ...], as_json: bool) -> None:
    """Add articles from files.

    A .jsonl file holds one JSON object a line: "outlet" and one of "text" and "html" are required;
    "url", "title", "published" and "modified" (ISO 8601), "authors" and "language" are optional. A
    bad line is reported with its number and skipped.
    """
    engine = open_database(db)
    bars = Bars()
    with recorded_run(engine, "import", datetime.now(UTC)) as counts:
        report = import_files(
            engine,
            list(paths),
            now=datetime.now(UTC),
            complain=lambda sentence: click.echo(sentence, err=True),
            progress=bars,
        )
        counts.update(vars(report))
    bars.close()
    if as_json:
        click.echo(json.dumps(vars(report)))
        return
    skipped = f"; {report.skipped:,} bad lines skipped" if report.skipped else ""
    lead = "" if report.added or report.revised else "Nothing new. "
    click.echo(
        f"{lead}Imported {report.read:,} articles: {report.added:,} new, {report.revised:,} "
        f"revised, {report.unchanged:,} known{skipped}."
    )


@click.command("status")
@_JSON
@click.pass_obj
def status_command(db: str, as_json: bool) -> None:
    """Tell how every outlet and the last runs are doing."""
    health = read_health(open_database(db, must_exist=True))
    if as_json:
        click.echo(json.dumps(health.as_dict(), indent=2))
        return
    for line in health.lines():
        click.echo(line)


@click.group("outlets")
def outlets_group() -> None:
    """Look after outlets.toml."""


@outlets_group.command("check")
@_OUTLETS
@click.option("--online", is_flag=True, help="Also fetch each feed and sitemap once.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this outlet (repeatable).")
def check_command(file: Path, online: bool, only: tuple[str, ...]) -> int:
    """Check the file; with --online, that each address answers and announces articles."""
    outlets = choose(read_outlets(file), only, str(file))
    sources = sum(len(outlet.sources) for outlet in outlets)
    click.echo(
        f"{file}: {len(outlets)} outlets with {sources} feeds and sitemaps, all well-formed."
    )
    if not online:
        return 0
    results = check_sources(outlets)
    for result in results:
        mark = "ok  " if result.problem is None else "BAD "
        detail = result.problem or f"{result.entries} entries"
        click.echo(f"{mark} {result.outlet}: {result.url} — {detail}")
    bad = sum(result.problem is not None for result in results)
    click.echo(f"{len(results) - bad} of {len(results)} addresses answer with articles.")
    return 1 if bad else 0

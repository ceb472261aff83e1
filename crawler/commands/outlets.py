"""`parallax outlets`."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.commands.finding import (
    discover_command,
    export_opml_command,
    import_opml_command,
)
from crawler.commands.options import OUTLETS
from crawler.outlets import choose, read_outlets
from crawler.sources.entry import left_blank
from crawler.sources.sourcecheck import check_sources


@click.group("outlets")
def outlets_group() -> None:
    """Look after outlets.toml."""


@outlets_group.command("check")
@OUTLETS
@click.option("--online", is_flag=True, help="Also fetch each feed and sitemap once.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this outlet (repeatable).")
def check_command(file: Path, online: bool, only: tuple[str, ...]) -> int:
    """Check the file; with --online, that each address answers and announces articles."""
    outlets = choose(read_outlets(file), only, str(file))
    sources = sum(len(outlet.sources) for outlet in outlets)
    click.echo(
        f"{file}: {len(outlets)} outlets with {sources} feeds and sitemaps, all well-formed."
    )
    for outlet in outlets:
        if blanks := left_blank(outlet):
            click.echo(f"{outlet.name}: still to be filled in: {', '.join(blanks)}.", err=True)
    if not online:
        return 0
    results = check_sources(outlets)
    for result in results:
        mark = "ok  " if result.problem is None else "BAD "
        detail = result.problem or (
            "1 entry" if result.entries == 1 else f"{result.entries:,} entries"
        )
        if result.location:
            detail += f"; it has moved for good to {result.location}"
        click.echo(f"{mark} {result.outlet}: {result.url} — {detail}")
    bad = sum(result.problem is not None for result in results)
    click.echo(f"{len(results) - bad} of {len(results)} addresses answer with articles.")
    return 1 if bad else 0


for _command in (discover_command, import_opml_command, export_opml_command):
    outlets_group.add_command(_command)

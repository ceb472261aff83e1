"""`parallax import`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.commands.options import JSON
from crawler.database import open_database
from crawler.importing import import_files
from crawler.progress import Bars
from crawler.runs import recorded_run


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@JSON
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

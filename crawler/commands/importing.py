"""`parallax import`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from crawler.commands.options import JSON
from crawler.database import open_database, open_unchanged
from crawler.importing import check_importable, import_files
from crawler.importreport import ImportReport
from crawler.imports.items import How, Identities
from crawler.imports.record import FIELDS
from crawler.imports.registry import FORMATS
from crawler.importstore import DryRun, Storing
from crawler.outlets import Outlet, read_outlets
from crawler.progress import Bars
from crawler.runs import recorded_run
from crawler.texts import clean_line

_OUTLETS = Path("outlets.toml")


def _columns(_context: click.Context, _parameter: Any, values: Sequence[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for value in values:
        field, mark, column = value.partition("=")
        if not mark or field.strip() not in FIELDS or not column.strip():
            raise click.BadParameter(
                f"'{value}' is not FIELD=COLUMN with one of the fields {', '.join(FIELDS)}"
            )
        columns[field.strip()] = column.strip()
    return columns


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--format", "kind", type=click.Choice(FORMATS), help="What the files are.")
@click.option("--outlet", metavar="NAME", help="The outlet of records that do not name theirs.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    callback=_columns,
    help="Which column of a CSV file is what; may be repeated.",
)
@click.option(
    "--outlets",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file that names the outlets.  [default: outlets.toml, if it is there]",
)
@click.option("--only", multiple=True, metavar="NAME", help="Only this outlet; may be repeated.")
@click.option("--day-first", is_flag=True, help="04/10/2025 is 4 October, not 10 April.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported; store nothing.")
@JSON
@click.pass_obj
def import_command(
    db: str,
    paths: tuple[Path, ...],
    kind: str | None,
    outlet: str | None,
    columns: dict[str, str],
    file: Path | None,
    only: tuple[str, ...],
    day_first: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add articles from files, or folders of them.

    Reads JSON Lines, JSON of news-please, fundus and Event Registry, CSV, WARC and saved HTML
    pages, also gzipped. What is bad is reported with its place and skipped; importing again adds
    nothing. Of lists that name pages without their texts (Media Cloud, GDELT) it says how to crawl
    them.
    """
    outlets = _declared(file)
    identities = Identities(outlets)
    now = datetime.now(UTC)
    how = How(
        now=now,
        identities=identities,
        outlet=_named(outlet, identities) if outlet is not None else None,
        only=frozenset(_named(name, identities).casefold() for name in only),
        columns=columns,
        day_first=day_first,
    )
    for path in paths:
        check_importable(path, kind)
    bars = Bars()

    def run(storing: Storing | DryRun) -> ImportReport:
        return import_files(
            list(paths),
            how=how,
            storing=storing,
            complain=lambda sentence: click.echo(sentence, err=True),
            progress=bars,
            format=kind,
        )

    try:
        if dry_run:
            report = run(DryRun(open_unchanged(db) or open_database(":memory:")))
        else:
            engine = open_database(db)
            with recorded_run(engine, "import", now) as counts:
                report = run(Storing(engine, now))
                counts.update(report.counts())
    finally:
        bars.close()
    if as_json:
        files = {"files": report.by_file()} if dry_run else {}
        click.echo(json.dumps(report.counts() | files))
        return
    for line in report.file_lines() if dry_run else ():
        click.echo(line)
    click.echo(report.sentence(dry=dry_run))


def _declared(file: Path | None) -> tuple[Outlet, ...]:
    if file is not None:
        return read_outlets(file)
    return read_outlets(_OUTLETS) if _OUTLETS.exists() else ()


def _named(name: str, identities: Identities) -> str:
    """The outlet's name where its domain was given."""
    outlet = identities.named(name)
    found = outlet.name if outlet else clean_line(name)
    if not found:
        raise click.BadParameter("the name of an outlet is empty")
    return found

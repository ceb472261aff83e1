"""`parallax import`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from crawler.commands.options import JSON
from crawler.database import open_database
from crawler.importing import ImportReport, check_importable, import_files
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
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add articles from files, or folders of them.

    Reads JSON Lines, JSON of news-please and fundus, CSV, WARC and saved HTML pages, also gzipped.
    What is bad is reported with its place and skipped; importing again adds nothing.
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
            nothing_yet = "://" not in db and not Path(db).exists()
            report = run(DryRun(open_database(":memory:" if nothing_yet else db)))
        else:
            engine = open_database(db)
            with recorded_run(engine, "import", now) as counts:
                report = run(Storing(engine, now))
                counts.update(_counts(report))
    finally:
        bars.close()
    click.echo(json.dumps(_counts(report)) if as_json else _summary(report, dry_run))


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


def _counts(report: ImportReport) -> dict[str, Any]:
    return {
        "added": report.added,
        "revised": report.revised,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "passed_over": dict(report.passed.most_common()),
        "outlets": len(report.outlets),
    }


def _summary(report: ImportReport, dry_run: bool) -> str:
    bad = f"; {report.skipped:,} bad records skipped" if report.skipped else ""
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in report.passed.most_common(8))
    passed = f"; passed over: {kinds}" if kinds else ""
    lead = "" if report.added or report.revised else "Nothing new. "
    verb = "Would import" if dry_run else "Imported"
    return (
        f"{lead}{verb} {report.read:,} articles: {report.added:,} new, {report.revised:,} "
        f"revised, {report.unchanged:,} known{bad}{passed}."
    )

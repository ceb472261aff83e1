"""`parallax snapshot` and `parallax snapshots`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from compare.snapshots.naming import check_name
from compare.snapshots.place import database_file, default_folder, listed
from compare.snapshots.record import Snapshot
from crawler.database import open_database
from crawler.progress import Bars

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("snapshot", short_help="Freeze the state of the database, to cite it.")
@click.argument("name")
@click.option("--note", default="", metavar="TEXT", help="What it is for; kept with it.")
@click.option(
    "--to",
    "folder",
    type=_FOLDER,
    metavar="FOLDER",
    help="Where it goes.  [default: DATABASE.snapshots, beside the database]",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was frozen as JSON.")
@click.pass_obj
def snapshot_command(db: str, name: str, note: str, folder: Path | None, as_json: bool) -> None:
    """Freeze the state of the database under NAME, for a paper to cite.

    It never changes, whatever is crawled, compared or corrected later. Crawls may go on meanwhile.
    'parallax export DIR --snapshot NAME' exports from it, and every command that only reads takes
    its file as --db.
    """
    # The exporter's modules take a second, which --help need not spend.
    from compare.snapshots.freezing import freeze

    check_name(name)
    place = folder or default_folder(db)
    bars = Bars()
    try:
        made = freeze(open_database(db, must_exist=True), name, place, note=note, progress=bars)
    finally:
        bars.close()
    if as_json:
        click.echo(json.dumps(made.as_dict(), ensure_ascii=False))
        return
    click.echo(
        f"Froze {_contents(made)} as {database_file(place, name)} "
        f"({_size(made.bytes)}, sha256 {made.sha256})."
    )


@click.command("snapshots", short_help="List the frozen states.")
@click.option(
    "--to",
    "folder",
    type=_FOLDER,
    metavar="FOLDER",
    help="Where they lie.  [default: DATABASE.snapshots, beside the database]",
)
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@click.pass_obj
def snapshots_command(db: str, folder: Path | None, as_json: bool) -> None:
    """List the frozen states of the database, the oldest first.

    That their files are unchanged is checked when one is exported from, not here.
    """
    found = listed(folder or default_folder(db))
    if as_json:
        click.echo(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        note = f"  {' '.join(one.note.split())}" if one.note else ""
        click.echo(
            f"{one.name}  {one.made}  {_contents(one)}, {_size(one.bytes)}, "
            f"Parallax {one.parallax}{note}"
        )
    if not found:
        click.echo("No snapshots yet; 'parallax snapshot NAME' freezes the state of today.")


def _contents(one: Snapshot) -> str:
    return ", ".join(f"{one.counts.get(name, 0):,} {name}" for name in ("articles", "events"))


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB"

"""The comparison's commands."""

from __future__ import annotations

import json
from pathlib import Path

import click

from compare.encoder import BUNDLED
from crawler.database import open_database
from crawler.lock import one_at_a_time
from crawler.progress import Bars

# What computes is imported by the command that needs it: scikit-learn and pyarrow take seconds,
# which `parallax --help` and `parallax crawl` need not spend.


@click.command("compare")
@click.option(
    "--all", "everything", is_flag=True, help="Compare every event again, not only what is new."
)
@click.option(
    "--model",
    envvar="PARALLAX_MODEL",
    default=BUNDLED,
    show_default=True,
    help="A sentence-transformers model: the bundled one, or a folder that holds another.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_obj
def compare_command(db: str, everything: bool, model: str, as_json: bool) -> None:
    """Find the events, the matching passages and the differences.

    Only events with new or changed articles are compared again; ids stay the same. Nothing is
    fetched: the model comes with Parallax.
    """
    from compare.encoder import SentenceEncoder
    from compare.run import run_comparison

    engine = open_database(db, must_exist=True)
    bars = Bars()
    with one_at_a_time(engine, "compare"):
        found = run_comparison(engine, SentenceEncoder(model), everything=everything, progress=bars)
    bars.close()
    click.echo(json.dumps(found.counts()) if as_json else found.sentence())


@click.command("export", short_help="Write articles, events, clusters and differences as tables.")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option(
    "--format",
    "formats",
    default="jsonl",
    show_default=True,
    help="One or more of jsonl, csv, parquet, separated by commas.",
)
@click.option(
    "--event", "events", multiple=True, metavar="ID", help="Only this event (repeatable)."
)
@click.option("--since", metavar="DATE", help="Only events with an article since this day (UTC).")
@click.option("--tables", default="", metavar="LIST", help="Only these, separated by commas.")
@click.option("--no-text", is_flag=True, help="Leave out the texts; keep ids and offsets.")
@click.option(
    "--with-noarchive",
    is_flag=True,
    help="Also the texts of pages that ask not to be copied: for use on your own machine.",
)
@click.pass_obj
def export_command(
    db: str,
    directory: Path,
    formats: str,
    events: tuple[str, ...],
    since: str | None,
    tables: str,
    no_text: bool,
    with_noarchive: bool,
) -> None:
    """Write articles, events, passages, clusters and differences as tables.

    DIR must not exist yet, or be an earlier export: it is replaced only when the new one is whole.
    manifest.json in it says how the export was made.
    """
    from compare.export import Selection, export

    engine = open_database(db, must_exist=True)
    bars = Bars()
    chosen = Selection.parse(
        events=events, since=since, with_text=not no_text, with_noarchive=with_noarchive
    )
    written = export(
        engine,
        directory,
        formats.split(","),
        chosen,
        tables=tables.split(","),
        progress=bars,
    )
    bars.close()
    counts = ", ".join(f"{rows:,} {table}" for table, rows in written.items())
    click.echo(f"Exported {counts} to {directory}.")

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
    help="One or more of jsonl, csv, parquet, graphml, html, rss, separated by commas.",
)
@click.option(
    "--event", "events", multiple=True, metavar="ID", help="Only this event (repeatable)."
)
@click.option("--since", metavar="DATE", help="Only events with an article since this day (UTC).")
@click.option("--tables", default="", metavar="LIST", help="Only these, separated by commas.")
@click.option("--no-text", is_flag=True, help="Leave out the texts; keep ids and offsets.")
@click.option(
    "--quotations-up-to",
    "quotation_words",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="With --no-text: keep the words of quotations of at most N words.  [default: 0, none]",
)
@click.option(
    "--with-noarchive",
    is_flag=True,
    help="Also the texts of pages that ask not to be copied: for use on your own machine.",
)
@click.option(
    "--link-base",
    metavar="URL",
    help="With --format rss: the address of a dashboard, to whose pages the feed leads.",
)
@click.option(
    "--snapshot", metavar="NAME", help="From this frozen state ('parallax snapshot NAME')."
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
    quotation_words: int,
    with_noarchive: bool,
    link_base: str | None,
    snapshot: str | None,
) -> None:
    """Write articles, events, passages, clusters and differences as tables.

    DIR must not exist yet, or be an earlier export: it is replaced only when the new one is whole.
    manifest.json in it says how the export was made.
    """
    from compare.export import Selection, export
    from compare.snapshots.place import checked

    database = db if snapshot is None else str(checked(db, snapshot))
    engine = open_database(database, must_exist=True)
    bars = Bars()
    chosen = Selection.parse(
        events=events,
        since=since,
        with_text=not no_text,
        with_noarchive=with_noarchive,
        quotation_words=quotation_words,
    )
    written = export(
        engine,
        directory,
        formats.split(","),
        chosen,
        tables=tables.split(","),
        link_base=link_base,
        progress=bars,
    )
    bars.close()
    counts = ", ".join(f"{rows:,} {table}" for table, rows in written.items())
    click.echo(f"Exported {counts} to {directory}.")


@click.command("verify", short_help="Check that an export is whole and unchanged.")
@click.argument("directory", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def verify_command(directory: Path, as_json: bool) -> int:
    """Check an export: its files against its manifest, its texts against their offsets.

    One line when all is well; else exit status 1, and a sentence for each fault on standard error.
    """
    from compare.export.verifying import verify

    bars = Bars()
    try:
        verdict = verify(directory, bars)
    finally:
        bars.close()
    for sentence in (*verdict.faults, *verdict.notes):
        click.echo(sentence, err=True)
    click.echo(json.dumps(verdict.as_dict()) if as_json else verdict.sentence())
    return 0 if verdict.whole else 1

"""`parallax label sheet`, `parallax label score` and `parallax label events`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from crawler.database import open_database, reading
from crawler.progress import Bars

_FOLDER = click.Path(path_type=Path, file_okay=False)
_ROWS = click.IntRange(min=0, max=20_000)
_NAMED = 20
"""Bad rows that are named at most; as JSON, all are."""


@click.group("label", short_help="Have people judge the comparison, and score their answers.")
def label_group() -> None:
    """Have people judge the comparison on your own material, and score their answers.

    \b
    1. parallax label sheet DIR          draws rows and writes sheets to be filled in
    2. people fill them in               DIR/INSTRUCTIONS.md tells them how
    3. parallax label score DIR SHEET…   prints precision, recall and agreement

    With labels that you have already: parallax label events FILE…
    """


@label_group.command("sheet", short_help="Draw rows by chance and write the sheets.")
@click.argument("directory", type=_FOLDER, metavar="DIR")
@click.option(
    "--pairs",
    type=_ROWS,
    default=200,
    show_default=True,
    metavar="N",
    help="Rows that ask whether two passages tell the same.",
)
@click.option(
    "--clusters",
    type=_ROWS,
    default=50,
    show_default=True,
    metavar="N",
    help="Rows that ask which passages of a group do not belong.",
)
@click.option(
    "--differences",
    type=_ROWS,
    default=150,
    show_default=True,
    metavar="N",
    help="Rows that ask whether two accounts differ.",
)
@click.option(
    "--seed",
    type=int,
    default=1,
    show_default=True,
    help="The same seed and database give the same sheets.",
)
@click.option(
    "--event", "events", multiple=True, metavar="ID", help="Only this event (repeatable)."
)
@click.option("--since", metavar="DATE", help="Only events with an article since this day (UTC).")
@click.option(
    "--with-noarchive",
    is_flag=True,
    help="Also passages of pages that ask not to be copied: for use on your own machine.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@click.pass_obj
def label_sheet_command(
    db: str,
    directory: Path,
    pairs: int,
    clusters: int,
    differences: int,
    seed: int,
    events: tuple[str, ...],
    since: str | None,
    with_noarchive: bool,
    as_json: bool,
) -> None:
    """Draw rows by chance and write sheets for people to judge, blind to the system's answers.

    DIR must not exist yet or be empty: sheets that were filled in are never written over. The
    answers are in DIR/key.jsonl, which the judges must not see.
    """
    # These take seconds to load, which --help need not spend.
    from compare.export.selection import Selection
    from compare.labelling.sheets import write_sheets
    from compare.labelling.tasks import CLUSTERS, DIFFERENCES, PAIRS

    wanted = {PAIRS: pairs, CLUSTERS: clusters, DIFFERENCES: differences}
    if not any(wanted.values()):
        raise click.UsageError("Nothing to draw: give one of the numbers of rows above 0.")
    selection = Selection.parse(
        events=events, since=since, with_text=True, with_noarchive=with_noarchive
    )
    engine = open_database(db, must_exist=True)
    bars = Bars()
    try:
        written = write_sheets(engine, directory, selection, wanted, seed=seed, progress=bars)
    finally:
        bars.close()
    if as_json:
        click.echo(json.dumps(asdict(written), ensure_ascii=False))
        return
    for name, rows in written.rows.items():
        there = sum(written.sizes[name].values())
        if rows:
            click.echo(f"{directory / name}.csv: {rows:,} rows, drawn from {there:,}.")
        elif wanted[name]:
            click.echo(f"No sheet of {name}: there are none to draw from.")
    if written.left_out.noarchive:
        click.echo(
            f"Left out: {written.left_out.noarchive:,} passages of pages that ask not to be "
            "copied (--with-noarchive takes them in)."
        )
    click.echo(
        "Give the sheets and INSTRUCTIONS.md to the judges, and keep key.jsonl to yourself.\n"
        f"When they are filled in: parallax label score {directory} SHEET…"
    )


@label_group.command("score", short_help="Score filled-in sheets.")
@click.argument("directory", type=_FOLDER, metavar="DIR")
@click.argument(
    "sheets", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="SHEET…"
)
@click.option(
    "--labeller",
    metavar="COLUMN",
    help="The column that names who answered.  [default: labeller; else the file's name]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def label_score_command(
    directory: Path, sheets: tuple[Path, ...], labeller: str | None, as_json: bool
) -> None:
    """Score filled-in sheets: precision, recall, and agreement between those who judged.

    DIR is the folder that 'parallax label sheet' wrote; of it only key.jsonl is read, and no
    database. Give each labeller's sheets as files of their own, such as pairs-anna.csv. Rows that
    cannot be read are named on standard error, and the others count.
    """
    from compare.errors import LabelError
    from compare.labelling.key import read_key
    from compare.labelling.reading import read_sheets
    from compare.labelling.report import as_dict, lines
    from compare.labelling.scoring import score

    key = read_key(directory)
    filled = read_sheets(sheets, key.items, column=labeller)
    _tell(filled.faults)
    if not filled.answers:
        raise LabelError(
            _listed(sheets),
            "no row has an answer that can be read",
            "fill in the column 'answer' as INSTRUCTIONS.md says",
        )
    scores = score(key, filled.answers)
    if as_json:
        click.echo(json.dumps(as_dict(key, scores, filled), ensure_ascii=False))
        return
    for line in lines(key, scores, filled):
        click.echo(line)


@label_group.command("events", short_help="Hold the events against labels that you have.")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--url",
    "article",
    metavar="COLUMN",
    help="The column or field that names the article, by its address or its article_id.  "
    "[default: url, link, …]",
)
@click.option(
    "--event",
    metavar="COLUMN",
    help="The column or field that names its event.  [default: event, story, cluster, …]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_obj
def label_events_command(
    db: str, files: tuple[Path, ...], article: str | None, event: str | None, as_json: bool
) -> None:
    """Hold the events of the database against events that people made.

    FILE is CSV, TSV, JSON or JSON Lines, gzipped or not, with a row an article: its address and
    its event. Prints BCubed and pairwise precision, recall and F1 with 95% intervals (a bootstrap
    over gold events, the same at each run), and which events are split or joined. Articles without
    a label take no part; nothing is stored. What cannot be read is named on standard error, and
    the rest counts.
    """
    from compare.errors import LabelError
    from compare.labelling.goldfile import read_gold
    from compare.labelling.goldplaces import has_events, headlines, place, titles
    from compare.labelling.goldreport import as_dict, lines, named_articles, named_events
    from compare.labelling.goldscore import score_events

    with reading(open_database(db, must_exist=True)) as connection:
        has_events(connection)
        gold = read_gold(files, article=article, event=event)
        _tell(gold.faults)
        known = place(connection, gold.labels)
        if not known.placed:
            raise LabelError(
                _listed(files), *_nothing(labels=bool(gold.labels), stored=bool(known.apart))
            )
        found = score_events(known.placed)
        if as_json:
            click.echo(json.dumps(as_dict(found, known, gold), ensure_ascii=False))
            return
        named = titles(connection, named_events(found))
        read = headlines(connection, named_articles(found))
    for line in lines(found, known, gold, titles=named, headlines=read):
        click.echo(line)


def _listed(files: Sequence[Path]) -> str:
    return ", ".join(map(str, files[:3])) + ("…" if len(files) > 3 else "")


def _nothing(*, labels: bool, stored: bool) -> tuple[str, str]:
    """Why labels cannot be scored, and the mend. stored: some of these articles are there."""
    if not labels:
        return (
            "no row names an article and its event",
            "give a row an article, with its address and its event",
        )
    return (
        "no labelled article is in an event of the database",
        "run 'parallax compare'"
        if stored
        else "import or crawl these articles and run 'parallax compare'",
    )


def _tell(faults: Sequence[str]) -> None:
    """The first of them on standard error."""
    for sentence in faults[:_NAMED]:
        click.echo(sentence, err=True)
    if len(faults) > _NAMED:
        click.echo(f"And {len(faults) - _NAMED:,} more such rows.", err=True)

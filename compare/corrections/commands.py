"""`parallax events`: look at events, and correct them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import click
from sqlalchemy.engine import Connection, Engine

from compare.corrections.correction import Correction, merge, move, pin, split
from compare.corrections.storage import (
    article_named,
    event_named,
    event_of,
    everyone,
    members_of,
    store,
    undo,
)
from compare.corrections.telling import articles_of, described, event_lines, why
from compare.encoder import BUNDLED
from crawler.database import open_database, reading, writing
from crawler.errors import ParallaxError
from crawler.lock import one_at_a_time
from crawler.progress import Bars


def _now() -> datetime:
    return datetime.now(UTC)


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print the correction as JSON."),
        click.option(
            "--model",
            envvar="PARALLAX_MODEL",
            default=BUNDLED,
            show_default=True,
            help="The model of the comparison that follows.",
        ),
        click.option(
            "--later", is_flag=True, help="Leave it to the next comparison to take this up."
        ),
        click.option("--by", default="", metavar="NAME", help="Who decided; kept and exported."),
        click.option("--note", default="", help="Why; kept and exported."),
    ):
        command = option(command)
    return command


@click.group("events", short_help="Look at events, and correct them: merge, split, move, pin.")
def events_command() -> None:
    """Look at events, and correct what the comparison grouped wrongly.

    A correction is kept, survives every later comparison, is exported, and can be undone. EVENT is
    an event's id (a former one will do) or the address of its page; ARTICLE an article's id or
    address.
    """


@events_command.command("merge")
@click.argument("events", nargs=-1, required=True, metavar="EVENT EVENT…")
@_options
@click.pass_obj
def merge_command(db: str, /, events: tuple[str, ...], **options: Any) -> None:
    """Put two or more events together: they are one happening."""
    _decide(db, options, lambda connection, told: merge(_named(connection, events), **told))


@events_command.command("split")
@click.argument("event")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@_options
@click.pass_obj
def split_command(db: str, /, event: str, articles: tuple[str, ...], **options: Any) -> None:
    """Part articles from an event: they report another happening, one of their own."""

    def decided(connection: Connection, told: dict[str, Any]) -> Correction:
        event_id = event_named(connection, event)
        chosen = [article_named(connection, article) for article in articles]
        return split(event_id, members_of(connection, event_id), chosen, **told)

    _decide(db, options, decided)


@events_command.command("move")
@click.argument("article")
@click.argument("event")
@_options
@click.pass_obj
def move_command(db: str, /, article: str, event: str, **options: Any) -> None:
    """Move an article to another event. To let it stand alone, use split."""

    def decided(connection: Connection, told: dict[str, Any]) -> Correction:
        article_id = article_named(connection, article)
        former, target = event_of(connection, article_id), event_named(connection, event)
        return move(
            [article_id],
            (former, members_of(connection, former)),
            (target, members_of(connection, target)),
            **told,
        )

    _decide(db, options, decided)


@events_command.command("pin")
@click.argument("name", metavar="EVENT_OR_ARTICLE")
@_options
@click.pass_obj
def pin_command(db: str, /, name: str, **options: Any) -> None:
    """Keep an event's articles together, or an article with those of its event, as they stand.

    Other articles may still join.
    """

    def decided(connection: Connection, told: dict[str, Any]) -> Correction:
        try:
            event_id = event_named(connection, name)
        except ParallaxError:
            article_id = article_named(connection, name)
            event_id = event_of(connection, article_id)
            return pin(event_id, members_of(connection, event_id), article_id, **told)
        return pin(event_id, members_of(connection, event_id), **told)

    _decide(db, options, decided)


@events_command.command("undo")
@click.argument("correction", metavar="CORRECTION")
@click.option("--later", is_flag=True, help="Leave it to the next comparison to take this up.")
@click.option(
    "--model",
    envvar="PARALLAX_MODEL",
    default=BUNDLED,
    show_default=True,
    help="The model of the comparison that follows.",
)
@click.pass_obj
def undo_command(db: str, /, correction: str, later: bool, model: str) -> None:
    """Take a correction back: what it said holds no more."""
    engine = open_database(db, must_exist=True)
    with writing(engine) as connection:
        undone = undo(connection, correction, _now())
    click.echo(f"Undone: {undone.kind} of {undone.made:%Y-%m-%d %H:%M} UTC ({correction}).")
    _take_up(engine, later=later, model=model)


@events_command.command("corrections")
@click.option("--all", "undone", is_flag=True, help="Also those that were undone.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@click.pass_obj
def corrections_command(db: str, /, undone: bool, as_json: bool) -> None:
    """List what was corrected, the oldest first."""
    with reading(open_database(db, must_exist=True)) as connection:
        found = [described(one) for one in everyone(connection, undone=undone)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for one in found:
        named = " ".join([*one["events"], *one["articles"]])
        told = "  ".join(part for part in (one["author"], one["note"]) if part)
        state = " (undone)" if one["undone"] else ""
        click.echo(f"{one['correction_id']}  {one['made']}  {one['kind']}{state}  {named}  {told}")
    if not found:
        click.echo("Nothing was corrected.")


@events_command.command("show")
@click.argument("event")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def show_command(db: str, /, event: str, as_json: bool) -> None:
    """List an event's articles, with how sure each membership is, and its story line."""
    with reading(open_database(db, must_exist=True)) as connection:
        found = articles_of(connection, event_named(connection, event))
    click.echo(
        json.dumps(found, ensure_ascii=False, indent=2)
        if as_json
        else "\n".join(event_lines(found))
    )


@events_command.command("why")
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def why_command(db: str, /, article: str, as_json: bool) -> None:
    """Say why an article stands in its event."""
    with reading(open_database(db, must_exist=True)) as connection:
        article_id = article_named(connection, article)
        event_of(connection, article_id)
        found, lines = why(connection, article_id)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))


def _named(connection: Connection, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found = dict.fromkeys(event_named(connection, name) for name in names)
    return {event_id: members_of(connection, event_id) for event_id in found}


def _decide(
    db: str,
    options: dict[str, Any],
    decided: Callable[[Connection, dict[str, Any]], Correction],
) -> None:
    engine = open_database(db, must_exist=True)
    told = {"made": _now(), "note": options["note"], "author": options["by"]}
    with writing(engine) as connection:
        correction = decided(connection, told)
        correction_id = store(connection, correction)
    if options["as_json"]:
        click.echo(json.dumps(described(correction), ensure_ascii=False))
    else:
        click.echo(
            f"Stored: {correction.kind} {' '.join([*correction.events, *correction.articles])}. "
            f"To take it back: parallax events undo {correction_id}"
        )
    _take_up(engine, later=options["later"], model=options["model"], quiet=bool(options["as_json"]))


def _take_up(engine: Engine, *, later: bool, model: str, quiet: bool = False) -> None:
    """Run the comparison of what it changes; where another runs, the next one takes it up."""
    if later:
        if not quiet:
            click.echo("The next 'parallax compare' or 'watch' takes it up.")
        return
    from compare.encoder import SentenceEncoder
    from compare.run import run_comparison

    bars = Bars()
    with one_at_a_time(engine, "compare"):
        found = run_comparison(engine, SentenceEncoder(model), progress=bars)
    bars.close()
    if not quiet:
        click.echo(found.sentence())

"""`parallax watch`."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from compare.encoder import BUNDLED
from compare.watching.loop import Watch
from compare.watching.schedule import parse_every
from compare.watching.work import Rounds, Wanted
from crawler.commands.options import OUTLETS
from crawler.database import open_database, reading
from crawler.lock import one_at_a_time
from crawler.logline import log_line
from crawler.runs import last_started


def _span(_context: click.Context, _parameter: click.Parameter, value: str) -> timedelta:
    try:
        return parse_every(value)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from error


@click.command("watch", short_help="Crawl and compare again and again, unattended.")
@click.option(
    "--every",
    callback=_span,
    default="15m",
    show_default=True,
    metavar="SPAN",
    help="From one start to the next: 15m, 1h30m, 90s; one minute to seven days.",
)
@OUTLETS
@click.option("--only", multiple=True, metavar="NAME", help="Only this outlet (repeatable).")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="At most N pages of each outlet."
)
@click.option(
    "--model",
    envvar="PARALLAX_MODEL",
    default=BUNDLED,
    show_default=True,
    help="The model that 'parallax compare' takes.",
)
@click.option("--once", is_flag=True, help="One round, now, for a timer of your own.")
@click.option("--json", "as_json", is_flag=True, help="Log JSON, one object a line.")
@click.pass_obj
def watch_command(
    db: str,
    every: timedelta,
    file: Path,
    only: tuple[str, ...],
    limit: int | None,
    model: str,
    once: bool,
    as_json: bool,
) -> int:
    """Crawl and compare again and again, each in a process of its own.

    Logs one line a run. A run that fails is logged and the next one goes on. A missed run is made
    up once. SIGTERM or Ctrl-C finishes the page in hand and ends with status 0.
    """

    def log(moment: datetime, run: str, outcome: str, fields: Mapping[str, Any]) -> None:
        click.echo(log_line(moment, run, outcome, fields, as_json=as_json))

    engine = open_database(db)
    stop = threading.Event()
    wanted = Wanted(database=db, outlets=file, only=only, limit=limit, model=model)
    rounds = Rounds(wanted, engine, stop)
    rounds.plan()  # what is wrong with outlets.toml from the start is told at once
    watch = Watch(rounds, log=log, stop=stop, clock=lambda: datetime.now(UTC))
    with one_at_a_time(engine, "watch"), _told_to(stop):
        if once:
            return 0 if watch.round() else 1
        with reading(engine) as connection:
            last = last_started(connection, "crawl")
        watch.forever(every, last)
    return 0


@contextmanager
def _told_to(stop: threading.Event) -> Iterator[None]:
    """Come to an end on SIGTERM, and on Ctrl-C, which takes the same way to the child at work."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set signal handlers
        return
    before = {
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: stop.set()),
        signal.SIGINT: signal.signal(
            signal.SIGINT, lambda *_: os.kill(os.getpid(), signal.SIGTERM)
        ),
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""`parallax status`."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click

from crawler.commands.options import JSON
from crawler.database import open_database, reading
from crawler.frozen import frozen_state
from crawler.health.facts import read_health
from crawler.health.lines import run_lines, status_lines
from crawler.texts import clean_line


@click.command("status")
@click.option("--problems", is_flag=True, help="Only the outlets that need a person.")
@click.option("--runs", "runs_only", is_flag=True, help="Only the runs, as for a health check.")
@JSON
@click.pass_obj
def status_command(db: str, problems: bool, runs_only: bool, as_json: bool) -> int:
    """Tell how every outlet and the last runs are doing.

    Each outlet is measured against its own normal: the median of its last 28 crawled days. The
    exit status is 1 when something needs a person; its lines begin with "!".
    """
    engine = open_database(db, must_exist=True)
    with reading(engine) as connection:
        frozen = frozen_state(connection)
    # A snapshot is as well as it was then, however long afterwards it is read.
    now = datetime.now(UTC) if frozen is None else frozen.made
    health = read_health(engine, now)
    needs_a_person = bool(health.warnings) if runs_only else health.needs_a_person()
    if frozen is not None and not as_json:
        click.echo(f"Snapshot {clean_line(frozen.name)}: as of {frozen.made:%Y-%m-%d %H:%M} UTC.")
    if as_json:
        click.echo(json.dumps(health.as_dict(), indent=2))
    elif runs_only:
        for warning in health.warnings:
            click.echo(f"! {warning}")
        for line in run_lines(health.runs):
            click.echo(line)
    else:
        for line in status_lines(health, now, problems_only=problems):
            click.echo(line)
    return 1 if needs_a_person else 0

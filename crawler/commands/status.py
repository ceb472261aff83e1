"""`parallax status`."""

from __future__ import annotations

import json

import click

from crawler.commands.options import JSON
from crawler.database import open_database
from crawler.health import read_health


@click.command("status")
@JSON
@click.pass_obj
def status_command(db: str, as_json: bool) -> None:
    """Tell how every outlet and the last runs are doing."""
    health = read_health(open_database(db, must_exist=True))
    if as_json:
        click.echo(json.dumps(health.as_dict(), indent=2))
        return
    for line in health.lines():
        click.echo(line)

"""`parallax demo`: the whole of Parallax on invented outlets, in a minute, without a network."""

from __future__ import annotations

import click
from click.core import ParameterSource

from dashboard.cli import serve
from demo.newsroom import Newsroom
from demo.server import NewsroomServer

DEMO_DATABASE = "parallax-demo.db"
"""Invented articles do not belong among real ones."""


@click.command("demo", short_help="See Parallax work on an invented newsroom.")
@click.option("--once", is_flag=True, help="Stop after printing what was found.")
@click.option(
    "--port", default=8600, show_default=True, help="First port of the newsroom; it takes eight."
)
@click.option("--dashboard-port", default=8501, show_default=True, help="Port of the dashboard.")
@click.pass_context
def demo_command(context: click.Context, once: bool, port: int, dashboard_port: int) -> int:
    """See Parallax work: a small invented newsroom is crawled, compared and shown.

    Eight outlets that do not exist are served on this machine alone. The database is
    parallax-demo.db unless --db names another.
    """
    # The comparison's libraries take seconds to load, which no other command need spend.
    from demo.tour import tour

    given = context.parent is not None and (
        context.parent.get_parameter_source("db") is not ParameterSource.DEFAULT
    )
    db = context.obj if given else DEMO_DATABASE
    with NewsroomServer(Newsroom.load(), base_port=port) as server:
        tour(server, db, say=click.echo)
        if once:
            return 0
        click.echo(
            "\n5. The dashboard. The outlets stay on the air for its links. Ctrl-C ends both."
        )
        return serve(db, "127.0.0.1", dashboard_port, open_browser=True)

"""`parallax dashboard`."""

from __future__ import annotations

import click

from crawler.database import open_database
from dashboard.permission import permission
from dashboard.server import serve

__all__ = ["dashboard_command", "serve"]


@click.command("dashboard")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8501,
    show_default=True,
    help="Where the pages are served.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. The pages have no login: others than this machine reach "
    "them only if you say so.",
)
@click.option("--no-browser", "--headless", is_flag=True, help="Only print the address.")
@click.option(
    "--read-only",
    is_flag=True,
    help="Nobody corrects events or has exports written to a folder through the pages.",
)
@click.option(
    "--allow-corrections",
    is_flag=True,
    help="Whoever reaches the pages may correct events, not only a browser on this machine.",
)
@click.pass_obj
def dashboard_command(
    db: str, port: int, host: str, no_browser: bool, read_only: bool, allow_corrections: bool
) -> int:
    """Show events and their accounts side by side, in a browser.

    Prints the address and serves the pages until Ctrl-C. Nothing is sent or fetched from
    elsewhere; a crawl may run at the same time. Events can be corrected from this machine.
    """
    if read_only and allow_corrections:
        raise click.UsageError("give --read-only or --allow-corrections, not both.")
    granted = permission(host, read_only=read_only, allowed=allow_corrections)
    open_database(db, must_exist=True).dispose()
    return serve(db, host, port, open_browser=not no_browser, corrections=granted)

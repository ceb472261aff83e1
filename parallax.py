"""Parallax: how several outlets cover the same event, their differing accounts side by side.

The front door: the command line, composed of the packages' own commands.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from compare.cli import compare_command, export_command
from compare.corrections.commands import events_command
from compare.watching.command import watch_command
from crawler.cli import (
    crawl_command,
    import_command,
    outlets_group,
    revisions_command,
    status_command,
)
from crawler.database import DEFAULT_DATABASE
from crawler.errors import ParallaxError
from dashboard.cli import dashboard_command
from demo.cli import demo_command
from demo.errors import NewsroomError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@click.option(
    "--db",
    envvar="PARALLAX_DB",
    default=DEFAULT_DATABASE,
    show_default=True,
    metavar="URL",
    help="The database: a file name, or a SQLAlchemy URL.",
)
@click.version_option(version("parallax-news"), prog_name="parallax")
@click.pass_context
def cli(context: click.Context, db: str) -> None:
    """Put the accounts of one event by several outlets side by side, in their own words.

    \b
    To see it work:         parallax demo
    With real outlets:      parallax crawl, then parallax compare, then parallax dashboard
    With texts you have:    parallax import FILE.jsonl, then the same
    """
    context.obj = db


for _command in (
    demo_command,
    crawl_command,
    import_command,
    compare_command,
    events_command,
    dashboard_command,
    export_command,
    watch_command,
    status_command,
    revisions_command,
    outlets_group,
):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 0, 1 (failed) or 2 (wrong usage)."""
    try:
        result = cli.main(args=arguments, prog_name="parallax", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        # Click's own sentence says which option or argument, and points to --help.
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped; what was stored stays stored.", err=True)
        return 130
    except (ParallaxError, NewsroomError) as error:
        click.echo(f"parallax: {error}", err=True)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(main())

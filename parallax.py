"""Parallax: how several outlets cover the same event, their differing accounts side by side.

The front door: the command line, composed of the packages' own commands, and the Python API.

    with parallax.open("parallax.db") as archive:
        events = archive.events()

    told = parallax.compare({"City Ledger": text, "National Wire": other_text})
    told.clusters(), told.differences()

docs/python.md has the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import click

from compare.cli import compare_command, export_command, verify_command
from compare.corrections.commands import events_command
from compare.labelling.commands import label_group
from compare.snapshots.commands import snapshot_command, snapshots_command
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

if TYPE_CHECKING:
    from compare.encoder import Encoder
    from compare.research.archive import Archive
    from compare.research.texts import Text
    from compare.settings import Settings

__all__ = ["Archive", "ParallaxError", "Text", "compare", "main", "open"]
# What computes is imported when it is first asked for: models and frames take seconds to load,
# which no command line should wait for.


def open(database: str, *, upgrade: bool = False) -> Archive:
    """Open a database, a snapshot or a SQLAlchemy URL for reading.

    upgrade: bring an older database to this version's schema first; else nothing is written.
    Raises ParallaxError where there is none, or one that this version cannot read.
    """
    from compare.research.archive import Archive

    return Archive.open(database, upgrade=upgrade)


def compare(
    texts: Mapping[str, str] | Iterable[Text],
    *,
    model: str | None = None,
    encoder: Encoder | None = None,
    settings: Settings | None = None,
) -> Archive:
    """Compare accounts of one event in memory: outlet → text, or `Text`s.

    All are taken for accounts of one event. The result has the tables of a database with these
    texts in it, and is gone when it is closed. model: a folder with another sentence-transformers
    model than the bundled one; encoder: one that is loaded already. Raises ParallaxError for
    fewer than two outlets and for a text without words.
    """
    from compare.encoder import BUNDLED
    from compare.research.texts import compare

    return compare(texts, model=model or BUNDLED, encoder=encoder, settings=settings)


def __getattr__(name: str) -> Any:
    if name == "Archive":
        from compare.research.archive import Archive

        return Archive
    if name == "Text":
        from compare.research.texts import Text

        return Text
    raise AttributeError(f"module 'parallax' has no attribute {name!r}")


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
    verify_command,
    snapshot_command,
    snapshots_command,
    label_group,
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

"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

OUTLETS = click.option(
    "--outlets",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("outlets.toml"),
    show_default=True,
    help="The file that names the outlets.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")

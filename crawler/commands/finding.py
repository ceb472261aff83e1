"""`parallax outlets discover`, `import-opml` and `export-opml`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from crawler.commands.options import JSON, OUTLETS
from crawler.errors import CrawlerError, ImportFileError
from crawler.outlets import DEFAULT_DELAY, Outlet, read_outlets
from crawler.sources.discovering import discover, front_page
from crawler.sources.opml import read_opml, write_opml
from crawler.sources.subscribing import drafts_of


@click.command("discover")
@click.argument("url")
@OUTLETS
@click.option(
    "--delay",
    type=click.FloatRange(0, 3600),
    default=DEFAULT_DELAY,
    show_default=True,
    metavar="SECONDS",
    help="Between two requests to the site; a longer Crawl-delay in its robots.txt wins.",
)
@JSON
def discover_command(url: str, file: Path, delay: float, as_json: bool) -> int:
    """Find a site's feeds and sitemaps and print its entry for outlets.toml.

    Standard output is the entry alone, so that '>> outlets.toml' adds it; remarks go to standard
    error. At most some two dozen requests are made, one at a time and as robots.txt allows.
    Comments in the entry say what is left to fill in.
    """
    known = _known(file)
    _refuse_known(front_page(url), known, file)
    found = discover(url, delay=delay)
    for remark in found.remarks:
        click.echo(remark, err=True)
    if any(outlet.domain == found.draft.domain for outlet in known):
        # The address led to another site.
        _refuse_known(f"https://{found.draft.domain}/", known, file)
    if as_json:
        values = {**asdict(found.draft), "fill_in": found.draft.blanks()}
        click.echo(json.dumps(values, indent=2, ensure_ascii=False))
        return 0
    if any(outlet.name.casefold() == found.draft.name.casefold() for outlet in known):
        click.echo(f"'{found.draft.name}' is taken in {file}; give it another name.", err=True)
    click.echo(f"\n{found.draft.toml()}", nl=False)
    return 0


@click.command("import-opml")
@click.argument("opml", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@OUTLETS
def import_opml_command(opml: Path, file: Path) -> int:
    """Print entries for outlets.toml from a feed reader's subscriptions (OPML).

    Feeds of one site become one outlet. What outlets.toml has already is left out and told on
    standard error; standard output is the entries alone.
    """
    try:
        body = opml.read_bytes()
    except OSError as error:
        raise ImportFileError(
            str(opml), f"cannot be read ({error.strerror})", "check its name"
        ) from error
    found = drafts_of(read_opml(body, str(opml)), _known(file))
    for remark in found.remarks:
        click.echo(remark, err=True)
    for draft in found.drafts:
        click.echo(f"\n{draft.toml()}", nl=False)
    feeds = sum(len(draft.feeds) for draft in found.drafts)
    click.echo(
        f"{len(found.drafts):,} entries with {feeds:,} feeds; comments say what to fill in.",
        err=True,
    )
    return 0


@click.command("export-opml")
@OUTLETS
def export_opml_command(file: Path) -> int:
    """Print the feeds in outlets.toml as a subscription list for feed readers (OPML 2.0)."""
    outlets = read_outlets(file)
    click.echo(write_opml(outlets), nl=False)
    without = [
        outlet.name
        for outlet in outlets
        if not any(source.kind == "feed" for source in outlet.sources)
    ]
    if without:
        click.echo(
            f"Left out, because they have no feed: {', '.join(without)}.",
            err=True,
        )
    return 0


def _known(file: Path) -> tuple[Outlet, ...]:
    """What the file has; nothing when there is none yet, or none in it."""
    if not file.exists() or not file.read_text(encoding="utf-8-sig", errors="replace").strip():
        return ()
    return read_outlets(file)


def _refuse_known(url: str, known: Sequence[Outlet], file: Path) -> None:
    for outlet in known:
        if outlet.owns(url):
            raise CrawlerError(
                url,
                f"is {outlet.name}, which is in {file} already",
                "add further feeds to that entry, or try them with 'parallax outlets check'",
            )

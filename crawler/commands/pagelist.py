"""`parallax crawl --urls FILE`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from crawler.crawling import CrawlPlan
from crawler.errors import CrawlerError
from crawler.outlets import choose, read_outlets
from crawler.pagelists import read_page_list

_DEFAULT = Path("outlets.toml")


def plan_of_list(
    urls: Path, file: Path, only: Sequence[str], *, database: str, limit: int | None
) -> CrawlPlan:
    """The crawl that asks for the pages in the list; remarks go to standard error.

    An outlets.toml is not needed: what it does not name goes by its registered domain. Raises
    CrawlerError when the list cannot be read or names no page of the outlets in `only`.
    """
    resource = "standard input" if str(urls) == "-" else str(urls)
    known = () if file == _DEFAULT and not file.exists() else read_outlets(file)
    try:
        with click.open_file(str(urls), encoding="utf-8", errors="replace") as lines:
            found = read_page_list(lines, known, resource)
    except OSError as error:
        raise CrawlerError(
            resource, f"cannot be read ({error.strerror})", "check its name"
        ) from error
    if only:
        chosen = {outlet.name for outlet in choose(known, only, str(file))}
        found = replace(found, pages=tuple(one for one in found.pages if one[0].name in chosen))
        if not found.pages:
            raise CrawlerError(resource, f"names no page of {', '.join(only)}", "check --only")
    for remark in found.remarks:
        click.echo(remark, err=True)
    return CrawlPlan(outlets=found.outlets, database=database, limit=limit, pages=found.pages)

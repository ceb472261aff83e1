"""`parallax crawl --urls FILE`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.crawling import CrawlPlan
from crawler.errors import CrawlerError
from crawler.outlets import Outlet, choose, outlets_sha256, read_outlets
from crawler.pagelists import PageList, read_page_list

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
    found = _read(urls, known, resource)
    if only:
        chosen = {outlet.name for outlet in choose(known, only, str(file))}
        found = replace(found, pages=tuple(one for one in found.pages if one[0].name in chosen))
        if not found.pages:
            raise CrawlerError(resource, f"names no page of {', '.join(only)}", "check --only")
    for remark in found.remarks:
        click.echo(remark, err=True)
    return CrawlPlan(
        outlets=found.outlets,
        database=database,
        outlets_sha256=outlets_sha256(file) if known else None,
        limit=limit,
        pages=found.pages,
    )


def _read(urls: Path, known: Sequence[Outlet], resource: str) -> PageList:
    # It brings the importers and what they extract with, which no other crawl has to wait for.
    from crawler.imports.addresses import named_in

    now = datetime.now(UTC)
    with ExitStack() as stack:
        try:
            if str(urls) == "-":
                urls = stack.enter_context(_spooled())
            return read_page_list(named_in(urls, now), known, resource, now)
        except OSError as error:
            raise CrawlerError(
                resource, f"cannot be read ({error.strerror})", "check its name"
            ) from error


@contextmanager
def _spooled() -> Iterator[Path]:
    """Standard input as a file: what a list is, its beginning tells."""
    with tempfile.NamedTemporaryFile(prefix="parallax-", suffix=".list") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
        file.flush()
        yield Path(file.name)

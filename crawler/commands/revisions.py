"""`parallax revisions`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import click

from crawler.commands.options import JSON
from crawler.database import open_database, reading
from crawler.errors import CrawlerError
from crawler.history import History, load_histories
from crawler.revisions import Change, changes, ends

_CONTEXT = 120
"""Characters shown of an unchanged stretch at each of its ends."""
_MARKS = {"removed": "[-{}-]", "added": "{{+{}+}}"}
_COLOURS = {"removed": "red", "added": "green"}


@click.command("revisions")
@click.argument("article", metavar="ARTICLE_ID|URL")
@click.option("--whole", is_flag=True, help="Also print all that did not change.")
@JSON
@click.pass_obj
def revisions_command(db: str, article: str, whole: bool, as_json: bool) -> int:
    """Show how an article changed: every stored revision, and what differs from the one before.

    Added and removed words are coloured on a terminal; elsewhere they stand in {+…+} and [-…-].
    """
    engine = open_database(db, must_exist=True)
    with reading(engine) as connection:
        found = load_histories(connection, article)
    if not found:
        raise CrawlerError(
            article,
            "no article of this id or address is stored",
            "take an id from the dashboard or from 'parallax export', or the address of a page",
        )
    if as_json:
        click.echo(json.dumps([_as_dict(one) for one in found], indent=2, ensure_ascii=False))
        return 0
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for history in found:
        for line in _lines(history, coloured=coloured, whole=whole):
            click.echo(line)
    return 0


def _as_dict(history: History) -> dict[str, Any]:
    before: dict[int, Any] = {}
    for old, new in pairwise(history.states):
        before[new.revision] = {
            "from": old.revision,
            "title": [asdict(one) for one in changes(old.title, new.title)],
            "text": [asdict(one) for one in changes(old.text, new.text)],
        }
    return {
        "article_id": history.article_id,
        "outlet": history.outlet,
        "url": history.url,
        "revisions": [
            {
                **asdict(state),
                "seen": state.seen.isoformat(),
                "modified": state.modified.isoformat() if state.modified else None,
                "changes": before.get(state.revision),
            }
            for state in history.states
        ],
    }


def _lines(history: History, *, coloured: bool, whole: bool) -> Iterator[str]:
    number = len(history.states)
    yield f"{history.outlet}: {history.url or 'no address'}"
    yield f"{history.article_id}, {number} {'revision' if number == 1 else 'revisions'}"
    for place, state in enumerate(history.states):
        yield ""
        dated = f", dated {state.modified:%Y-%m-%d %H:%M} UTC" if state.modified else ""
        yield f"Revision {state.revision}, seen {state.seen:%Y-%m-%d %H:%M} UTC{dated}"
        if place == 0:
            yield f"  {state.title}"
            continue
        old = history.states[place - 1]
        for was, now in ((old.title, state.title), (old.text, state.text)):
            if was != now:
                told = _told(changes(was, now), coloured=coloured, whole=whole)
                yield from (f"  {line}" if line else "" for line in told.split("\n"))


def _told(found: Sequence[Change], *, coloured: bool, whole: bool) -> str:
    parts = []
    for place, one in enumerate(found):
        if one.kind == "kept":
            first, last = place == 0, place == len(found) - 1
            parts.append(one.text if whole else _shortened(one.text, first=first, last=last))
            continue
        # Blanks at the end stay outside of the marks.
        body = one.text.rstrip()
        told = (
            click.style(body, fg=_COLOURS[one.kind], strikethrough=one.kind == "removed")
            if coloured
            else _MARKS[one.kind].format(body)
        )
        replaced = place + 1 < len(found) and found[place + 1].kind == "added"
        parts.append(told if replaced else told + one.text[len(body) :])
    return "".join(parts).rstrip()


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """The ends of an unchanged stretch that lie next to a change."""
    shown = ends(text, _CONTEXT, first=first, last=last)
    if shown is None:
        return text
    head, tail = shown
    return f"{head}{' ' if head else ''}[…] {tail}"

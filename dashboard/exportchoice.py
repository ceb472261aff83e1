"""What a reader wants to export, and the same as a command (pure)."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from compare.export import Selection
from crawler.database import DEFAULT_DATABASE
from dashboard.permission import refusal
from dashboard.queries.choices import event_in

MOST_EVENTS = 1000
"""Events that can be named one by one."""

_LONGEST = 100
"""Characters of a folder's name."""
_FOLDER = re.compile(r"[\w][\w .+-]*")
_ELSEWHERE = (
    "Folders are written only by a dashboard that no other machine reaches and that was not "
    "started with `--read-only` or `--allow-corrections`. The command below writes one."
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An export, as it was asked for."""

    events: tuple[str, ...] = ()
    # ids; empty means any
    since: date | None = None
    # UTC day: only events with an article from then on
    formats: tuple[str, ...] = ("jsonl",)
    tables: tuple[str, ...] = ()
    # names; empty means all
    with_text: bool = True
    with_noarchive: bool = False
    # the texts of pages that ask not to be handed on as copies, too
    quotation_words: int = 0
    # without texts: quotations of at most so many words keep them
    link_base: str | None = None
    # the address of a dashboard, to which a feed leads; None: to the articles

    @property
    def selection(self) -> Selection:
        """As the export takes it."""
        midnight = None if self.since is None else datetime.combine(self.since, time(), UTC)
        return Selection(
            events=self.events,
            since=midnight,
            with_text=self.with_text,
            with_noarchive=self.with_noarchive,
            quotation_words=self.quotation_words,
        )


def named_events(pasted: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The events that these ids and links to pages name, each once, and what names none."""
    words = pasted.replace(",", " ").split()
    found = {word: event_in(word) for word in words}
    known = tuple(dict.fromkeys(event for event in found.values() if event))
    return known, tuple(word for word, event in found.items() if not event)


def command(choice: Choice, database: str, folder: str) -> str:
    """The command that writes the same, quoted for a shell of POSIX."""
    parts = ["parallax", *_database(database), "export", folder]
    parts += ["--format", ",".join(choice.formats)]
    for event_id in choice.events:
        parts += ["--event", event_id]
    if choice.since is not None:
        parts += ["--since", choice.since.isoformat()]
    if choice.tables:
        parts += ["--tables", ",".join(choice.tables)]
    if not choice.with_text:
        parts += ["--no-text"]
    if choice.quotation_words:
        parts += ["--quotations-up-to", str(choice.quotation_words)]
    if choice.with_noarchive:
        parts += ["--with-noarchive"]
    if choice.link_base is not None:
        parts += ["--link-base", choice.link_base]
    return shlex.join(parts)


def folder_problem(name: str) -> str | None:
    """Why this cannot be the name of a new folder, in a sentence; None when it can."""
    if _FOLDER.fullmatch(name) and len(name) <= _LONGEST and not name.endswith((".", " ")):
        return None
    return (
        "Give the folder a plain name: letters, digits, spaces, and the signs . + - _ within it, "
        f"at most {_LONGEST} characters. The command below writes anywhere."
    )


def disk_refusal(granted: str | None, headers: Mapping[str, str]) -> str | None:
    """Why this reader may have no folder written on this machine; None when they may.

    granted: one of permission.Corrections. Only who sits at this machine may: a server that lets
    others correct events does not let them write files.
    """
    if granted != "here" or refusal(granted, headers):
        return _ELSEWHERE
    return None


def size_words(size: float) -> str:
    """512 B, 3.4 kB, 20 MB, 1.2 GB: 1 kB is 1,000 bytes."""
    for unit in ("B", "kB", "MB", "GB"):
        if size < 999.5 or unit == "GB":
            return f"{size:,.1f} {unit}" if size < 9.95 and unit != "B" else f"{size:,.0f} {unit}"
        size /= 1000
    raise AssertionError("not reached")


def file_stem(events: Sequence[str], today: date) -> str:
    """What the folder or the file is called unless the reader says otherwise."""
    which = events[0] if len(events) == 1 and folder_problem(events[0]) is None else ""
    return f"parallax-export-{which or today.isoformat()}"


def _database(name: str) -> list[str]:
    if name == DEFAULT_DATABASE:
        return []
    try:
        # A URL may hold a password, which is nobody's to see here.
        shown = make_url(name).render_as_string(hide_password=True) if "://" in name else name
    except (ArgumentError, ValueError):
        shown = "URL"
    return ["--db", shown]

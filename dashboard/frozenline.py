"""The line that says that a page shows a frozen state (pure)."""

from __future__ import annotations

from compare.shown.wording import exactly
from crawler.frozen import Frozen
from dashboard.markup import Html, element, verbatim

_SHORT = 120
"""Characters: a longer note is folded, for the line stands on every page."""


def frozen_line(state: Frozen) -> Html:
    """Which state, of when, and what for in its maker's words."""
    note = " ".join(state.note.split())
    quoted = verbatim(note, "q") if note else None
    short = len(note) <= _SHORT
    return element(
        "div",
        element(
            "p",
            "Snapshot ",
            verbatim(state.name, "b"),
            f" of {exactly(state.made)}: nothing here changes.",
            " " if note and short else None,
            quoted if short else None,
        ),
        None if short else element("details", element("summary", "What it is for"), quoted),
        class_="px-frozen",
    )

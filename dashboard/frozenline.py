"""The line that says that a page shows a frozen state (pure)."""

from __future__ import annotations

from compare.shown.wording import exactly
from crawler.frozen import Frozen
from dashboard.markup import Html, element, verbatim


def frozen_line(state: Frozen) -> Html:
    """Which state, of when, and what for in its maker's words."""
    return element(
        "p",
        "Snapshot ",
        verbatim(state.name, "b"),
        f" of {exactly(state.made)}: nothing here changes.",
        " " if state.note else None,
        verbatim(state.note, "q") if state.note else None,
        class_="px-frozen",
    )

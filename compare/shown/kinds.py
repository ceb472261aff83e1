"""The kinds of difference, as readers are told them (pure)."""

from __future__ import annotations

from collections.abc import Iterable

LABELS = {
    "figure": "figure",
    "time_place": "time or place",
    "actor": "actor",
    "polarity": "polarity",
    "certainty": "certainty",
    "wording": "wording",
    "quote": "quotation",
}
"""kind, as stored → what a reader sees; the order is that of the filters and chips."""


def label(kind: str) -> str:
    """What a reader sees; a kind that is newer than this page is shown under its stored name."""
    return LABELS.get(kind, kind.replace("_", " "))


def in_order(kinds: Iterable[str]) -> list[str]:
    """Each kind once: the known ones in the order of LABELS, then the others by name."""
    known = list(LABELS)
    return sorted(set(kinds), key=lambda kind: (known.index(kind) if kind in LABELS else 99, kind))

"""The evidence that is stored with a membership or a link between events (pure).

Older files lack fields, newer ones may have kinds that this program does not know: whatever is
there is kept as it is, and what is no reason at all is left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One piece of evidence."""

    kind: str
    # as stored, such as "shared names"; may be one that is not known here
    value: Any
    # JSON: its form depends on the kind
    article_id: str | None
    # the other article that it is about, if any
    weight: float | None
    # its part of the log-odds; None where it was not stored


def read_reasons(stored: Any) -> tuple[Reason, ...]:
    """What a column `reasons` holds, in its order."""
    entries = stored if isinstance(stored, list) else []
    return tuple(_reason(entry) for entry in entries if isinstance(entry, dict))


def _reason(entry: dict[str, Any]) -> Reason:
    other = entry.get("article_id")
    return Reason(
        kind=str(entry.get("kind") or "a reason without a name"),
        value=entry.get("value"),
        article_id=other if isinstance(other, str) else None,
        weight=finite(entry.get("weight")),
    )


def finite(value: Any) -> float | None:
    """A stored value as a number, or None when it is none that can be shown."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None

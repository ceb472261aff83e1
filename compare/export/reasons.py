"""Why an article stands in its event: evidence of many types as records of one shape (pure)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from compare.export.format import Record, sound

_QUOTE_NOTHING = frozenset(
    {
        "shared names",
        "shared words",
        "shared terms",  # as databases of the first version say it
        "shared link",
        "similarity",
        "hours apart",
        "copy",
        "no date",
        "correction",
        "stands alone",
    }
)
"""Kinds whose value holds single words at most; of any other it may be a piece of the text."""
_NAME = 60
"""Characters: a longer “name” is a line in capitals, or a clause of a script without spaces."""


def reason_records(reasons: Sequence[Mapping[str, Any]] | None, *, quoting: bool) -> list[Record]:
    """The reasons as stored, strongest first; None where there are none.

    quoting: whether the value may hold a piece of the article's text. Where not, a quotation and
    whatever a kind unknown here says in words is left out; numbers are not.
    """
    return [_record(reason, quoting) for reason in reasons or ()]


def _record(reason: Mapping[str, Any], quoting: bool) -> Record:
    value, other = reason.get("value"), reason.get("article_id")
    number = _number(value)
    items = [_text(item) for item in value] if isinstance(value, list) else []
    short = all(len(item) <= _NAME for item in items)
    shown = quoting or number is not None or (short and reason["kind"] in _QUOTE_NOTHING)
    line = ", ".join(items) if isinstance(value, list) else _text(value)
    return {
        "kind": sound(reason["kind"]),
        "article_id": None if other is None else sound(other),
        "weight": _number(reason.get("weight")),
        "value": line if shown and value is not None else None,
        "values": items if shown else [],
        "number": number,
    }


def _text(value: Any) -> str:
    return sound(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _number(value: Any) -> float | None:
    """What is no finite number is none: not every format can write it."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None

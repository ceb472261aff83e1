"""One line a run, for a log: logfmt or JSON (pure)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_BARE = re.compile(r"[^\s\"=\\\x00-\x1f\x7f-\x9f]+")


def log_line(
    moment: datetime, run: str, outcome: str, fields: Mapping[str, Any], *, as_json: bool = False
) -> str:
    """`2026-11-22T22:40:00Z crawl done seconds=12.3 added=3 failures.timeout=2`, or its JSON.

    A mapping among the fields is told key by key; in logfmt its blanks become "_". None and empty
    mappings are left out. Whatever a value holds, the result is one line.
    """
    time = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if as_json:
        told = {name: value for name, value in fields.items() if value is not None}
        return json.dumps({"time": time, "run": run, "outcome": outcome, **told}, default=str)
    parts = [time, run, outcome]
    for name, value in fields.items():
        if isinstance(value, Mapping):
            parts += [f"{name}.{_bare_key(key)}={_value(one)}" for key, one in value.items()]
        elif value is not None:
            parts.append(f"{name}={_value(value)}")
    return " ".join(parts)


def _bare_key(key: object) -> str:
    return re.sub(r"[\s\"=\\\x00-\x1f\x7f-\x9f]+", "_", str(key))


def _value(value: object) -> str:
    text = f"{value:.1f}" if isinstance(value, float) else str(value)
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=True)

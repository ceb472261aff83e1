"""The rows of runs. What a run recorded is JSON of any version: it is read with caution."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.format import Record, Row, sound
from compare.export.rows.source import Found, plain
from compare.export.selection import Chosen
from crawler.runs import OUTLETS_SHA256
from crawler.tables import runs

_PLAIN = ("run_id", "kind", "started", "finished", "outcome")


def run_query(chosen: Chosen) -> sa.Select[Any]:
    """All of them, whatever was chosen: they made what was chosen from."""
    return sa.select(*(runs.c[name] for name in (*_PLAIN, "counts"))).order_by(runs.c.run_id)


def run_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """What was read, with what it recorded in columns."""
    return [_run(row) for row in found]


def _run(row: sa.Row[Any]) -> Row:
    told = plain(row)
    recorded = row.counts if isinstance(row.counts, dict) else {}
    return {
        **{name: told[name] for name in _PLAIN},
        "counts": [
            {"name": sound(name), "number": value}
            for name, value in sorted(recorded.items())
            if _is_count(value)
        ],
        "failures": [
            {"kind": sound(kind), "pages": pages}
            for kind, pages in sorted(_mapping(recorded, "failures").items())
            if _is_count(pages)
        ],
        "outlets_sha256": _text(recorded, OUTLETS_SHA256),
        "model": _text(recorded, "model"),
        "settings": _settings(recorded),
    }


def _settings(recorded: Mapping[str, Any]) -> list[Record]:
    return [
        {"name": sound(name), "value": sound(json.dumps(value, ensure_ascii=False))}
        for name, value in sorted(_mapping(recorded, "settings").items())
    ]


def _mapping(recorded: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = recorded.get(name)
    return found if isinstance(found, dict) else {}


def _text(recorded: Mapping[str, Any], name: str) -> str | None:
    found = recorded.get(name)
    return sound(found) if isinstance(found, str) else None


def _is_count(value: Any) -> bool:
    """What every format can write as an integer."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63

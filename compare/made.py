"""With what the comparison made that which is stored, as its runs recorded it.

Apart from run.py, because whoever only asks need not import the whole comparison, which takes
seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.tables import runs

COMPARISON = "compare"
"""The kind of run that a comparison is recorded as."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """With what the comparison made that which is stored."""

    model: str
    # its name and the beginning of the hash of its weights
    settings: Mapping[str, Any]
    rule: Mapping[str, Any]
    # that finds events: version and coefficients; empty where none was recorded


def made_with(connection: Connection) -> Made | None:
    """Model, settings and rule of what is stored, or None where no comparison was recorded.

    Those of the last whole run: a change of any compares every event again.
    """
    record = connection.execute(
        sa.select(runs.c.counts)
        .where(runs.c.kind == COMPARISON, runs.c.outcome == "done")
        .order_by(runs.c.run_id.desc())
        .limit(1)
    ).scalar()
    if not record or "model" not in record:
        return None
    return Made(model=record["model"], settings=record["settings"], rule=record.get("rule") or {})

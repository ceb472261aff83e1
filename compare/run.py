"""A comparison on the record: what ran, with which model and settings, and what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from compare.comparison import Comparison
from compare.encoder import Encoder
from compare.pipeline import compare
from compare.settings import Settings
from crawler.progress import Progress
from crawler.runs import recorded_run
from crawler.tables import runs

_KIND = "compare"


@dataclass(frozen=True, kw_only=True)
class Made:
    """With what the comparison made that which is stored."""

    model: str
    # its name and the beginning of the hash of its weights
    settings: Mapping[str, Any]
    rule: Mapping[str, Any]
    # that finds events: version and coefficients; empty where none was recorded


def run_comparison(
    engine: Engine,
    encoder: Encoder,
    settings: Settings | None = None,
    *,
    everything: bool = False,
    progress: Progress | None = None,
) -> Comparison:
    """Compare what is new and record the run; see compare.pipeline."""
    settings = settings or Settings()
    with recorded_run(engine, _KIND, datetime.now(UTC)) as record:
        record["model"] = encoder.name
        record["settings"] = settings.as_dict()
        record["rule"] = asdict(settings.event_rule)
        found = compare(engine, encoder, settings, everything=everything, progress=progress)
        record.update(found.counts())
    return found


def made_with(connection: Connection) -> Made | None:
    """Model, settings and rule of what is stored, or None where no comparison was recorded.

    Those of the last whole run: a change of any compares every event again.
    """
    record = connection.execute(
        sa.select(runs.c.counts)
        .where(runs.c.kind == _KIND, runs.c.outcome == "done")
        .order_by(runs.c.run_id.desc())
        .limit(1)
    ).scalar()
    if not record or "model" not in record:
        return None
    return Made(model=record["model"], settings=record["settings"], rule=record.get("rule") or {})

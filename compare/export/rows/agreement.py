"""The rows of agreement: computed event by event, for nothing of them is stored."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.agreement import Agreement
from compare.export.format import Row, sound
from compare.export.rows.source import Found
from compare.export.selection import Chosen
from compare.summaries import load_summaries
from compare.tables import events


def agreement_query(chosen: Chosen) -> sa.Select[Any]:
    """The chosen events of two outlets or more."""
    return (
        sa.select(events.c.event_id)
        .where(chosen.holds(events.c.event_id), events.c.outlets > 1)
        .order_by(events.c.event_id)
    )


def agreement_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """A row for each two outlets of each event."""
    summaries = load_summaries(connection, [row.event_id for row in found])
    return [
        _agreement(row.event_id, pair)
        for row in found
        if row.event_id in summaries
        for pair in summaries[row.event_id].agreements
    ]


def _agreement(event_id: str, pair: Agreement) -> Row:
    return {
        "event_id": event_id,
        "outlet": sound(pair.outlet),
        "other_outlet": sound(pair.other),
        "shared": pair.shared,
        "either": pair.either,
        "jaccard": pair.jaccard,
        "passages": pair.passages,
        "matched": pair.matched,
        "other_passages": pair.other_passages,
        "other_matched": pair.other_matched,
        "differing": pair.parted,
        "copied": pair.copied,
        "complete": pair.complete,
    }

"""The rows of coverage: what may be said of each outlet and each cluster."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.format import Row, sound
from compare.export.rows.source import Found
from compare.export.selection import Chosen
from compare.shown.coverage import State, state
from compare.summaries import load_reports
from compare.tables import cluster_passages, clusters, passages

_WORDS = {State.TOLD: "present", State.LACKING: "not in captured text", State.UNKNOWN: "unknown"}


def coverage_query(chosen: Chosen) -> sa.Select[tuple[str, str]]:
    """The clusters of the chosen events, in the order of their table."""
    return (
        sa.select(clusters.c.event_id, clusters.c.cluster_id)
        .where(chosen.holds(clusters.c.event_id))
        .order_by(clusters.c.event_id, clusters.c.position, clusters.c.cluster_id)
    )


def coverage_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """A row for each outlet of each cluster's event."""
    reports = load_reports(connection, sorted({row.event_id for row in found}))
    held = _held(connection, [row.cluster_id for row in found])
    complete = {
        event_id: {
            outlet: all(one.complete for one in members if one.outlet == outlet)
            for outlet in sorted({one.outlet for one in members})
        }
        for event_id, members in reports.items()
    }
    return [
        {
            "event_id": row.event_id,
            "cluster_id": row.cluster_id,
            "outlet": sound(outlet),
            "state": _WORDS[state(held[row.cluster_id, outlet], complete=whole)],
            "passages": held[row.cluster_id, outlet],
        }
        for row in found
        for outlet, whole in complete.get(row.event_id, {}).items()
    ]


def _held(connection: Connection, cluster_ids: list[str]) -> Counter[tuple[str, str]]:
    """(cluster, outlet) → its passages there."""
    query = (
        sa.select(cluster_passages.c.cluster_id, passages.c.outlet, sa.func.count().label("held"))
        .join(passages, passages.c.passage_id == cluster_passages.c.passage_id)
        .where(cluster_passages.c.cluster_id.in_(cluster_ids))
        .group_by(cluster_passages.c.cluster_id, passages.c.outlet)
    )
    return Counter({(row.cluster_id, row.outlet): row.held for row in connection.execute(query)})

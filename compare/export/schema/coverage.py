"""The table of what may be said of each outlet and each cluster."""

from __future__ import annotations

from compare.export.columns import Table, column, refers
from compare.export.schema.units import CLUSTER_ID, COUNT, EVENT_ID, OUTLET

COVERAGE = Table(
    name="coverage",
    meaning="What may be said of each outlet of an event and each of its clusters.",
    order="event_id, the order of the story, outlet",
    key=("cluster_id", "outlet"),
    references=(
        refers("event_id", "events"),
        refers("cluster_id", "clusters"),
        refers("outlet", "outlets"),
    ),
    columns=(
        column("event_id", "text", "in which event", "see events", EVENT_ID),
        column("cluster_id", "text", "which piece of information", "see clusters", CLUSTER_ID),
        column("outlet", "text", "whose account", "an outlet of the event", OUTLET),
        column(
            "state",
            "text",
            "whether the account has it. “not in captured text” is said only where all articles "
            "of the account were captured whole; elsewhere it is unknown",
            "passages, and the completeness of the revisions that were compared",
            choices=("present", "not in captured text", "unknown"),
        ),
        column("passages", "integer", "the account's passages in it", COUNT, "passages"),
    ),
)

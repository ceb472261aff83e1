"""The table of what each two outlets of an event both tell."""

from __future__ import annotations

from compare.export.columns import Table, column, refers
from compare.export.schema.units import COUNT, EVENT_ID, OUTLET, SHARE

AGREEMENT = Table(
    name="agreement",
    meaning="How far each two outlets of an event tell the same; not whether they tell it alike.",
    order="event_id, outlet, other_outlet",
    key=("event_id", "outlet", "other_outlet"),
    references=(
        refers("event_id", "events"),
        refers("outlet", "outlets"),
        refers("other_outlet", "outlets", "outlet"),
    ),
    columns=(
        column("event_id", "text", "in which event", "see events", EVENT_ID),
        column("outlet", "text", "the one", "the first of the two by name", OUTLET),
        column("other_outlet", "text", "and the other", "each two once", OUTLET),
        column("shared", "integer", "clusters that both report", COUNT, "clusters"),
        column(
            "either",
            "integer",
            "pieces of information that at least one reports: clusters, and passages in none",
            COUNT,
            "pieces of information",
        ),
        column(
            "jaccard",
            "number",
            "agreement; missing where neither has a passage",
            "shared / either (Jaccard 1912)",
            SHARE,
            nullable=True,
        ),
        column("passages", "integer", "the outlet's passages", COUNT, "passages"),
        column(
            "matched",
            "integer",
            "those that stand in a cluster with one of the other's",
            "count; each once",
            "passages",
        ),
        column("other_passages", "integer", "the other's passages", COUNT, "passages"),
        column(
            "other_matched",
            "integer",
            "those that stand in a cluster with one of the outlet's",
            "count; each once",
            "passages",
        ),
        column(
            "differing",
            "integer",
            "shared clusters in which a difference between the two was found",
            COUNT,
            "clusters",
        ),
        column(
            "copied",
            "boolean",
            "whether an article of one carries the other's text, or both carry a third's: then "
            "their agreement is no evidence",
            "see `syndicated_from_article` in articles",
        ),
        column(
            "complete",
            "boolean",
            "whether both were captured whole; if not, they may agree more than could be seen",
            "`completeness` of all their articles is .8 or more",
        ),
    ),
)

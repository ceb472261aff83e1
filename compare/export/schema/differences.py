"""The table of differences."""

from __future__ import annotations

from compare.export.columns import Table, column
from compare.export.schema.units import OFFSET, SLICE

_VALUE = (
    column("passage_id", "text", "in which passage", "see passages"),
    column("start", "integer", "first character in the article's text", "the rule", OFFSET),
    column("end", "integer", "first character after the value", "the rule", OFFSET),
    column("text", "text", "the value, verbatim", SLICE, withheld=True),
    column("normal", "text", "the form in which it was compared; not verbatim", "the rule"),
)

DIFFERENCES = Table(
    name="differences",
    meaning="Places where passages of one cluster do not say the same.",
    order="event_id, position of the cluster, kind, difference_id",
    columns=(
        column(
            "difference_id",
            "text",
            "the difference",
            "hash of cluster, kind and places",
            "“d” and 16 hex digits",
        ),
        column("event_id", "text", "in which event", "see events"),
        column(
            "cluster_id",
            "text",
            "in which cluster; missing for a difference between whole accounts",
            "see clusters",
            nullable=True,
        ),
        column(
            "kind",
            "text",
            "what differs",
            "one rule a kind",
            "figure, time_place, actor, polarity, certainty, wording, quote",
        ),
        column(
            "values",
            "records",
            "the places that differ: at least two, of at least two outlets",
            "the rule for the kind",
            fields=_VALUE,
        ),
        column(
            "confidence",
            "number",
            "how sure; comparable within a kind",
            "the rule for the kind; none below the setting `least_confidence`",
            "0 to 1",
        ),
        column(
            "reason",
            "text",
            "the values in one line, each with its outlet",
            "built from `values`",
            withheld=True,
        ),
    ),
)

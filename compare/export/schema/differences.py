"""The table of differences."""

from __future__ import annotations

from compare.export.columns import Table, column, refers
from compare.export.schema.units import (
    CLUSTER_ID,
    DIFFERENCE_ID,
    EVENT_ID,
    OFFSET,
    PASSAGE_ID,
    SHARE,
    SLICE,
    TEXT,
    VERBATIM,
)

_VALUE = (
    column("passage_id", "text", "in which passage", "see passages", PASSAGE_ID),
    column("start", "integer", "first character in the article's text", "the rule", OFFSET),
    column("end", "integer", "first character after the value", "the rule", OFFSET),
    column("text", "text", "the value, verbatim", SLICE, VERBATIM, withheld=True),
    column("normal", "text", "the form in which it was compared; not verbatim", "the rule", TEXT),
)

DIFFERENCES = Table(
    name="differences",
    meaning="Places where passages of one cluster do not say the same.",
    order="event_id, position of the cluster, kind, difference_id",
    key=("difference_id",),
    references=(refers("event_id", "events"), refers("cluster_id", "clusters")),
    columns=(
        column(
            "difference_id",
            "text",
            "the difference",
            "hash of cluster, kind and places",
            DIFFERENCE_ID,
        ),
        column("event_id", "text", "in which event", "see events", EVENT_ID),
        column(
            "cluster_id",
            "text",
            "in which cluster; missing for a difference between whole accounts",
            "see clusters",
            CLUSTER_ID,
            nullable=True,
        ),
        column(
            "kind",
            "text",
            "what differs",
            "one rule a kind",
            choices=("figure", "time_place", "actor", "polarity", "certainty", "wording", "quote"),
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
            SHARE,
        ),
        column(
            "reason",
            "text",
            "the values in one line, each with its outlet",
            "built from `values`",
            TEXT,
            withheld=True,
        ),
    ),
)

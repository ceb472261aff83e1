"""The tables of passages and of the clusters that they form."""

from __future__ import annotations

from compare.export.columns import Table, column, refers
from compare.export.schema.units import (
    ARTICLE_ID,
    CLUSTER_ID,
    COUNT,
    EVENT_ID,
    FROM_0,
    OFFSET,
    OUTLET,
    OUTLETS,
    PASSAGE_ID,
    SHARE,
    SLICE,
    UTC,
    VERBATIM,
)

PASSAGES = Table(
    name="passages",
    meaning="Sentence-sized pieces of the articles in events of two outlets or more.",
    order="article_id, position",
    key=("passage_id",),
    references=(
        refers("article_id", "articles"),
        refers("event_id", "events"),
        refers("outlet", "outlets"),
    ),
    columns=(
        column(
            "passage_id",
            "text",
            "the passage; outlives changes elsewhere in its article",
            "hash of article and wording",
            PASSAGE_ID,
        ),
        column("article_id", "text", "whose passage", "see articles", ARTICLE_ID),
        column("event_id", "text", "in which event", "see events", EVENT_ID),
        column("outlet", "text", "in whose account", "see articles", OUTLET),
        column("position", "integer", "place in its article", "order of the text", FROM_0),
        column("start", "integer", "first character in the article's text", "split", OFFSET),
        column("end", "integer", "first character after the passage", "split", OFFSET),
        column("text", "text", "the passage, verbatim", SLICE, VERBATIM, withheld=True),
    ),
)

CLUSTERS = Table(
    name="clusters",
    meaning="Passages of at least two outlets that report the same piece of information.",
    order="event_id, position",
    key=("cluster_id",),
    references=(refers("event_id", "events"), refers("representative", "passages", "passage_id")),
    columns=(
        column(
            "cluster_id",
            "text",
            "the cluster; kept across comparisons while its passages stay together",
            "given when the cluster was first found",
            CLUSTER_ID,
        ),
        column("event_id", "text", "in which event", "see events", EVENT_ID),
        column(
            "passage_ids",
            "texts",
            "its passages, by article and position",
            "matching by meaning and rare words",
            "passage_id each",
        ),
        column("outlets", "integer", "how many outlets report it", COUNT, "outlets"),
        column(
            "independent_outlets",
            "integer",
            "the same, but a family of copies counts once",
            COUNT,
            "outlets",
        ),
        column(
            "cohesion",
            "number",
            "how alike its passages are",
            "mean score of its pairs of passages of different outlets",
            SHARE,
        ),
        column("position", "integer", "place in the story", "order in the articles", FROM_0),
        column(
            "representative",
            "text",
            "the passage that stands for it",
            "the most similar to the others",
            PASSAGE_ID,
        ),
        column(
            "first_outlets",
            "texts",
            "who reported it first; several that cannot be told apart in time; none where no page "
            "gives a date",
            "publication of the articles that its passages stand in; a page that gives only a day "
            "ties with all of that day",
            OUTLETS,
        ),
        column(
            "first_published",
            "time",
            "when that was",
            "least `published` of these articles",
            UTC,
            nullable=True,
        ),
        column(
            "first_undated",
            "texts",
            "outlets that report it on pages without a date alone: they may have been earlier",
            "the same articles",
            OUTLETS,
        ),
    ),
)

"""The tables of events and of the ids that they once had."""

from __future__ import annotations

from compare.export.columns import Table, column, refers
from compare.export.schema.units import ARTICLE_ID, COUNT, EVENT_ID, SHARE, UTC, VERBATIM

EVENTS = Table(
    name="events",
    meaning="What happened: the group of articles that report it.",
    order="event_id",
    key=("event_id",),
    references=(
        refers("title_article_id", "articles", "article_id"),
        refers("follows", "events", "event_id", everywhere=False),
    ),
    columns=(
        column(
            "event_id",
            "text",
            "the event; kept across comparisons while its articles stay together",
            "given when the event was first found",
            EVENT_ID,
        ),
        column(
            "title", "text", "one outlet's headline, verbatim", "see `title_article_id`", VERBATIM
        ),
        column(
            "first_published",
            "time",
            "publication of its first article",
            "least `published`, or `first_seen` where that is missing",
            UTC,
            nullable=True,
        ),
        column(
            "last_published",
            "time",
            "publication of its last article",
            "greatest of the same",
            UTC,
            nullable=True,
        ),
        column("articles", "integer", "how many articles report it", COUNT, "articles"),
        column("outlets", "integer", "how many outlets report it", COUNT, "outlets"),
        column(
            "independent_outlets",
            "integer",
            "how many independent accounts of it there are: a family of copies counts once",
            COUNT,
            "outlets",
        ),
        column(
            "title_article_id",
            "text",
            "the article whose headline `title` is",
            "the most similar to the event's other articles",
            ARTICLE_ID,
        ),
        column(
            "follows",
            "text",
            "the earlier event of the same story that it develops; may lie outside a selection; "
            "missing where there is none",
            "likeness beyond the time within which articles are grouped",
            EVENT_ID,
            nullable=True,
        ),
        column(
            "follows_score",
            "number",
            "how sure that is",
            "the fitted rule",
            SHARE,
            nullable=True,
        ),
        column(
            "corrected",
            "boolean",
            "whether a correction that was not undone names one of its articles",
            "see corrections",
        ),
        column(
            "clusters", "integer", "how many clusters it has", "the next three together", "clusters"
        ),
        column(
            "shared_by_all",
            "integer",
            "clusters that every one of its outlets reports",
            COUNT,
            "clusters",
        ),
        column(
            "shared_by_some",
            "integer",
            "clusters that an outlet which was captured whole does not have",
            COUNT,
            "clusters",
        ),
        column(
            "shared_undecided",
            "integer",
            "clusters that only outlets lack which were not captured whole: they may have them",
            COUNT,
            "clusters",
        ),
        column("passages", "integer", "how many passages it has", COUNT, "passages"),
        column(
            "only_in_one",
            "integer",
            "passages that were matched with no other outlet's",
            "count; each once, however many clusters it stands in",
            "passages",
        ),
        column(
            "changed",
            "time",
            "when a comparison last found other articles, other revisions or other differences in "
            "it; missing in older databases",
            "clock of the comparison",
            UTC,
            nullable=True,
        ),
    ),
)

REDIRECTS = Table(
    name="redirects",
    meaning="Events that are no more, and where most of their articles went: so that ids of an "
    "older export can be followed.",
    order="old_id",
    key=("old_id",),
    references=(refers("event_id", "events"),),
    columns=(
        column(
            "old_id",
            "text",
            "an event_id that is no longer in use",
            "given once, never anew",
            EVENT_ID,
        ),
        column(
            "event_id", "text", "the event of today; always a row of events", "see events", EVENT_ID
        ),
    ),
)

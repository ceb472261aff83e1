"""The comparison's tables; results.py has the queries.

Passages and the values of differences are kept as offsets into one revision's text, never as
copies of it: what is shown is verbatim by construction.
"""

import sqlalchemy as sa

from crawler.database import UtcDateTime, metadata

vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("text_hash", sa.Text, primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
    comment="float32 unit vectors, little-endian, once per model and text",
)

profiles = sa.Table(
    "profiles",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.article_id"), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    # the way of counting: what was counted otherwise is counted again
    sa.Column("language", sa.Text),
    sa.Column("published", UtcDateTime, nullable=False, index=True),
    # the time the article is grouped by; old profiles are dropped by it
    sa.Column("headline", sa.Text, nullable=False, index=True),
    sa.Column("opening", sa.Text, nullable=False),
    # the text hashes of their vectors
    sa.Column("standing", sa.Text, nullable=False),
    sa.Column("page", sa.Text),
    # as in memberships
    sa.Column("counts", sa.LargeBinary, nullable=False),
    comment="evidence of recent articles, kept so that no text is counted twice",
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("title_article_id", sa.Text, sa.ForeignKey("articles.article_id"), nullable=False),
    sa.Column("first_published", UtcDateTime, index=True),
    sa.Column("last_published", UtcDateTime, index=True),
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("outlets", sa.Integer, nullable=False),
    sa.Column("independent_outlets", sa.Integer, nullable=False),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("stamp", sa.Text, nullable=False, server_default=""),
    # of the settings and the model under which it was found
    sa.Column("found", UtcDateTime),
    # when a comparison first stored it
    sa.Column("changed", UtcDateTime),
    # when a comparison last found other articles, revisions or differences in it
    # All that the list is filtered by, so that what is not shown is not read.
    sa.Index(
        "ix_events_listing", "last_published", "event_id", "outlets", "first_published", "changed"
    ),
    comment="title is one outlet's headline, verbatim: that of title_article_id",
)

event_facets = sa.Table(
    "event_facets",
    metadata,
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), primary_key=True),
    sa.Column("facet", sa.Text, primary_key=True),
    # outlet or kind (of difference)
    sa.Column("value", sa.Text, primary_key=True),
    # the outlet's name, the kind
    sa.Column("last_published", UtcDateTime),
    # the event's, so that those of one outlet are read from the newest on
    sa.Index("ix_event_facets_newest", "facet", "value", "last_published", "event_id"),
    comment="what events are filtered by, made of memberships and differences (facets.py)",
    sqlite_with_rowid=False,
)

redirects = sa.Table(
    "event_redirects",
    metadata,
    sa.Column("old_id", sa.Text, primary_key=True),
    sa.Column("event_id", sa.Text, nullable=False),
    comment="where the articles of an event that is no more went",
)

memberships = sa.Table(
    "memberships",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.article_id"), primary_key=True),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("reasons", sa.JSON, nullable=False),
    sa.Column("published", UtcDateTime, index=True),
    # the time it was grouped by: when first seen, where the page gives no date
    sa.Column("standing", sa.Text, nullable=False, server_default="full"),
    # full, guest or alone: how it takes part in finding events
    sa.Column("page", sa.Text),
    # why it is no full article, in words: "live blog"
    comment="which event an article reports, how sure, and why",
)

follows = sa.Table(
    "follows",
    metadata,
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), primary_key=True),
    sa.Column("follows", sa.Text, sa.ForeignKey("events.event_id"), nullable=False, index=True),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("reasons", sa.JSON, nullable=False),
    comment="story lines: which earlier event this one develops",
)

corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("correction_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("events", sa.JSON, nullable=False),
    # the events that were named, under their ids of then
    sa.Column("articles", sa.JSON, nullable=False),
    # the articles that were named
    sa.Column("together", sa.JSON, nullable=False),
    # lists of article ids: each list stands in one event
    sa.Column("apart", sa.JSON, nullable=False),
    # pairs of lists of article ids: no event holds articles of both
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("made", UtcDateTime, nullable=False),
    sa.Column("undone", UtcDateTime),
    sa.Column("pending", sa.Boolean, nullable=False, server_default=sa.true()),
    # not yet taken up by a comparison (nor its undoing)
    comment="what a person decided about events: merge, split, move, pin",
)

copies = sa.Table(
    "copies",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.article_id"), primary_key=True),
    sa.Column("source_article_id", sa.Text, sa.ForeignKey("articles.article_id"), nullable=False),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), nullable=False, index=True),
    sa.Column("containment", sa.Float, nullable=False),
    sa.Column("basis", sa.Text, nullable=False, server_default="text"),
    # text: its words stand in the source; mark: it says that it is an agency's; both
    sa.Column("agency", sa.Text),
    # the agency that it names, where it names one
    comment="syndicated copy: the share of the article's shingles that stand in the source",
)

passages = sa.Table(
    "passages",
    metadata,
    sa.Column("passage_id", sa.Text, primary_key=True),
    sa.Column(
        "article_id", sa.Text, sa.ForeignKey("articles.article_id"), nullable=False, index=True
    ),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), nullable=False, index=True),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    comment="sentence-sized pieces: text[start:end] of that revision's text",
)

clusters = sa.Table(
    "clusters",
    metadata,
    sa.Column("cluster_id", sa.Text, primary_key=True),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("outlets", sa.Integer, nullable=False),
    sa.Column("independent_outlets", sa.Integer, nullable=False),
    sa.Column("cohesion", sa.Float, nullable=False),
    sa.Column("representative", sa.Text, nullable=False),
    comment="position is the order in the story, from 0; representative is a passage_id",
)

cluster_passages = sa.Table(
    "cluster_passages",
    metadata,
    sa.Column("cluster_id", sa.Text, sa.ForeignKey("clusters.cluster_id"), primary_key=True),
    sa.Column(
        "passage_id", sa.Text, sa.ForeignKey("passages.passage_id"), primary_key=True, index=True
    ),
    comment="which passages report a cluster's piece of information",
)

differences = sa.Table(
    "differences",
    metadata,
    sa.Column("difference_id", sa.Text, primary_key=True),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), nullable=False, index=True),
    sa.Column("cluster_id", sa.Text, sa.ForeignKey("clusters.cluster_id"), index=True),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("values", sa.JSON, nullable=False),
    comment="values: a list of {passage_id, start, end, normal}, offsets in the article's text",
)

quotations = sa.Table(
    "quotations",
    metadata,
    sa.Column("quotation_id", sa.Text, primary_key=True),
    sa.Column(
        "article_id", sa.Text, sa.ForeignKey("articles.article_id"), nullable=False, index=True
    ),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), nullable=False, index=True),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    # in the event, from 0: the families that several outlets carry first, the longest first in each
    sa.Column("pieces", sa.JSON, nullable=False),
    # inside the marks, in order
    sa.Column("role", sa.Text, nullable=False),
    # speech, scare or title
    sa.Column("ground", sa.Text),
    # where the attribution stands: before, after, between or carried; none where there is none
    sa.Column("speaker_start", sa.Integer),
    sa.Column("speaker_end", sa.Integer),
    sa.Column("cue_start", sa.Integer),
    sa.Column("cue_end", sa.Integer),
    sa.Column("name", sa.Text),
    # of the person, in its fullest form
    sa.Column("family_id", sa.Text, index=True),
    # quotation_id of the longest one that gives the same words; none of what nobody said
    sa.Column("relation", sa.Text),
    # to the longest: whole, trimmed or altered
    sa.Column("same_speaker", sa.Text),
    # as the longest: same, other or unknown
    sa.Column("lost", sa.JSON, nullable=False),
    comment="pieces and lost: lists of {start, end}; lost in the text of the family's longest",
)

namings = sa.Table(
    "namings",
    metadata,
    # A row a mention, and not a row a label: each is one span of one text, as everywhere here, and
    # the labels with their counts come from grouping by what the spans hold.
    sa.Column("naming_id", sa.Text, primary_key=True),
    sa.Column(
        "article_id", sa.Text, sa.ForeignKey("articles.article_id"), nullable=False, index=True
    ),
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), nullable=False, index=True),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    # in the event, from 0: by entity, the most mentioned first, then by outlet and label
    sa.Column("entity", sa.Text, nullable=False),
    # its fullest name
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    comment="one mention a row: text[start:end] of that revision's text names the entity",
)

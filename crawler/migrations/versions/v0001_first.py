"""The first schema: articles and their revisions, sources, runs, and the comparison.

Times are UTC.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "event_redirects",
        sa.Column("old_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("old_id"),
        comment="where the articles of an event that is no more went",
    )
    op.create_table(
        "outlets",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("rating", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
        comment="what outlets.toml said of each outlet; only the name for imported ones",
    )
    op.create_table(
        "runs",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("finished", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("run_id"),
        comment="crawls, imports and comparisons; outcome is running, done or failed",
    )
    op.create_table(
        "vectors",
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("model", "text_hash"),
        comment="float32 unit vectors, little-endian, once per model and text",
    )
    op.create_table(
        "articles",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("published", sa.DateTime(), nullable=True),
        sa.Column("modified", sa.DateTime(), nullable=True),
        sa.Column("first_seen", sa.DateTime(), nullable=False),
        sa.Column("last_seen", sa.DateTime(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("completeness", sa.Float(), nullable=False),
        sa.Column("completeness_reasons", sa.JSON(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["outlet"],
            ["outlets.name"],
        ),
        sa.PrimaryKeyConstraint("article_id"),
        comment="one row an article; its title and text are those of its current revision",
    )
    op.create_index("ix_articles_outlet", "articles", ["outlet"], unique=False)
    op.create_index("ix_articles_published", "articles", ["published"], unique=False)
    op.create_index("ix_articles_url", "articles", ["url"], unique=False)
    op.create_table(
        "failures",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("first_failed", sa.DateTime(), nullable=False),
        sa.Column("last_failed", sa.DateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outlet"],
            ["outlets.name"],
        ),
        sa.PrimaryKeyConstraint("url"),
        comment="pages that were announced but not captured; a row goes when the page succeeds",
    )
    op.create_index("ix_failures_outlet", "failures", ["outlet"], unique=False)
    op.create_table(
        "sources",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("checked", sa.DateTime(), nullable=True),
        sa.Column("succeeded", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["outlet"],
            ["outlets.name"],
        ),
        sa.PrimaryKeyConstraint("url"),
        comment="feeds and sitemaps: what is needed to ask again politely, and how it last went",
    )
    op.create_index("ix_sources_outlet", "sources", ["outlet"], unique=False)
    op.create_table(
        "events",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_article_id", sa.Text(), nullable=False),
        sa.Column("first_published", sa.DateTime(), nullable=True),
        sa.Column("last_published", sa.DateTime(), nullable=True),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("independent_outlets", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_article_id"],
            ["articles.article_id"],
        ),
        sa.PrimaryKeyConstraint("event_id"),
        comment="title is one outlet's headline, verbatim: that of title_article_id",
    )
    op.create_index("ix_events_first_published", "events", ["first_published"], unique=False)
    op.create_index("ix_events_last_published", "events", ["last_published"], unique=False)
    op.create_table(
        "addresses",
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("announced", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
        sa.ForeignKeyConstraint(["outlet"], ["outlets.name"]),
        sa.PrimaryKeyConstraint("outlet", "url"),
        comment="every address under which an article was met: "
        "feeds often give another than the page",
    )
    op.create_index("ix_addresses_article_id", "addresses", ["article_id"], unique=False)
    op.create_table(
        "revisions",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("seen", sa.DateTime(), nullable=False),
        sa.Column("modified", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.article_id"],
        ),
        sa.PrimaryKeyConstraint("article_id", "revision"),
        comment="every state of an article's title and text that was met, numbered from 1",
    )
    op.create_table(
        "clusters",
        sa.Column("cluster_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("independent_outlets", sa.Integer(), nullable=False),
        sa.Column("cohesion", sa.Float(), nullable=False),
        sa.Column("representative", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
        ),
        sa.PrimaryKeyConstraint("cluster_id"),
        comment="position is the order in the story, from 0; representative is a passage_id",
    )
    op.create_index("ix_clusters_event_id", "clusters", ["event_id"], unique=False)
    op.create_table(
        "copies",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("source_article_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("containment", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.article_id"],
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_article_id"],
            ["articles.article_id"],
        ),
        sa.PrimaryKeyConstraint("article_id"),
        comment="syndicated copy: the share of the article's shingles that stand in the source",
    )
    op.create_index("ix_copies_event_id", "copies", ["event_id"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.article_id"],
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
        ),
        sa.PrimaryKeyConstraint("article_id"),
        comment="which event an article reports, how sure, and why",
    )
    op.create_index("ix_memberships_event_id", "memberships", ["event_id"], unique=False)
    op.create_table(
        "passages",
        sa.Column("passage_id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.article_id"],
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
        ),
        sa.PrimaryKeyConstraint("passage_id"),
        comment="sentence-sized pieces: text[start:end] of that revision's text",
    )
    op.create_index("ix_passages_article_id", "passages", ["article_id"], unique=False)
    op.create_index("ix_passages_event_id", "passages", ["event_id"], unique=False)
    op.create_table(
        "cluster_passages",
        sa.Column("cluster_id", sa.Text(), nullable=False),
        sa.Column("passage_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["clusters.cluster_id"],
        ),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passages.passage_id"],
        ),
        sa.PrimaryKeyConstraint("cluster_id", "passage_id"),
        comment="which passages report a cluster's piece of information",
    )
    op.create_index(
        "ix_cluster_passages_passage_id", "cluster_passages", ["passage_id"], unique=False
    )
    op.create_table(
        "differences",
        sa.Column("difference_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["clusters.cluster_id"],
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
        ),
        sa.PrimaryKeyConstraint("difference_id"),
        comment="values: a list of {passage_id, start, end, normal}, offsets in the article's text",
    )
    op.create_index("ix_differences_cluster_id", "differences", ["cluster_id"], unique=False)
    op.create_index("ix_differences_event_id", "differences", ["event_id"], unique=False)
    op.create_index("ix_differences_kind", "differences", ["kind"], unique=False)

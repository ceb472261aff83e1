"""The crawler's tables; archive.py has the queries."""

import sqlalchemy as sa

from crawler.database import UtcDateTime, metadata

outlets = sa.Table(
    "outlets",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("domain", sa.Text),
    sa.Column("country", sa.Text),
    sa.Column("owner", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("rating", sa.JSON),
    comment="what outlets.toml said of each outlet; only the name for imported ones",
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("outlet", sa.Text, sa.ForeignKey("outlets.name"), nullable=False),
    sa.Column("url", sa.Text, index=True),
    sa.Column("authors", sa.JSON, nullable=False),
    sa.Column("published", UtcDateTime, index=True),
    sa.Column("modified", UtcDateTime),
    sa.Column("first_seen", UtcDateTime, nullable=False),
    sa.Column("last_seen", UtcDateTime, nullable=False),
    sa.Column("language", sa.Text),
    sa.Column("section", sa.Text),
    sa.Column("access", sa.Text, nullable=False),
    sa.Column("completeness", sa.Float, nullable=False),
    sa.Column("completeness_reasons", sa.JSON, nullable=False),
    sa.Column("origins", sa.JSON, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("dates", sa.JSON),
    sa.Column("marks", sa.JSON),
    sa.Column("links", sa.JSON),
    # addresses that the text links to, canonical, in its order
    sa.Column("noarchive", sa.Boolean, nullable=False, server_default=sa.false()),
    # all that health counts of an outlet: its articles themselves are not read
    sa.Index("ix_articles_outlet", "outlet", "completeness", "access", "first_seen", "last_seen"),
    comment="one row an article; its title and text are those of its current revision",
)

revisions = sa.Table(
    "revisions",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.article_id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("text_hash", sa.Text, nullable=False),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("seen", UtcDateTime, nullable=False),
    sa.Column("modified", UtcDateTime),
    # None for what was stored before revisions remembered it
    sa.Column("access", sa.Text),
    sa.Column("completeness", sa.Float),
    sa.Column("completeness_reasons", sa.JSON),
    comment="every state of an article's title and text that was met, numbered from 1",
)

searchable = sa.Table(
    "searchable",
    metadata,
    # An integer of its own: SQLite may number an article's row anew when the file is packed.
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column(
        "article_id",
        sa.Text,
        sa.ForeignKey("articles.article_id"),
        nullable=False,
        unique=True,
    ),
    sa.Column("revision", sa.Integer, nullable=False),
    comment="which revision of an article the full-text index (article_words) holds; triggers "
    "write both, see crawler/migrations/versions/v0005_search.py",
)

addresses = sa.Table(
    "addresses",
    metadata,
    sa.Column("outlet", sa.Text, sa.ForeignKey("outlets.name"), primary_key=True),
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column(
        "article_id", sa.Text, sa.ForeignKey("articles.article_id"), nullable=False, index=True
    ),
    sa.Column("announced", UtcDateTime),
    sa.Column("guid", sa.Text),
    sa.Index("ix_addresses_outlet_guid", "outlet", "guid"),
    comment="every address under which an article was met: feeds often give another than the page",
)

sources = sa.Table(
    "sources",
    metadata,
    sa.Column("outlet", sa.Text, sa.ForeignKey("outlets.name"), primary_key=True),
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("checked", UtcDateTime),
    sa.Column("succeeded", UtcDateTime),
    sa.Column("problem", sa.Text),
    sa.Column("entries", sa.Integer),
    # where it moved for good; None while it has not
    sa.Column("location", sa.Text),
    # when it said that it is gone for good (410); it is not asked again
    sa.Column("gone", UtcDateTime),
    # not asked before; None means at once
    sa.Column("next_poll", UtcDateTime),
    # seconds that polling waits between two askings while all is well
    sa.Column("pause", sa.Integer),
    # times in a row that asking it failed
    sa.Column("streak", sa.Integer, nullable=False, server_default="0"),
    # until when its outlet asked to be left alone (Retry-After): no crawl asks before
    sa.Column("held_until", UtcDateTime),
    # the sitemap index that named it; None for what stands in outlets.toml
    sa.Column("parent", sa.Text),
    comment="feeds, sitemaps and section pages: what is needed to ask again politely, and how it "
    "last went",
)

failures = sa.Table(
    "failures",
    metadata,
    sa.Column("outlet", sa.Text, sa.ForeignKey("outlets.name"), primary_key=True),
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("first_failed", UtcDateTime, nullable=False),
    sa.Column("last_failed", UtcDateTime, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    # not fetched before; None means whenever it is announced
    sa.Column("next_try", UtcDateTime),
    comment="pages that were announced but not captured; a row goes when the page succeeds",
)

activity = sa.Table(
    "activity",
    metadata,
    sa.Column("outlet", sa.Text, sa.ForeignKey("outlets.name"), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    # pages asked for over the network
    sa.Column("requests", sa.Integer, nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("revised", sa.Integer, nullable=False),
    sa.Column("unchanged", sa.Integer, nullable=False),
    # of those added or revised
    sa.Column("complete", sa.Integer, nullable=False),
    sa.Column("locked", sa.Integer, nullable=False),
    # kind of failure → pages
    sa.Column("failures", sa.JSON, nullable=False),
    comment="what crawling each outlet gave on each day (UTC): its normal, and what is not normal",
)

flags = sa.Table(
    "flags",
    metadata,
    sa.Column("outlet", sa.Text, sa.ForeignKey("outlets.name"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    # last day on which it held; None while it holds
    sa.Column("until", sa.Date),
    # the figures that show it
    sa.Column("reason", sa.Text, nullable=False),
    comment="when an outlet could not be heard as usual, kept so that silence is told from a "
    "failed crawl later as well",
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("run_id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("started", UtcDateTime, nullable=False),
    sa.Column("finished", UtcDateTime),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("counts", sa.JSON, nullable=False),
    comment="crawls, imports and comparisons; outcome is running, done or failed",
)

"""What months of unattended crawling need: polling, moves and gaps of sources; what each day gave;
how a date was stated, whose text it is, and how whole each revision was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("articles", sa.Column("dates", sa.JSON(), nullable=True))
    op.add_column("articles", sa.Column("marks", sa.JSON(), nullable=True))
    op.add_column(
        "articles",
        sa.Column("noarchive", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("revisions", sa.Column("access", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("completeness", sa.Float(), nullable=True))
    op.add_column("revisions", sa.Column("completeness_reasons", sa.JSON(), nullable=True))
    op.add_column("addresses", sa.Column("guid", sa.Text(), nullable=True))
    op.create_index("ix_addresses_outlet_guid", "addresses", ["outlet", "guid"], unique=False)
    _rebuild_sources()
    _rebuild_failures()
    op.create_table(
        "activity",
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("revised", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Integer(), nullable=False),
        sa.Column("failures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["outlet"], ["outlets.name"]),
        sa.PrimaryKeyConstraint("outlet", "day"),
        comment="what crawling each outlet gave on each day (UTC): its normal, and what is not "
        "normal",
    )
    op.create_table(
        "flags",
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["outlet"], ["outlets.name"]),
        sa.PrimaryKeyConstraint("outlet", "kind", "since"),
        comment="when an outlet could not be heard as usual, kept so that silence is told from a "
        "failed crawl later as well",
    )


def _rebuild_sources() -> None:
    """Two outlets may share a source: the key becomes outlet and address."""
    op.drop_index("ix_sources_outlet", table_name="sources")
    op.rename_table("sources", "sources_before")
    op.create_table(
        "sources",
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("checked", sa.DateTime(), nullable=True),
        sa.Column("succeeded", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("gone", sa.DateTime(), nullable=True),
        sa.Column("next_poll", sa.DateTime(), nullable=True),
        sa.Column("pause", sa.Integer(), nullable=True),
        sa.Column("streak", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("held_until", sa.DateTime(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["outlet"], ["outlets.name"]),
        sa.PrimaryKeyConstraint("outlet", "url"),
        comment="feeds, sitemaps and section pages: what is needed to ask again politely, and how "
        "it last went",
    )
    kept = "outlet, url, kind, etag, last_modified, checked, succeeded, problem, entries"
    op.execute(f"INSERT INTO sources ({kept}) SELECT {kept} FROM sources_before")
    op.drop_table("sources_before")


def _rebuild_failures() -> None:
    """Two outlets may announce one address: the key becomes outlet and address."""
    op.drop_index("ix_failures_outlet", table_name="failures")
    op.rename_table("failures", "failures_before")
    op.create_table(
        "failures",
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("first_failed", sa.DateTime(), nullable=False),
        sa.Column("last_failed", sa.DateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["outlet"], ["outlets.name"]),
        sa.PrimaryKeyConstraint("outlet", "url"),
        comment="pages that were announced but not captured; a row goes when the page succeeds",
    )
    kept = "outlet, url, kind, detail, first_failed, last_failed, times"
    op.execute(f"INSERT INTO failures ({kept}) SELECT {kept} FROM failures_before")
    op.drop_table("failures_before")

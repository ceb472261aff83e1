"""What finding events as articles arrive needs: the links of a text, the time each article stood
in its event by, under which settings an event was found, which event follows which, what a person
corrected, and on what ground a text counts as a copy.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("articles", sa.Column("links", sa.JSON(), nullable=True))
    op.add_column("events", sa.Column("stamp", sa.Text(), nullable=False, server_default=""))
    op.add_column("memberships", sa.Column("published", sa.DateTime(), nullable=True))
    op.add_column(
        "memberships", sa.Column("standing", sa.Text(), nullable=False, server_default="full")
    )
    op.add_column("memberships", sa.Column("page", sa.Text(), nullable=True))
    op.create_index("ix_memberships_published", "memberships", ["published"], unique=False)
    op.add_column("copies", sa.Column("basis", sa.Text(), nullable=False, server_default="text"))
    op.add_column("copies", sa.Column("agency", sa.Text(), nullable=True))
    op.create_table(
        "profiles",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("published", sa.DateTime(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=True),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
        sa.PrimaryKeyConstraint("article_id"),
        comment="evidence of recent articles, kept so that no text is counted twice",
    )
    op.create_index("ix_profiles_headline", "profiles", ["headline"], unique=False)
    op.create_index("ix_profiles_published", "profiles", ["published"], unique=False)
    op.create_table(
        "follows",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("follows", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.event_id"]),
        sa.ForeignKeyConstraint(["follows"], ["events.event_id"]),
        sa.PrimaryKeyConstraint("event_id"),
        comment="story lines: which earlier event this one develops",
    )
    op.create_index("ix_follows_follows", "follows", ["follows"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("correction_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("together", sa.JSON(), nullable=False),
        sa.Column("apart", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("undone", sa.DateTime(), nullable=True),
        sa.Column("pending", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.PrimaryKeyConstraint("correction_id"),
        comment="what a person decided about events: merge, split, move, pin",
    )

"""The index of articles by outlet holds what an outlet's health counts, so that the articles
themselves, of which there are hundreds of thousands, are not read for it.
"""

from alembic import op

revision = "0006"
down_revision = "0005"

_COUNTED = ["outlet", "completeness", "access", "first_seen", "last_seen"]


def upgrade() -> None:
    op.drop_index("ix_articles_outlet", table_name="articles")
    op.create_index("ix_articles_outlet", "articles", _COUNTED, unique=False)

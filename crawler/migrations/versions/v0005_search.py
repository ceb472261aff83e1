"""Finding events by the words of their articles, by outlet, and by what is new.

The words stand in `article_words`: an FTS5 table over a view of each article's current revision,
which keeps no text of its own, or for PostgreSQL a table of tsvectors. Neither can be declared as a
table for both, so they stand here alone. Triggers keep them in step with whatever writes articles.
A SQLite without FTS5 gets none of it: then the pages search headlines.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "searchable",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("article_id"),
        comment="which revision of an article the full-text index (article_words) holds; "
        "triggers write both, see crawler/migrations/versions/v0005_search.py",
    )
    _add_facets()
    _add_times()
    if op.get_bind().dialect.name == "postgresql":
        _index_postgresql()
    elif _has_fts5():
        for statement in (*_SQLITE, *_SQLITE_FILL):
            op.get_bind().exec_driver_sql(statement)


def _add_facets() -> None:
    op.create_table(
        "event_facets",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("facet", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("last_published", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.event_id"]),
        sa.PrimaryKeyConstraint("event_id", "facet", "value"),
        comment="what events are filtered by, made of memberships and differences (facets.py)",
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO event_facets SELECT DISTINCT events.event_id, 'outlet', articles.outlet,"
        " events.last_published FROM events"
        " JOIN memberships ON memberships.event_id = events.event_id"
        " JOIN articles ON articles.article_id = memberships.article_id"
    )
    op.execute(
        "INSERT INTO event_facets SELECT DISTINCT events.event_id, 'kind', differences.kind,"
        " events.last_published FROM events"
        " JOIN differences ON differences.event_id = events.event_id"
    )
    op.create_index(
        "ix_event_facets_newest",
        "event_facets",
        ["facet", "value", "last_published", "event_id"],
        unique=False,
    )


def _add_times() -> None:
    """What stands nearest to them in older files: when its texts were captured."""
    op.add_column("events", sa.Column("found", sa.DateTime(), nullable=True))
    op.add_column("events", sa.Column("changed", sa.DateTime(), nullable=True))
    op.execute(
        "UPDATE events SET found = (SELECT min(revisions.seen) FROM memberships"
        " JOIN revisions ON revisions.article_id = memberships.article_id"
        " AND revisions.revision = memberships.revision"
        " WHERE memberships.event_id = events.event_id),"
        " changed = (SELECT max(revisions.seen) FROM memberships"
        " JOIN revisions ON revisions.article_id = memberships.article_id"
        " AND revisions.revision = memberships.revision"
        " WHERE memberships.event_id = events.event_id)"
    )
    op.create_index(
        "ix_events_listing",
        "events",
        ["last_published", "event_id", "outlets", "first_published", "changed"],
        unique=False,
    )


def _has_fts5() -> bool:
    query = sa.text("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
    return op.get_bind().execute(query).first() is not None


_GO = """
    INSERT INTO article_words (article_words, rowid, title, text)
      SELECT 'delete', searchable.number, {old}.title, {old}.text FROM searchable
      WHERE searchable.article_id = {old}.article_id AND searchable.revision = {old}.revision;
"""
"""An index that keeps no text is told the words that it is to forget."""

_SQLITE = (
    """
    CREATE VIEW searchable_texts AS
      SELECT searchable.number, revisions.title, revisions.text FROM searchable
      JOIN revisions ON revisions.article_id = searchable.article_id
        AND revisions.revision = searchable.revision
    """,
    # Marks belong to their letters: without Mn and Mc, Hindi words would be cut into pieces.
    """
    CREATE VIRTUAL TABLE article_words USING fts5(
      title, text, content='searchable_texts', content_rowid='number',
      tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")
    """,
    # A new article's row is there before its text is.
    """
    CREATE TRIGGER searchable_added AFTER INSERT ON revisions
    WHEN EXISTS (SELECT 1 FROM articles WHERE articles.article_id = NEW.article_id
                 AND articles.revision = NEW.revision)
    BEGIN
      INSERT INTO searchable (article_id, revision) VALUES (NEW.article_id, NEW.revision);
      INSERT INTO article_words (rowid, title, text)
        SELECT number, NEW.title, NEW.text FROM searchable WHERE article_id = NEW.article_id;
    END
    """,
    # A changed article's text is there before its row says so.
    """
    CREATE TRIGGER searchable_revised AFTER UPDATE OF revision ON articles
    WHEN OLD.revision <> NEW.revision
    BEGIN
      INSERT INTO article_words (article_words, rowid, title, text)
        SELECT 'delete', number, title, text FROM searchable_texts
        WHERE number = (SELECT number FROM searchable WHERE article_id = OLD.article_id);
      DELETE FROM searchable WHERE article_id = OLD.article_id;
      INSERT INTO searchable (article_id, revision)
        SELECT article_id, revision FROM revisions
        WHERE article_id = NEW.article_id AND revision = NEW.revision;
      INSERT INTO article_words (rowid, title, text)
        SELECT number, title, text FROM searchable_texts
        WHERE number = (SELECT number FROM searchable WHERE article_id = NEW.article_id);
    END
    """,
    f"""
    CREATE TRIGGER searchable_mended AFTER UPDATE OF title, text ON revisions
    BEGIN
      {_GO.format(old="OLD")}
      INSERT INTO article_words (rowid, title, text)
        SELECT number, NEW.title, NEW.text FROM searchable
        WHERE article_id = NEW.article_id AND revision = NEW.revision;
    END
    """,
    f"""
    CREATE TRIGGER searchable_deleted BEFORE DELETE ON revisions
    BEGIN
      {_GO.format(old="OLD")}
      DELETE FROM searchable WHERE article_id = OLD.article_id AND revision = OLD.revision;
    END
    """,
)
_ALL = """
    INSERT INTO searchable (article_id, revision)
      SELECT articles.article_id, articles.revision FROM articles
      JOIN revisions ON revisions.article_id = articles.article_id
        AND revisions.revision = articles.revision
      ORDER BY articles.first_seen, articles.article_id
"""
_SQLITE_FILL = (_ALL, "INSERT INTO article_words (article_words) VALUES ('rebuild')")


def _index_postgresql() -> None:
    # Cut, because a tsvector may hold 1 MB; no article of news comes near.
    folded = _folding(op.get_bind()).format("left(title || chr(10) || words, 200000)")
    for statement in (
        f"""
        CREATE FUNCTION searchable_words(title text, words text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE AS $$
          SELECT to_tsvector('simple', {folded})
        $$
        """,
        """
        CREATE TABLE article_words (
          number integer PRIMARY KEY REFERENCES searchable ON DELETE CASCADE,
          words tsvector NOT NULL)
        """,
        """
        CREATE FUNCTION searchable_index(article text, wanted integer) RETURNS void
        LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM searchable WHERE article_id = article;
          WITH stored AS (
            INSERT INTO searchable (article_id, revision)
              SELECT article_id, revision FROM revisions
              WHERE article_id = article AND revision = wanted
              RETURNING number, article_id, revision)
          INSERT INTO article_words (number, words)
            SELECT stored.number, searchable_words(revisions.title, revisions.text)
            FROM stored JOIN revisions ON revisions.article_id = stored.article_id
              AND revisions.revision = stored.revision;
        END $$
        """,
        """
        CREATE FUNCTION searchable_text_written() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT 1 FROM articles WHERE article_id = NEW.article_id
                     AND revision = NEW.revision) THEN
            PERFORM searchable_index(NEW.article_id, NEW.revision);
          END IF;
          RETURN NULL;
        END $$
        """,
        """
        CREATE FUNCTION searchable_article_revised() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM searchable_index(NEW.article_id, NEW.revision);
          RETURN NULL;
        END $$
        """,
        """
        CREATE FUNCTION searchable_text_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM searchable WHERE article_id = OLD.article_id AND revision = OLD.revision;
          RETURN OLD;
        END $$
        """,
        """
        CREATE TRIGGER searchable_written AFTER INSERT OR UPDATE OF title, text ON revisions
        FOR EACH ROW EXECUTE FUNCTION searchable_text_written()
        """,
        """
        CREATE TRIGGER searchable_revised AFTER UPDATE OF revision ON articles
        FOR EACH ROW WHEN (OLD.revision IS DISTINCT FROM NEW.revision)
        EXECUTE FUNCTION searchable_article_revised()
        """,
        """
        CREATE TRIGGER searchable_deleted BEFORE DELETE ON revisions
        FOR EACH ROW EXECUTE FUNCTION searchable_text_deleted()
        """,
        _ALL,
        """
        INSERT INTO article_words (number, words)
          SELECT searchable.number, searchable_words(revisions.title, revisions.text)
          FROM searchable JOIN revisions ON revisions.article_id = searchable.article_id
            AND revisions.revision = searchable.revision
        """,
        "CREATE INDEX ix_article_words ON article_words USING gin (words)",
    ):
        op.get_bind().exec_driver_sql(statement)


def _folding(connection: sa.Connection) -> str:
    """A pattern of SQL that takes case, diacritics and signs from {}, as far as this server can."""
    # Else 3.5 and example.org were single words.
    plain = "regexp_replace({}, '[\\x01-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7f]', ' ', 'g')"
    encoding = connection.execute(sa.text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        return f"lower({plain})"
    icu = sa.text("SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu'")
    # A server in the locale C would lower ASCII letters only.
    collation = ' COLLATE "und-x-icu"' if connection.execute(icu).first() else ""
    bare = f"regexp_replace(normalize({plain}, NFD), U&'[\\0300-\\036f]', '', 'g')"
    return f"lower(normalize({bare}, NFC){collation})"

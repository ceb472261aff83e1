"""An older file is upgraded when it is opened, and keeps what it holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

import crawler.migrations
from compare.tables import event_facets, events
from crawler.database import open_database, reading
from crawler.tables import articles, failures, revisions, sources

FIRST = """
INSERT INTO outlets (name) VALUES ('The Packet');
INSERT INTO articles (article_id, outlet, url, authors, first_seen, last_seen, access,
    completeness, completeness_reasons, origins, revision)
  VALUES ('a1', 'The Packet', 'https://packet.example/1', '["Ana"]', '2025-10-04 12:00:00.000000',
    '2025-10-05 12:00:00.000000', 'free', 1.0, '[]', '{"title": "json-ld"}', 1);
INSERT INTO revisions (article_id, revision, title, text, text_hash, words, seen)
  VALUES ('a1', 1, 'Ferry', 'It sank.', 'h', 2, '2025-10-04 12:00:00.000000');
INSERT INTO addresses (outlet, url, article_id)
  VALUES ('The Packet', 'https://packet.example/1', 'a1');
INSERT INTO sources (url, outlet, kind, etag, entries)
  VALUES ('https://packet.example/feed', 'The Packet', 'feed', '"7"', 3);
INSERT INTO failures (url, outlet, kind, detail, first_failed, last_failed, times)
  VALUES ('https://packet.example/2', 'The Packet', 'timeout', 'd',
    '2025-10-04 12:00:00.000000', '2025-10-04 13:00:00.000000', 2);
"""


@pytest.fixture
def first_schema(database: str) -> str:
    """A file as the first version left it."""
    engine = sa.create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(crawler.migrations.__path__[0]))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(sqlite3.connect(database)) as raw:
        raw.executescript(FIRST)
    return database


def test_nothing_stored_is_lost(first_schema: str) -> None:
    with reading(open_database(first_schema)) as connection:
        source = connection.execute(sa.select(sources)).one()
        assert (source.outlet, source.etag, source.entries) == ("The Packet", '"7"', 3)
        assert (source.streak, source.gone, source.next_poll) == (0, None, None)
        failure = connection.execute(sa.select(failures)).one()
        assert (failure.outlet, failure.kind, failure.times) == ("The Packet", "timeout", 2)
        article = connection.execute(sa.select(articles)).one()
        assert (article.authors, article.noarchive, article.dates) == (["Ana"], False, None)
        revision = connection.execute(sa.select(revisions)).one()
        assert (revision.text, revision.completeness) == ("It sank.", None)


def test_what_was_stored_is_filed_for_the_list(first_schema: str) -> None:
    """Words, outlets and times of what older versions stored."""
    with closing(sqlite3.connect(first_schema)) as raw:
        raw.executescript(
            """
            INSERT INTO events (event_id, title, title_article_id, last_published, articles,
                outlets, independent_outlets, fingerprint)
              VALUES ('e1', 'Ferry', 'a1', '2025-10-04 11:00:00.000000', 1, 1, 1, 'f');
            INSERT INTO memberships (article_id, event_id, revision, score, reasons)
              VALUES ('a1', 'e1', 1, 1.0, '[]');
            """
        )
    with reading(open_database(first_schema)) as connection:
        match = "SELECT article_id FROM article_words w JOIN searchable ON number = w.rowid WHERE "
        for words, found in (("sank", ["a1"]), ("ferry", ["a1"]), ("swam", [])):
            query = sa.text(match + "article_words MATCH :words").bindparams(words=words)
            assert connection.execute(query).scalars().all() == found
        event = connection.execute(sa.select(events)).one()
        assert event.found == event.changed == datetime(2025, 10, 4, 12, tzinfo=UTC)
        facet = connection.execute(sa.select(event_facets)).one()
        assert (facet.event_id, facet.facet, facet.value) == ("e1", "outlet", "The Packet")
        assert facet.last_published == event.last_published


def test_tables_of_later_versions_are_there_and_empty(first_schema: str) -> None:
    with reading(open_database(first_schema)) as connection:
        for name in ("events", "quotations", "namings"):
            count = sa.select(sa.func.count()).select_from(sa.table(name))
            assert connection.execute(count).scalar() == 0


def test_no_trace_of_the_rebuilding_is_left(first_schema: str) -> None:
    with reading(open_database(first_schema)) as connection:
        names = sa.inspect(connection).get_table_names()
        assert not [name for name in names if name.endswith("_before")]
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"

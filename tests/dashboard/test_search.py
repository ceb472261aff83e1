"""Searching headlines and texts, in a real SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection, Engine

from crawler.archive import store
from crawler.article import Article
from crawler.database import open_database, reading, writing
from crawler.tables import articles, revisions, searchable
from dashboard.queries import listing, search
from dashboard.queries.listing import Filter, find_events
from dashboard.queries.search import has_index
from dashboard.searchterms import parse_terms

Write = Callable[..., Article]


def _found(connection: Connection, typed: str, **more: Any) -> list[str]:
    wanted = Filter(terms=parse_terms(typed), **{"least_outlets": 1, **more})
    return [line.event_id for line in find_events(connection, wanted).lines]


def _whole(connection: Connection) -> None:
    """FTS5 compares its index with the texts, and raises where they differ."""
    connection.exec_driver_sql(
        "INSERT INTO article_words (article_words, rank) VALUES ('integrity-check', 1)"
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("closes", ["ebridge"]),  # of a headline
        ("engineers", ["ebridge"]),  # of a text
        ("CRACKS Barge", ["ebridge"]),
        ('"four cracks"', ["ebridge"]),
        ('"cracks four"', []),
        ("engin*", ["ebridge"]),
        ("engin", []),
        ("plums ferries", []),  # each in an article, but in no article both
        ("rained", ["ehostile"]),
        ("OR plums", []),
        ("title : plums", []),
        ("no,such;word", []),
    ],
)
def test_words_phrases_and_prefixes(newsroom: str, typed: str, found: list[str]) -> None:
    with reading(open_database(newsroom)) as connection:
        assert _found(connection, typed) == found


@pytest.mark.parametrize("typed", ["cafe", "CAFÉ", "cafe\u0301", '"au café"', "caf*", "viet nam"])
def test_case_and_accents_do_not_matter(
    engine: Engine, write_article: Write, store_event: Callable[..., None], typed: str
) -> None:
    with writing(engine) as connection:
        one = write_article("Le Phare", "Rencontre", "Au Café, on parle du Việt Nam.")
        store_event(connection, "e1", [one])
        assert _found(connection, typed) == ["e1"]


def test_words_of_scripts_with_marks_are_whole(
    engine: Engine, write_article: Write, store_event: Callable[..., None]
) -> None:
    with writing(engine) as connection:
        store_event(connection, "e1", [write_article("A", "भाषा", "हिन्दी सीखो।")])
        assert _found(connection, "हिन्दी") == ["e1"]
        assert _found(connection, "हिन") == []


@given(typed=st.text(max_size=80))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_query_fails(newsroom: str, typed: str) -> None:
    engine = open_database(newsroom)
    with reading(engine) as connection:
        assert set(_found(connection, typed)) <= {"ebridge", "ehostile", "ealone"}
    engine.dispose()


def test_no_word_narrows_nothing(newsroom: str) -> None:
    with reading(open_database(newsroom)) as connection:
        assert _found(connection, '"*" --') == ["ehostile", "ebridge", "ealone"]


def test_search_and_other_filters_together(newsroom: str) -> None:
    with reading(open_database(newsroom)) as connection:
        assert _found(connection, "bridge", outlets=("National Wire",)) == ["ebridge"]
        assert _found(connection, "bridge", outlets=("Lampwright",)) == []
        assert _found(connection, "bridge", without=("The Standard",)) == []
        assert _found(connection, "bridge", kind="figure") == ["ebridge"]
        assert _found(connection, "rained", kind="figure") == []


def test_a_common_outlet_is_searched_through_the_words(
    newsroom: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other way in: by the index of words, not by the outlet's events."""
    monkeypatch.setattr(listing, "COUNTED", 0)
    with reading(open_database(newsroom)) as connection:
        wanted = Filter(terms=parse_terms("bridge"), outlets=("National Wire",))
        assert find_events(connection, wanted).more
        assert not find_events(connection, Filter(terms=parse_terms("plums"))).more


def test_only_the_current_revision_is_found(newsroom: str, write_article: Write) -> None:
    engine = open_database(newsroom)
    with writing(engine) as connection:
        before = connection.execute(sa.select(articles).where(articles.c.outlet == "Lampwright"))
        old = before.one()
        later = write_article("Lampwright", "Rain", "The gutters overflowed.", url=old.url)
        assert store(connection, later, old.first_seen) == "revised"
        assert _found(connection, "gutters") == ["ehostile"]
        assert _found(connection, "poured") == []
        _whole(connection)
    engine.dispose()


def test_what_is_deleted_or_mended_is_followed(newsroom: str) -> None:
    engine = open_database(newsroom)
    with writing(engine) as connection:
        lamp = sa.select(articles.c.article_id).where(articles.c.outlet == "Lampwright")
        article_id = connection.execute(lamp).scalar_one()
        row = revisions.c.article_id == article_id
        connection.execute(revisions.update().where(row).values(text="It hailed."))
        assert _found(connection, "hailed") == ["ehostile"]
        assert _found(connection, "poured") == []
        connection.execute(revisions.delete().where(row))
        assert _found(connection, "hailed") == []
        left = connection.execute(sa.select(searchable.c.article_id)).scalars().all()
        assert article_id not in left
        _whole(connection)
    engine.dispose()


def test_packing_the_file_keeps_words_with_their_articles(newsroom: str) -> None:
    with closing(sqlite3.connect(newsroom)) as raw:
        raw.execute("DELETE FROM revisions WHERE title = 'Rain'")
        raw.commit()
        raw.execute("VACUUM")
    with writing(open_database(newsroom)) as connection:
        assert _found(connection, "plums") == ["ealone"]
        assert _found(connection, "engineers") == ["ebridge"]
        _whole(connection)


def test_of_very_many_articles_the_last_are_looked_at(
    engine: Engine,
    write_article: Write,
    store_event: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "NEWEST", 3)
    monkeypatch.setattr(listing, "NEWEST", 3)
    monkeypatch.setattr(listing, "COUNTED", 2)
    with writing(engine) as connection:
        for number in range(5):
            one = write_article("A", f"Title {number}", "It rained.", hours=number)
            store_event(connection, f"e{number}", [one])
        page = find_events(connection, Filter(terms=parse_terms("rained"), least_outlets=1))
        assert (page.matches, page.more, page.newest_only) == (2, True, True)
        page = find_events(connection, Filter(terms=parse_terms("title 1"), least_outlets=1))
        assert (page.matches, page.more, page.newest_only) == (1, False, False)


def test_without_an_index_titles_are_searched(newsroom: str) -> None:
    """As in a file that was made by a SQLite without FTS5."""
    with closing(sqlite3.connect(newsroom)) as raw:
        raw.execute("DROP TABLE article_words")
        raw.commit()
    with reading(open_database(newsroom)) as connection:
        assert not has_index(connection)
        assert _found(connection, "cracks COUNTED") == ["ebridge"]
        assert _found(connection, "engineers") == []
        assert _found(connection, "100%") == []

"""The events with an article that has the words; the index is that of migration v0005."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.tables import events, memberships
from crawler.tables import searchable
from dashboard.searchterms import Term, fold

NEWEST = 10_000
"""Articles with the words that are looked at, the ones captured last: more would be told of the
commonest words alone, and would take seconds."""

_words = sa.table("article_words", sa.column("rowid"), sa.column("number"), sa.column("words"))


def has_index(connection: Connection) -> bool:
    """Whether texts can be searched: not in a file that was made by a SQLite without FTS5, nor by
    such a SQLite."""
    if connection.dialect.name != "sqlite":
        return True
    made = sa.text("SELECT 1 FROM sqlite_master WHERE name = 'article_words'")
    able = sa.text("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
    return all(connection.execute(query).first() is not None for query in (made, able))


def events_with(
    connection: Connection, terms: Sequence[Term], narrowed: Sequence[sa.ColumnElement[bool]]
) -> sa.Subquery:
    """The ids of events with an article that has all the terms, of the `NEWEST` such articles.

    narrowed: further conditions on `events`, so that what does not meet them does not count.
    """
    number = _words.c.rowid if connection.dialect.name == "sqlite" else _words.c.number
    found = (
        sa.select(memberships.c.event_id)
        .select_from(_words)
        .join(searchable, searchable.c.number == number)
        .join(memberships, memberships.c.article_id == searchable.c.article_id)
        .join(events, events.c.event_id == memberships.c.event_id)
        .where(_matching(connection, terms), *narrowed)
        .order_by(number.desc())
        .limit(NEWEST)
    )
    return found.subquery("found")


def has_words(connection: Connection, terms: Sequence[Term]) -> sa.ColumnElement[bool]:
    """Whether an event has an article that has all the terms: for looking into few events."""
    number = _words.c.rowid if connection.dialect.name == "sqlite" else _words.c.number
    return (
        sa.exists()
        .where(memberships.c.event_id == events.c.event_id)
        .where(searchable.c.article_id == memberships.c.article_id)
        .where(number == searchable.c.number, _matching(connection, terms))
    )


def by_title(term: Term) -> sa.ColumnElement[bool]:
    """Whether the event's title has the words: where texts cannot be searched."""
    return events.c.title.icontains(" ".join(term.words), autoescape=True)


def _matching(connection: Connection, terms: Sequence[Term]) -> sa.ColumnElement[bool]:
    if connection.dialect.name == "sqlite":
        query = " AND ".join(_fts5(term) for term in terms)
        return sa.literal_column("article_words").op("MATCH", is_comparison=True)(query)
    query = " & ".join(_tsquery(term) for term in terms)
    return _words.c.words.op("@@", is_comparison=True)(sa.func.to_tsquery("simple", query))


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.prefix else ""}'


def _tsquery(term: Term) -> str:
    words = [f"'{fold(word)}'" for word in term.words]
    return f"({' <-> '.join(words)}{':*' if term.prefix else ''})"

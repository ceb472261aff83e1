"""Where the articles that people labelled stand in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.errors import LabelError
from compare.labelling.goldfile import Label
from compare.labelling.goldscore import Placed
from compare.tables import events, memberships
from crawler.database import batches
from crawler.tables import addresses, articles, revisions
from crawler.texts import clean_line
from crawler.urls import canonical_url


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the database has of the labelled articles."""

    placed: tuple[Placed, ...]
    missing: tuple[str, ...]
    # ids and addresses that are not in the database, in their order
    apart: tuple[str, ...]
    # ids of articles that were not compared
    contradicted: tuple[str, ...]
    # ids of articles of which two labels say two events, under two addresses
    alone: int
    # of `placed`, those that are the only article of their event
    unlabelled: int
    # articles that stand in events and have no label


def has_events(connection: Connection) -> None:
    """Raise LabelError for a database without events."""
    if connection.execute(sa.select(memberships.c.article_id).limit(1)).first():
        return
    name = connection.engine.url.database or connection.engine.url.render_as_string()
    if connection.execute(sa.select(articles.c.article_id).limit(1)).first():
        raise LabelError(name, "holds no events yet", "run 'parallax compare'")
    raise LabelError(
        name, "holds no articles", "import or crawl articles and run 'parallax compare'"
    )


def place(connection: Connection, gold: Mapping[str, Label]) -> Known:
    """Find the labelled articles. gold: article (its id, or its canonical address) → label.

    An address is known by the article's own and by every other under which it was met; where none
    is the same, one that differs in http and https alone counts, and one that was stored when
    fewer parameters were known to track.
    """
    found = _articles_named(connection, gold)
    event_of: dict[str, str] = {}
    members = 0
    rows = connection.execute(sa.select(memberships.c.article_id, memberships.c.event_id))
    for article_id, event_id in rows:
        members += 1
        if article_id in found:
            event_of[article_id] = event_id
    met = {name for names in found.values() for name in names}
    said = {one: {gold[name].event for name in names} for one, names in found.items()}
    placed = tuple(
        Placed(article_id=one, gold=min(said[one]), found=event_of[one])
        for one in sorted(event_of)
        if len(said[one]) == 1
    )
    alone = sa.select(events.c.event_id).where(events.c.articles == 1)
    single = set(connection.execute(alone).scalars())
    return Known(
        placed=placed,
        missing=tuple(name for name in gold if name not in met),
        apart=tuple(sorted(found.keys() - event_of.keys())),
        contradicted=tuple(sorted(one for one, labels in said.items() if len(labels) > 1)),
        alone=sum(one.found in single for one in placed),
        unlabelled=members - len(event_of),
    )


def titles(connection: Connection, event_ids: Sequence[str]) -> dict[str, str]:
    """Event → its title, on one line."""
    found: dict[str, str] = {}
    for chunk in batches(list(event_ids)):
        query = sa.select(events.c.event_id, events.c.title).where(events.c.event_id.in_(chunk))
        found |= {one: clean_line(title) for one, title in map(tuple, connection.execute(query))}
    return found


def headlines(connection: Connection, article_ids: Sequence[str]) -> dict[str, str]:
    """Article → its outlet and its headline, on one line."""
    found: dict[str, str] = {}
    for chunk in batches(list(article_ids)):
        query = (
            sa.select(articles.c.article_id, articles.c.outlet, revisions.c.title)
            .join(
                revisions,
                sa.and_(
                    revisions.c.article_id == articles.c.article_id,
                    revisions.c.revision == articles.c.revision,
                ),
            )
            .where(articles.c.article_id.in_(chunk))
        )
        for article_id, outlet, title in connection.execute(query):
            found[article_id] = clean_line(f"{outlet}: {title}")
    return found


def _articles_named(connection: Connection, gold: Mapping[str, Label]) -> dict[str, set[str]]:
    """Article id → what the labels call it."""
    found: dict[str, set[str]] = defaultdict(set)
    left = set(gold)
    for name, article_id in _names(connection):
        if name in gold:
            found[article_id].add(name)
            left.discard(name)
    loose: dict[str, list[str]] = defaultdict(list)
    for name in left:
        if "://" in name:
            loose[_loosely(name)].append(name)
    if loose:
        for name, article_id in _names(connection):
            # Only parameters are left out by rules that grow.
            now = canonical_url(name) or name if "?" in name else name
            found_as = loose.get(_loosely(now))
            if found_as:
                found[article_id].update(found_as)
    return found


def _names(connection: Connection) -> Iterator[tuple[str, str]]:
    """(what an article can be called, its id)"""
    for column in (articles.c.url, articles.c.article_id, addresses.c.url):
        query = sa.select(column, column.table.c.article_id).where(column.is_not(None))
        yield from map(tuple, connection.execute(query))


def _loosely(url: str) -> str:
    return url.partition("://")[2]

"""The stored states of one article, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.tables import addresses, articles, revisions
from crawler.urls import canonical_url


@dataclass(frozen=True, kw_only=True)
class State:
    """One revision as it was captured."""

    revision: int
    # from 1
    seen: datetime
    # UTC; when it was captured
    modified: datetime | None
    # UTC; as the page itself dated it
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class History:
    """An article through time."""

    article_id: str
    outlet: str
    url: str | None
    states: tuple[State, ...]


def load_histories(connection: Connection, name: str) -> tuple[History, ...]:
    """The articles of this id or address, any address under which they were met.

    Several only when several outlets announced one address; none when nothing is stored of it.
    """
    urls = {name, canonical_url(name) or name}
    met = sa.select(addresses.c.article_id).where(addresses.c.url.in_(urls))
    rows = connection.execute(
        sa.select(articles.c.article_id, articles.c.outlet, articles.c.url)
        .where(
            sa.or_(
                articles.c.article_id == name,
                articles.c.url.in_(urls),
                articles.c.article_id.in_(met),
            )
        )
        .order_by(articles.c.outlet, articles.c.article_id)
    )
    return tuple(
        History(
            article_id=row.article_id,
            outlet=row.outlet,
            url=row.url,
            states=_states(connection, row.article_id),
        )
        for row in rows
    )


def _states(connection: Connection, article_id: str) -> tuple[State, ...]:
    names = list(State.__dataclass_fields__)
    rows = connection.execute(
        sa.select(*(revisions.c[name] for name in names))
        .where(revisions.c.article_id == article_id)
        .order_by(revisions.c.revision)
    )
    return tuple(State(**row._mapping) for row in rows)

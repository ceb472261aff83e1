"""Storing and finding articles.

The rule of storing: an article that was not there is added; one whose title or text changed gains
a revision; one that is the same is only marked as seen. Nothing stored is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.addresses import identity, known_of, name_address, new_addresses
from crawler.article import Article
from crawler.outlets import Outlet
from crawler.schedule import RECHECKS, Known, Validators, is_due
from crawler.tables import addresses, articles, outlets, revisions

Stored = Literal["added", "revised", "unchanged"]


def store_outlets(connection: Connection, entries: Sequence[Outlet]) -> None:
    """Write what outlets.toml says, over what it said before."""
    for outlet in entries:
        rating = outlet.rating and {
            "value": outlet.rating.value,
            "rater": outlet.rating.rater,
            "date": outlet.rating.date.isoformat(),
        }
        values = {
            "domain": outlet.domain,
            "country": outlet.country,
            "owner": outlet.owner,
            "language": outlet.language,
            "rating": rating,
        }
        name_outlet(connection, outlet.name)
        connection.execute(outlets.update().where(outlets.c.name == outlet.name).values(values))


_OUTLET_NAMED = sa.select(outlets.c.name).where(outlets.c.name == sa.bindparam("of_name"))


def name_outlet(connection: Connection, name: str) -> None:
    """Make sure that an outlet of this name exists."""
    if connection.execute(_OUTLET_NAMED, {"of_name": name}).first() is None:
        connection.execute(outlets.insert().values(name=name))


def store(
    connection: Connection,
    article: Article,
    now: datetime,
    validators: Validators | None = None,
    met_at: str | None = None,
    announced: datetime | None = None,
    guid: str = "",
    may_revert: bool = True,
    twins: Sequence[str] = (),
) -> Stored:
    """Store one article by the rule above.

    now: when it was captured (UTC); met_at: the address under which a feed announced it, if not
    its own; announced: when that feed says that it last changed; guid: that feed's name of it;
    may_revert: whether a state that was met before is a new revision (a page that went back) or
    nothing new (a file read again); twins: further addresses that the page calls its own.
    """
    validators = validators or Validators()
    if not may_revert and _met_before(connection, article):
        return "unchanged"
    article_id = identity(connection, article, met_at)
    stored = _store_state(connection, article, article_id, now, validators)
    for url in {met_at, article.url} - {None}:
        name_address(
            connection,
            article.outlet,
            str(url),
            article_id,
            announced=announced,
            guid=guid if url == met_at else "",
        )
    for url in new_addresses(connection, article.outlet, twins):
        name_address(connection, article.outlet, url, article_id)
    return stored


def _met_before(connection: Connection, article: Article) -> bool:
    return (
        connection.execute(
            sa.select(revisions.c.revision).where(
                revisions.c.article_id == article.article_id,
                revisions.c.text_hash == article.text_hash,
            )
        ).first()
        is not None
    )


def _store_state(
    connection: Connection,
    article: Article,
    article_id: str,
    now: datetime,
    validators: Validators,
) -> Stored:
    found = connection.execute(_AS_IT_STANDS, {"of_article": article_id}).first()
    state: dict[str, Any] = {
        "authors": list(article.authors),
        "published": article.published,
        "modified": article.modified,
        "last_seen": now,
        "language": article.language,
        "section": article.section,
        "access": article.access,
        "completeness": article.completeness,
        "completeness_reasons": list(article.completeness_reasons),
        "origins": dict(article.origins),
        "dates": {name: asdict(date) for name, date in article.dates.items()},
        "marks": [asdict(mark) for mark in article.marks],
        "links": list(article.links),
        "noarchive": article.noarchive,
        **asdict(validators),
    }
    if found is None:
        name_outlet(connection, article.outlet)
        connection.execute(
            articles.insert(),
            {
                "article_id": article_id,
                "outlet": article.outlet,
                "url": article.url,
                "first_seen": now,
                "revision": 1,
                **state,
            },
        )
        _add_revision(connection, article, article_id, 1, now)
        return "added"
    state |= _still_true(found, state)
    row = articles.update().where(articles.c.article_id == article_id)
    if found.text_hash == article.text_hash:
        connection.execute(row.values(state))
        # The same words, judged anew: readers are told of the revision that they are shown.
        judged = {name: state[name] for name in _JUDGED}
        if any(getattr(found, f"shown_{name}") != value for name, value in judged.items()):
            connection.execute(
                revisions.update()
                .where(revisions.c.article_id == article_id, revisions.c.revision == found.revision)
                .values(judged)
            )
        return "unchanged"
    number = found.revision + 1
    _add_revision(connection, article, article_id, number, now)
    connection.execute(row.values(revision=number, **state))
    return "revised"


def _still_true(before: sa.Row[Any], state: dict[str, Any]) -> dict[str, Any]:
    """What a feed had said and a second look, made without it, cannot say: it stays."""
    kept: dict[str, Any] = {}
    for name in ("authors", "published"):
        value = getattr(before, name)
        if value and not state[name]:
            kept[name] = value
            for origin in ("origins", "dates"):
                old = (getattr(before, origin) or {}).get(name)
                if old is not None:
                    kept[origin] = {**kept.get(origin, state[origin]), name: old}
    return kept


def _add_revision(
    connection: Connection, article: Article, article_id: str, number: int, now: datetime
) -> None:
    connection.execute(
        revisions.insert(),
        {
            "article_id": article_id,
            "revision": number,
            "title": article.title,
            "text": article.text,
            "text_hash": article.text_hash,
            "words": article.words,
            "seen": now,
            "modified": article.modified,
            "access": article.access,
            "completeness": article.completeness,
            "completeness_reasons": list(article.completeness_reasons),
        },
    )


_JUDGED = ("access", "completeness", "completeness_reasons")
# Made once: SQLAlchemy takes longer to build a statement than SQLite takes to run it.
_AS_IT_STANDS = (
    sa.select(
        articles,
        revisions.c.text_hash,
        *(revisions.c[name].label(f"shown_{name}") for name in _JUDGED),
    )
    .join(
        revisions,
        (revisions.c.article_id == articles.c.article_id)
        & (revisions.c.revision == articles.c.revision),
    )
    .where(articles.c.article_id == sa.bindparam("of_article"))
)


def mark_seen(
    connection: Connection,
    article_id: str,
    now: datetime,
    announced: datetime | None = None,
    validators: Validators | None = None,
) -> None:
    """The page was asked for and had not changed; its answer may have brought new validators."""
    given = asdict(validators) if validators else {}
    values = {name: value for name, value in given.items() if value}
    connection.execute(
        articles.update().where(articles.c.article_id == article_id).values(last_seen=now, **values)
    )
    if announced is not None:
        row = addresses.update().where(addresses.c.article_id == article_id)
        connection.execute(row.values(announced=announced))


def due(connection: Connection, outlet: str, now: datetime) -> dict[str, Known]:
    """The outlet's articles that are due for a second look: URL → Known."""
    rows = connection.execute(
        sa.select(articles, addresses.c.announced)
        .join(
            addresses,
            (addresses.c.article_id == articles.c.article_id) & (addresses.c.url == articles.c.url),
        )
        .where(
            articles.c.outlet == outlet,
            # After a long pause the last look may be overdue: hence twice the highest age.
            articles.c.first_seen.between(now - 2 * RECHECKS[-1], now - RECHECKS[0]),
        )
    )
    found = {row.url: known_of(row) for row in rows}
    return {url: one for url, one in found.items() if is_due(one, now)}


def counts(connection: Connection) -> dict[str, int]:
    """How many articles, revisions and outlets with articles are stored."""
    return {
        "articles": connection.execute(
            sa.select(sa.func.count()).select_from(articles)
        ).scalar_one(),
        "revisions": connection.execute(
            sa.select(sa.func.count()).select_from(revisions)
        ).scalar_one(),
        "outlets": connection.execute(
            sa.select(sa.func.count(articles.c.outlet.distinct()))
        ).scalar_one(),
    }

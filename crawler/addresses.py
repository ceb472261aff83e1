"""Which article an address leads to: every address under which one was met is remembered.

Feeds often announce another address than the page's canonical one, change their tracking
parameters, or announce an article again after it has moved. Their guid stays the same. But guids
are not to be trusted alone: some feeds number from 1 and begin again. So an entry whose guid is
known for the outlet under another address is the same article only where one more sign agrees: the
same path (other parameters), the same title, or the same moment of publication.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.article import Article
from crawler.database import batches
from crawler.schedule import Known, Validators
from crawler.sources.entries import Entry
from crawler.tables import addresses, articles, revisions

_SAME_MOMENT = timedelta(minutes=1)
_SAME_DAYS = timedelta(days=2)


def name_address(
    connection: Connection,
    outlet: str,
    url: str,
    article_id: str,
    *,
    announced: datetime | None = None,
    guid: str = "",
) -> None:
    """Note that an address leads to an article; what is not given stays as it was."""
    values = {"article_id": article_id, "announced": announced, "guid": guid or None}
    key = {"of_outlet": outlet, "of_url": url}
    renewed = connection.execute(_RENEW, {**key, **{f"new_{k}": v for k, v in values.items()}})
    if renewed.rowcount == 0:
        connection.execute(addresses.insert(), {"outlet": outlet, "url": url, **values})


# Made once: SQLAlchemy takes longer to build a statement than SQLite takes to run it.
_RENEW = (
    addresses.update()
    .where(
        addresses.c.outlet == sa.bindparam("of_outlet"), addresses.c.url == sa.bindparam("of_url")
    )
    .values(
        article_id=sa.bindparam("new_article_id"),
        # a second look is not an announcement
        announced=sa.func.coalesce(
            sa.bindparam("new_announced", type_=addresses.c.announced.type), addresses.c.announced
        ),
        guid=sa.func.coalesce(sa.bindparam("new_guid", type_=sa.Text), addresses.c.guid),
    )
)


def known(connection: Connection, outlet: str, urls: Sequence[str]) -> dict[str, Known]:
    """What is stored of an outlet's addresses: URL as announced → Known."""
    result: dict[str, Known] = {}
    for chunk in batches(urls):
        rows = connection.execute(
            sa.select(articles, addresses.c.url.label("address"), addresses.c.announced)
            .join(addresses, addresses.c.article_id == articles.c.article_id)
            .where(addresses.c.outlet == outlet, addresses.c.url.in_(chunk))
        )
        for row in rows:
            result[row.address] = known_of(row)
    return result


def new_addresses(connection: Connection, outlet: str, urls: Sequence[str]) -> list[str]:
    """Those of an outlet's addresses that lead to nothing yet."""
    if not urls:
        return []
    query = sa.select(addresses.c.url).where(
        addresses.c.outlet == outlet, addresses.c.url.in_(urls)
    )
    met = {row.url for row in connection.execute(query)}
    return [url for url in urls if url not in met]


def known_of(row: Any) -> Known:
    """From a row of articles, with the address's `announced`."""
    return Known(
        article_id=row.article_id,
        announced=row.announced,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        validators=Validators(etag=row.etag, last_modified=row.last_modified),
    )


def adopt_moved(connection: Connection, outlet: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Note new addresses of articles that are stored, by guid and one more sign; returns them.

    The entries are such as no address is known of. Writes, hence for a writing transaction.
    """
    by_guid = {entry.guid: entry for entry in entries if entry.guid}
    adopted: list[str] = []
    for chunk in batches(list(by_guid)):
        found = connection.execute(_WITH_GUID, {"of_outlet": outlet, "of_guids": chunk})
        for row in found.all():
            entry = by_guid[row.guid]
            if entry.url not in adopted and (
                _same_path(row.address, entry.url)
                or _agree(row, title=entry.title, published=entry.published)
            ):
                name_address(
                    connection,
                    outlet,
                    entry.url,
                    row.article_id,
                    announced=row.announced,
                    guid=entry.guid,
                )
                adopted.append(entry.url)
    return tuple(adopted)


def identity(connection: Connection, article: Article, met_at: str | None) -> str:
    """The id to store a captured article under: its own, or that of the article that moved here.

    It is one that moved when no article has its id yet, but the address at which it was met (or
    its own, which a feed may have announced first) leads to one, and title or moment agree.
    """
    own = article.article_id
    places = [url for url in (met_at, article.url) if url]
    if not article.url or _exists(connection, own):
        return own
    for row in connection.execute(_AT, {"of_outlet": article.outlet, "of_urls": places}).all():
        if _agree(row, title=article.title, published=article.published):
            return str(row.article_id)
    return own


# The outlet's addresses, and what they lead to.
_LEADING = (
    sa.select(
        addresses.c.guid,
        addresses.c.url.label("address"),
        addresses.c.article_id,
        addresses.c.announced,
        articles.c.published,
        revisions.c.title,
    )
    .join(articles, articles.c.article_id == addresses.c.article_id)
    .join(
        revisions,
        (revisions.c.article_id == articles.c.article_id)
        & (revisions.c.revision == articles.c.revision),
    )
    .where(addresses.c.outlet == sa.bindparam("of_outlet"))
    .order_by(addresses.c.url)
)
_AT = _LEADING.where(addresses.c.url.in_(sa.bindparam("of_urls", expanding=True)))
_WITH_GUID = _LEADING.where(addresses.c.guid.in_(sa.bindparam("of_guids", expanding=True)))


def _agree(row: Any, *, title: str, published: datetime | None) -> bool:
    apart = abs(published - row.published) if published and row.published else None
    if title and title.casefold() == str(row.title).casefold():
        # "Live updates" is a title every day.
        return apart is None or apart < _SAME_DAYS
    # A bare day is no moment: many articles share it.
    return (
        apart is not None
        and published is not None
        and published.time() != time(0)
        and apart < _SAME_MOMENT
    )


def _same_path(one: str, other: str) -> bool:
    first, second = urlsplit(one), urlsplit(other)
    # A bare path says nothing: "/?p=1" and "/?p=2" are two articles.
    return (first.netloc, first.path) == (second.netloc, second.path) and len(first.path) > 1


def _exists(connection: Connection, article_id: str) -> bool:
    return connection.execute(_ARTICLE, {"of_article": article_id}).first() is not None


_ARTICLE = sa.select(articles.c.article_id).where(
    articles.c.article_id == sa.bindparam("of_article")
)

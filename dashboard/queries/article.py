"""One article as it was captured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from compare.tables import memberships, passages
from crawler.tables import articles, revisions
from dashboard.queries.timeline import zone_named


@dataclass(frozen=True, kw_only=True)
class Captured:
    """One state of one article."""

    article_id: str
    outlet: str
    url: str | None
    authors: tuple[str, ...]
    language: str | None
    published: datetime | None
    # UTC; None when the page does not say
    zoned: bool
    # the date names its time zone
    first_seen: datetime
    # UTC
    noarchive: bool
    # the page asks not to be handed on as a copy
    event_id: str | None
    # None for an article that stands in no event
    compared: int | None
    # the revision that was compared; None for an article that was not
    newest: int
    # the last revision, from 1
    revision: int
    # the one shown
    title: str
    text: str
    # verbatim
    words: int
    seen: datetime
    # UTC; when this state was captured
    modified: datetime | None
    # UTC; as the page dates this state
    access: str
    completeness: float
    # [0, 1]
    reasons: tuple[str, ...]
    # why completeness is below 1


def load_captured(
    connection: Connection, article_id: str, revision: int | None = None
) -> Captured | None:
    """The article in this revision; without one in the state that was compared, or the newest.

    None where there is no such article or revision.
    """
    asked = sa.func.coalesce(memberships.c.revision, articles.c.revision)
    row = connection.execute(
        sa.select(
            articles,
            revisions.c.revision.label("shown"),
            revisions.c.title,
            revisions.c.text,
            revisions.c.words,
            revisions.c.seen,
            revisions.c.modified.label("changed"),
            # of the state that is shown; older files remember only the article's latest
            sa.func.coalesce(revisions.c.access, articles.c.access).label("shown_access"),
            sa.func.coalesce(revisions.c.completeness, articles.c.completeness).label("whole"),
            revisions.c.completeness_reasons.label("why"),
            memberships.c.event_id,
            memberships.c.revision.label("compared"),
        )
        .outerjoin(memberships, memberships.c.article_id == articles.c.article_id)
        .join(revisions, revisions.c.article_id == articles.c.article_id)
        .where(
            articles.c.article_id == article_id,
            revisions.c.revision == (asked if revision is None else revision),
        )
    ).first()
    return None if row is None else _captured(row)


def count_passages(connection: Connection, article_id: str) -> int:
    """How many passages of the article were compared."""
    query = sa.select(sa.func.count()).where(passages.c.article_id == article_id)
    return connection.execute(query).scalar_one()


def find_passage(connection: Connection, article_id: str, passage_id: str) -> int | None:
    """Where a passage of this article begins, or None when it has no such passage."""
    query = sa.select(passages.c.start).where(
        passages.c.passage_id == passage_id, passages.c.article_id == article_id
    )
    return connection.execute(query).scalar()


def _captured(row: Row[Any]) -> Captured:
    reasons = row.why if row.why is not None else row.completeness_reasons
    return Captured(
        article_id=row.article_id,
        outlet=row.outlet,
        url=row.url,
        authors=tuple(row.authors),
        language=row.language,
        published=row.published,
        zoned=zone_named(row.dates, "published"),
        first_seen=row.first_seen,
        noarchive=row.noarchive,
        event_id=row.event_id,
        compared=row.compared,
        newest=row.revision,
        revision=row.shown,
        title=row.title,
        text=row.text,
        words=row.words,
        seen=row.seen,
        modified=row.changed,
        access=row.shown_access,
        completeness=row.whole,
        reasons=tuple(reasons),
    )

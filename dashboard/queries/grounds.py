"""What the reasons of an event's articles speak of: articles elsewhere, and corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.tables import corrections, memberships
from crawler.database import batches
from crawler.tables import articles, revisions
from dashboard.queries.reasons import Reason


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """An article that a reason names and that the event does not have, or no more."""

    article_id: str
    outlet: str
    headline: str
    # verbatim; may be empty
    event_id: str | None
    # where it stands now; None when in no event


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What is needed to tell reasons in words."""

    elsewhere: dict[str, Elsewhere] = field(default_factory=dict)
    # by article_id
    notes: dict[str, str] = field(default_factory=dict)
    # correction_id → what the person wrote who made it; may be empty


def load_grounds(
    connection: Connection, reasons: Iterable[Reason], known: Iterable[str] = ()
) -> Grounds:
    """What these reasons speak of; known: article_ids that need no looking up."""
    found = list(reasons)
    named = {reason.article_id for reason in found if reason.article_id}
    made = {r.value for r in found if r.kind == "correction" and isinstance(r.value, str)}
    return Grounds(
        elsewhere=load_articles(connection, sorted(named.difference(known))),
        notes=_notes(connection, sorted(made)),
    )


def load_articles(connection: Connection, ids: Sequence[str]) -> dict[str, Elsewhere]:
    """article_id → the article in its current state, wherever it stands."""
    found: dict[str, Elsewhere] = {}
    for chunk in batches(ids):
        for row in connection.execute(
            sa.select(
                articles.c.article_id,
                articles.c.outlet,
                revisions.c.title,
                memberships.c.event_id,
            )
            .join(
                revisions,
                (revisions.c.article_id == articles.c.article_id)
                & (revisions.c.revision == articles.c.revision),
            )
            .outerjoin(memberships, memberships.c.article_id == articles.c.article_id)
            .where(articles.c.article_id.in_(chunk))
        ):
            found[row.article_id] = Elsewhere(
                article_id=row.article_id,
                outlet=row.outlet,
                headline=row.title,
                event_id=row.event_id,
            )
    return found


def _notes(connection: Connection, ids: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for chunk in batches(ids):
        rows = connection.execute(
            sa.select(corrections.c.correction_id, corrections.c.note).where(
                corrections.c.correction_id.in_(chunk)
            )
        )
        found.update({row.correction_id: row.note for row in rows})
    return found

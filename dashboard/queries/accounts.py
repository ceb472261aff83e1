"""One event: what it is and the accounts of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.shown.coverage import whole, why_unknown
from compare.tables import clusters, copies, differences, events, memberships, redirects
from crawler.tables import articles, revisions
from dashboard.queries.reasons import Reason, read_reasons


@dataclass(frozen=True, kw_only=True)
class Member:
    """One article of the event, in the revision that was compared."""

    article_id: str
    outlet: str
    url: str | None
    # None for imported text without an address
    headline: str
    # verbatim; may be empty
    published: datetime
    # UTC; when first seen, where the page gives no date
    dated: bool
    # the page itself gives the date
    revision: int
    # the one compared, from 1
    newest_revision: int
    # larger than revision when a newer state was captured after the comparison
    access: str
    completeness: float
    # [0, 1]
    copy_of: str | None
    # article_id of the one it carries, or None
    containment: float | None
    # [0, 1]: share of its shingles that stand in the source; None unless a copy
    basis: str | None
    # "text", "mark" (it says whose it is) or "both"; None unless a copy
    agency: str | None
    # verbatim as the article names it; None unless a copy that names one
    score: float
    # [0, 1]: mean probability that it reports the same as the event's others
    reasons: tuple[Reason, ...]
    # the strongest evidence for its place in the event; may be empty
    page: str | None
    # why it has no say in what is one event, in words: "live blog"; None for a full article


@dataclass(frozen=True, kw_only=True)
class Account:
    """One outlet's telling of the event."""

    outlet: str
    members: tuple[Member, ...]
    # at least one, by time of publication

    @property
    def copied(self) -> bool:
        """Every article of it carries another's text: not an independent account."""
        return all(member.copy_of is not None for member in self.members)

    @property
    def complete(self) -> bool:
        """Whether it may be said not to contain something."""
        return whole(self.members)

    @property
    def unknown(self) -> str:
        """Why it may not be said: "locked" or "incomplete"."""
        return why_unknown(self.members)


@dataclass(frozen=True, kw_only=True)
class EventHead:
    """What stands above the comparison."""

    event_id: str
    title: str
    # one outlet's headline, verbatim; may be empty
    title_outlet: str
    first: datetime
    # UTC
    last: datetime
    # UTC
    independent_outlets: int
    clusters: int
    differences: dict[str, int]
    # kind → number
    accounts: tuple[Account, ...]
    # by the time of their first article

    def member(self, article_id: str | None) -> Member | None:
        """The article of this id, if the event has it."""
        found = (m for account in self.accounts for m in account.members)
        return next((member for member in found if member.article_id == article_id), None)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The names of those who tell it, in the order of the accounts."""
        return tuple(account.outlet for account in self.accounts)


def current_id(connection: Connection, event_id: str) -> str | None:
    """The event under this id, also when it was merged into another; None if there is none."""
    met = {event_id}
    while not _exists(connection, event_id):
        heir = connection.execute(
            sa.select(redirects.c.event_id).where(redirects.c.old_id == event_id)
        ).scalar()
        if heir is None or heir in met:
            return None
        met.add(heir)
        event_id = heir
    return event_id


def load_event(connection: Connection, event_id: str) -> EventHead | None:
    """The event of exactly this id, with its accounts."""
    row = connection.execute(
        sa.select(events, articles.c.outlet.label("title_outlet"))
        .join(articles, articles.c.article_id == events.c.title_article_id)
        .where(events.c.event_id == event_id)
    ).first()
    if row is None:
        return None
    kinds = connection.execute(
        sa.select(differences.c.kind, sa.func.count().label("number"))
        .where(differences.c.event_id == event_id)
        .group_by(differences.c.kind)
        .order_by(differences.c.kind)
    )
    return EventHead(
        event_id=row.event_id,
        title=row.title,
        title_outlet=row.title_outlet,
        first=row.first_published,
        last=row.last_published,
        independent_outlets=row.independent_outlets,
        clusters=connection.execute(
            sa.select(sa.func.count()).where(clusters.c.event_id == event_id)
        ).scalar_one(),
        differences={kind.kind: kind.number for kind in kinds},
        accounts=_accounts(connection, event_id),
    )


def _exists(connection: Connection, event_id: str) -> bool:
    query = sa.select(events.c.event_id).where(events.c.event_id == event_id)
    return connection.execute(query).first() is not None


def _accounts(connection: Connection, event_id: str) -> tuple[Account, ...]:
    published = sa.func.coalesce(
        articles.c.published, memberships.c.published, articles.c.first_seen
    )
    rows = connection.execute(
        sa.select(
            articles,
            revisions.c.title,
            # of the state that is shown; older files remember only the article's latest
            sa.func.coalesce(revisions.c.access, articles.c.access).label("shown_access"),
            sa.func.coalesce(revisions.c.completeness, articles.c.completeness).label("whole"),
            memberships.c.revision.label("compared"),
            memberships.c.score,
            memberships.c.reasons,
            memberships.c.page,
            memberships.c.published.label("grouped_by"),
            copies.c.source_article_id,
            copies.c.containment,
            copies.c.basis,
            copies.c.agency,
        )
        .join(memberships, memberships.c.article_id == articles.c.article_id)
        .join(
            revisions,
            (revisions.c.article_id == articles.c.article_id)
            & (revisions.c.revision == memberships.c.revision),
        )
        .outerjoin(copies, copies.c.article_id == articles.c.article_id)
        .where(memberships.c.event_id == event_id)
        .order_by(published, articles.c.article_id)
    )
    members: dict[str, list[Member]] = {}
    for row in rows:
        members.setdefault(row.outlet, []).append(
            Member(
                article_id=row.article_id,
                outlet=row.outlet,
                url=row.url,
                headline=row.title,
                published=row.published or row.grouped_by or row.first_seen,
                dated=row.published is not None,
                revision=row.compared,
                newest_revision=row.revision,
                access=row.shown_access,
                completeness=row.whole,
                copy_of=row.source_article_id,
                containment=row.containment,
                basis=row.basis,
                agency=row.agency,
                score=row.score,
                reasons=read_reasons(row.reasons),
                page=row.page,
            )
        )
    return tuple(Account(outlet=outlet, members=tuple(m)) for outlet, m in members.items())

"""Events and corrections in words for the command line."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.corrections.correction import Correction
from compare.corrections.storage import touching
from compare.tables import events, follows, memberships
from crawler.tables import articles, revisions


def described(correction: Correction) -> dict[str, Any]:
    """As JSON."""
    return {
        "correction_id": correction.correction_id,
        "kind": correction.kind,
        "events": list(correction.events),
        "articles": list(correction.articles),
        "together": [list(group) for group in correction.together],
        "apart": [[list(first), list(second)] for first, second in correction.apart],
        "note": correction.note,
        "author": correction.author,
        "made": correction.made.isoformat(timespec="seconds"),
        "undone": correction.undone and correction.undone.isoformat(timespec="seconds"),
    }


def articles_of(connection: Connection, event_id: str) -> dict[str, Any]:
    """An event, its articles in order of time, and the events it follows and is followed by."""
    head = connection.execute(sa.select(events).where(events.c.event_id == event_id)).one()
    rows = connection.execute(
        _members().where(memberships.c.event_id == event_id).order_by(memberships.c.published)
    )
    before = connection.execute(
        sa.select(follows.c.follows, follows.c.score, events.c.title)
        .join(events, events.c.event_id == follows.c.follows)
        .where(follows.c.event_id == event_id)
    ).first()
    after = connection.execute(
        sa.select(follows.c.event_id, follows.c.score, events.c.title)
        .join(events, events.c.event_id == follows.c.event_id)
        .where(follows.c.follows == event_id)
        .order_by(events.c.first_published)
    )
    return {
        "event_id": event_id,
        "title": head.title,
        "outlets": head.outlets,
        "independent_outlets": head.independent_outlets,
        "articles": [_article(row) for row in rows],
        "follows": before
        and {"event_id": before.follows, "title": before.title, "score": before.score},
        "followed_by": [
            {"event_id": row.event_id, "title": row.title, "score": row.score} for row in after
        ],
    }


def event_lines(event: dict[str, Any]) -> list[str]:
    """What articles_of found, for a terminal."""
    lines = [
        f"{event['title']}",
        f"{event['event_id']}: {event['outlets']} outlets, "
        f"{event['independent_outlets']} independent",
    ]
    for one in event["articles"]:
        lines.append(
            f"  {one['published'] or '(no date)':25}  {one['score']:.2f}  "
            f"{one['article_id']}  {one['outlet']}: {one['title']}"
        )
    if event["follows"]:
        lines.append(f"follows {event['follows']['event_id']}: {event['follows']['title']}")
    lines += [f"followed by {one['event_id']}: {one['title']}" for one in event["followed_by"]]
    return lines


def why(connection: Connection, article_id: str) -> tuple[dict[str, Any], list[str]]:
    """An article's membership with its reasons, as JSON and as lines for a terminal."""
    row = connection.execute(_members().where(memberships.c.article_id == article_id)).one()
    title = connection.execute(
        sa.select(events.c.title).where(events.c.event_id == row.event_id)
    ).scalar_one()
    found = {
        **_article(row),
        "event_id": row.event_id,
        "event_title": title,
        "reasons": row.reasons,
        "corrections": [described(one) for one in touching(connection, [article_id])],
    }
    lines = [
        f"{row.outlet}: {row.title}",
        f"stands in {row.event_id}: {title}",
        f"score {row.score:.2f}",
    ]
    lines += [f"  {_reason(connection, reason)}" for reason in row.reasons]
    lines += [
        f"  corrected: {one['kind']} {one['correction_id']} {one['note']}".rstrip()
        for one in found["corrections"]
    ]
    return found, lines


def _reason(connection: Connection, reason: dict[str, Any]) -> str:
    value = reason.get("value")
    told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    line = f"{reason.get('kind')}: {told}"
    if reason.get("article_id"):
        other = connection.execute(
            _members().where(memberships.c.article_id == reason["article_id"])
        ).first()
        if other is not None:
            line += f" (with {other.outlet}: {other.title})"
    return line


def _members() -> sa.Select[Any]:
    return (
        sa.select(
            memberships.c.article_id,
            memberships.c.event_id,
            memberships.c.score,
            memberships.c.reasons,
            articles.c.outlet,
            articles.c.url,
            articles.c.published,
            revisions.c.title,
        )
        .join(articles, articles.c.article_id == memberships.c.article_id)
        .join(
            revisions,
            sa.and_(
                revisions.c.article_id == memberships.c.article_id,
                revisions.c.revision == memberships.c.revision,
            ),
        )
    )


def _article(row: Any) -> dict[str, Any]:
    return {
        "article_id": row.article_id,
        "outlet": row.outlet,
        "title": row.title,
        "url": row.url,
        "published": row.published and row.published.isoformat(timespec="seconds"),
        "score": row.score,
    }

"""What a person decided on the pages: whether it can be meant, and having it stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.engine import Connection

from compare.corrections import Correction, merge, move, pin, split
from compare.corrections.storage import members_of, store, undo
from dashboard.errors import DashboardError
from dashboard.queries.accounts import EventHead


@dataclass(frozen=True, kw_only=True)
class Decision:
    """As it was filled in."""

    kind: str
    # merge, split, move or pin
    event_id: str
    # the event on whose page it was made
    other: str | None
    # the other event, for merge and move
    articles: tuple[str, ...]
    # article_ids of the event, for split and move
    note: str
    author: str
    # both may be empty


def problem(decision: Decision, head: EventHead) -> str | None:
    """What is missing or contradicts itself, in a sentence; None when it can be stored."""
    if decision.kind in ("merge", "move"):
        if decision.other is None:
            return "Choose the other event, or paste its id or a link to its page."
        if decision.other == decision.event_id:
            return "That is this event. Choose another one."
    if decision.kind in ("split", "move") and not decision.articles:
        return "Choose at least one article."
    members = sum(len(account.members) for account in head.accounts)
    if decision.kind == "split" and len(decision.articles) == members:
        return "Leave at least one article in this event."
    return None


def carry_out(connection: Connection, decision: Decision) -> str:
    """Store the decision, pending; its correction_id.

    connection: of a transaction that writes: what the event holds is read again in it, because
    another person may have corrected it since the page was drawn. Raises ParallaxError when an
    event or article is not what it was.
    """
    return store(connection, _correction(connection, decision))


def take_back(connection: Connection, correction_id: str) -> None:
    """Undo a correction, pending; raises ParallaxError when there is none that holds."""
    undo(connection, correction_id, datetime.now(UTC))


def _correction(connection: Connection, decision: Decision) -> Correction:
    event_id, articles = decision.event_id, decision.articles
    members = _members(connection, event_id)
    made = datetime.now(UTC)
    note, author = decision.note, decision.author
    if decision.kind == "split":
        return split(event_id, members, articles, made=made, note=note, author=author)
    if decision.kind == "pin":
        return pin(event_id, members, made=made, note=note, author=author)
    other = decision.other or ""
    there = _members(connection, other)
    if decision.kind == "merge":
        both = {event_id: members, other: there}
        return merge(both, made=made, note=note, author=author)
    former, target = (event_id, members), (other, there)
    return move(articles, former, target, made=made, note=note, author=author)


def _members(connection: Connection, event_id: str) -> tuple[str, ...]:
    found = members_of(connection, event_id)
    if not found:
        raise DashboardError(event_id, "is no event", "look for it in the list of events")
    return found

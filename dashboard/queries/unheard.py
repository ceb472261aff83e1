"""Who could not be heard at the time of an event."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from crawler.health.flagging import Lapse, lapses
from dashboard.queries.accounts import EventHead


def load_unheard(connection: Connection, head: EventHead) -> tuple[Lapse, ...]:
    """Lapses of any outlet between the event's first and last article, by outlet.

    Also of outlets that have an account of it: more of theirs may have been missed.
    """
    return lapses(connection, head.first, head.last)

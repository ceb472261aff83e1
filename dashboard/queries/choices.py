"""The events that a person may mean when they say that one belongs with another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.tables import events
from dashboard.queries.accounts import EventHead

NEAR = timedelta(days=7)
"""How far before and after an event others are offered."""
_LOOKED_AT = 1000
"""Events on either side whose titles are compared."""
OFFERED = 25
"""Events offered, the likeliest first."""
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An event that is offered."""

    event_id: str
    title: str
    # one outlet's headline, verbatim; may be empty
    last: datetime
    # UTC
    articles: int


def load_choices(connection: Connection, head: EventHead) -> list[Choice]:
    """Events near in time, those with the likest titles first, then the nearest."""
    earlier = _near(
        connection,
        events.c.last_published.between(head.first - NEAR, head.last),
        events.c.last_published.desc(),
    )
    later = _near(
        connection,
        (events.c.last_published > head.last) & (events.c.last_published <= head.last + NEAR),
        events.c.last_published,
    )
    others = [choice for choice in (*earlier, *later) if choice.event_id != head.event_id]
    titles = [head.title, *(m.headline for account in head.accounts for m in account.members)]
    return likeliest(others, titles, head.last)[:OFFERED]


def likeliest(found: Sequence[Choice], titles: Iterable[str], when: datetime) -> list[Choice]:
    """The choices in the order in which to offer them: a word counts by how rare it is here."""
    words = {choice.event_id: _words(choice.title) for choice in found}
    common = Counter(word for spoken in words.values() for word in spoken)
    wanted = {word for title in titles for word in _words(title)}

    def order(choice: Choice) -> tuple[float, timedelta, str]:
        alike = sum(1 / common[word] for word in words[choice.event_id] & wanted)
        return -alike, abs(choice.last - when), choice.event_id

    return sorted(found, key=order)


def event_in(pasted: str) -> str | None:
    """The event that an id or a link to its page names; None when it is neither."""
    given = pasted.strip()
    if not given or any(sign.isspace() for sign in given):
        return None
    if not any(sign in given for sign in "/?=&"):
        return given
    try:
        found = parse_qs(urlsplit(given).query).get("event", [""])[-1]
    except ValueError:
        return None
    return found or None


def _near(
    connection: Connection, condition: sa.ColumnElement[bool], order: sa.ColumnElement[datetime]
) -> list[Choice]:
    rows = connection.execute(
        sa.select(events.c.event_id, events.c.title, events.c.last_published, events.c.articles)
        .where(condition)
        .order_by(order, events.c.event_id)
        .limit(_LOOKED_AT)
    )
    return [
        Choice(
            event_id=row.event_id,
            title=row.title,
            last=row.last_published,
            articles=row.articles,
        )
        for row in rows
    ]


def _words(title: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(title)}

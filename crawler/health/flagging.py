"""Flags kept in the database: those of now, and those of days that are past.

A crawl notes them when it ends, so that a reader of an old event still learns who could not be
heard at its time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from crawler.database import reading, writing
from crawler.health.days import days_of
from crawler.health.flags import UNHEARD, Day, Flag, SourceFacts, find_flags
from crawler.tables import flags, sources

_LOOK_BACK = timedelta(days=400)
_REMOVED = timedelta(days=3)
"""A source not asked for so long before its outlet's last one has left outlets.toml."""


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """A time in which an outlet could not be heard as usual."""

    outlet: str
    kind: str
    since: date
    # UTC
    until: date | None
    # last day on which it held; None while it holds
    reason: str


def flags_now(
    connection: Connection, now: datetime, days: Mapping[str, Sequence[Day]] | None = None
) -> dict[str, tuple[Flag, ...]]:
    """Outlet → what a person should look at; days: as `recent_days` has them, if at hand."""
    days = recent_days(connection, now) if days is None else days
    facts = _facts(connection, now)
    asked = [one.checked for known in facts.values() for one in known if one.checked is not None]
    found = {
        outlet: find_flags(
            days.get(outlet, ()), known, now=now, last_crawl=max(asked, default=None)
        )
        for outlet, known in facts.items()
    }
    return {outlet: those for outlet, those in found.items() if those}


def recent_days(connection: Connection, now: datetime) -> dict[str, list[Day]]:
    """Outlet → its crawled days, as far back as a flag looks."""
    return days_of(connection, (now - _LOOK_BACK).date(), now.date())


def note_flags(engine: Engine, now: datetime) -> None:
    """Bring the flags in the database up to date; to be called when a crawl has ended."""
    with reading(engine) as connection:
        current = {
            (outlet, flag.kind): flag
            for outlet, found in flags_now(connection, now).items()
            for flag in found
        }
    with writing(engine) as connection:
        rows = connection.execute(sa.select(flags).where(flags.c.until.is_(None)))
        held = {(row.outlet, row.kind): row.since for row in rows}
        for key in held.keys() - current.keys():
            _update(connection, *key, held[key], until=now.date())
        for key, flag in current.items():
            since = held.get(key, flag.since)
            if not _update(connection, *key, since, until=None, reason=flag.reason):
                connection.execute(
                    flags.insert().values(
                        outlet=key[0], kind=key[1], since=since, reason=flag.reason
                    )
                )


def lapses(
    connection: Connection, first: datetime | None = None, last: datetime | None = None
) -> tuple[Lapse, ...]:
    """Who could not be heard between two moments (UTC), by outlet; the first flag of each kind.

    None stands for the beginning and for the end of all that is known.
    """
    query = sa.select(flags).where(flags.c.kind.in_(UNHEARD))
    if last is not None:
        query = query.where(flags.c.since <= last.date())
    if first is not None:
        query = query.where(flags.c.until.is_(None) | (flags.c.until >= first.date()))
    query = query.order_by(flags.c.outlet, flags.c.since, flags.c.kind)
    return tuple(Lapse(**row._mapping) for row in connection.execute(query))


def _update(connection: Connection, outlet: str, kind: str, since: date, **values: object) -> bool:
    where = (flags.c.outlet == outlet) & (flags.c.kind == kind) & (flags.c.since == since)
    return connection.execute(flags.update().where(where).values(values)).rowcount > 0


def _facts(connection: Connection, now: datetime) -> dict[str, list[SourceFacts]]:
    """Outlet → its sources, without those that an index names and those no longer asked."""
    rows = connection.execute(
        sa.select(sources).where(sources.c.parent.is_(None)).order_by(sources.c.url)
    )
    found: dict[str, list[SourceFacts]] = {}
    for row in rows:
        found.setdefault(row.outlet, []).append(
            SourceFacts(
                url=row.url,
                # A clock that ran ahead once must not make all others look forgotten.
                checked=row.checked and min(row.checked, now),
                succeeded=row.succeeded and min(row.succeeded, now),
                problem=row.problem,
                entries=row.entries,
                gone=row.gone,
            )
        )
    return {outlet: _still_asked(known) for outlet, known in found.items()}


def _still_asked(known: list[SourceFacts]) -> list[SourceFacts]:
    last = max((one.checked for one in known if one.checked is not None), default=None)
    return [
        one
        for one in known
        if one.checked is not None and last is not None and one.checked >= last - _REMOVED
    ]

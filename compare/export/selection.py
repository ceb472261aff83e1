"""What is to be exported: as it was asked for (pure), and as the database has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.errors import ExportError
from compare.tables import events, redirects


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What was asked for; by default everything."""

    events: tuple[str, ...] = ()
    # event ids as given, also of events that were merged away; empty means any
    since: datetime | None = None
    # UTC: only events with an article published from then on
    with_text: bool = True
    with_noarchive: bool = False
    # the texts of pages that ask not to be handed on as copies, too
    quotation_words: int = 0
    # without texts: the words of quotations of at most so many are given all the same

    @classmethod
    def parse(
        cls,
        events: Sequence[str],
        since: str | None,
        with_text: bool,
        with_noarchive: bool = False,
        quotation_words: int = 0,
    ) -> Self:
        """From the options of the command line; raises ExportError for what is no date, and for
        a length of quotations where all texts are exported."""
        if quotation_words and with_text:
            raise ExportError(
                f"--quotations-up-to {quotation_words}",
                "says what is given in place of the texts, and these are exported",
                "add --no-text, or leave it out",
            )
        return cls(
            events=tuple(dict.fromkeys(event.strip() for event in events)),
            since=None if since is None else _moment(since),
            with_text=with_text,
            with_noarchive=with_noarchive,
            quotation_words=quotation_words,
        )

    @property
    def everything(self) -> bool:
        """Whether articles without an event are exported as well."""
        return not self.events and self.since is None


def _moment(raw: str) -> datetime:
    try:
        found = datetime.fromisoformat(raw.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ExportError(f"--since {raw}", "is not a date", "write it as 2025-10-04") from error


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What was found for a selection."""

    selection: Selection
    events: tuple[str, ...]
    # the ids that the asked ones have today; empty means any

    def holds(self, event_id: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        """The condition that a column names a chosen event."""
        if self.selection.everything:
            return sa.true()
        query = sa.select(events.c.event_id)
        if self.selection.events:
            query = query.where(events.c.event_id.in_(self.events))
        if self.selection.since is not None:
            query = query.where(events.c.last_published >= self.selection.since)
        return event_id.in_(query)


def find(connection: Connection, selection: Selection) -> Chosen:
    """Follow the redirects; raises ExportError for an event that never was."""
    found = {_living(connection, event_id) for event_id in selection.events}
    return Chosen(selection=selection, events=tuple(sorted(found)))


def _living(connection: Connection, asked: str) -> str:
    event_id, met = asked, set[str]()
    while event_id not in met:
        met.add(event_id)
        known = sa.select(events.c.event_id).where(events.c.event_id == event_id)
        if connection.execute(known).first() is not None:
            return event_id
        heir = sa.select(redirects.c.event_id).where(redirects.c.old_id == event_id)
        event_id = connection.execute(heir).scalar() or event_id
    raise ExportError(
        f"--event {asked}", "is not an event of this database", "copy its id from the event's page"
    )

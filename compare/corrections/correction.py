"""One correction, in terms of articles, because event ids may change (pure)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from compare.errors import CorrectionError
from crawler.article import identifier

Kind = Literal["merge", "split", "move", "pin"]
Articles = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a person decided."""

    kind: Kind
    events: tuple[str, ...]
    # the events that were named, under their ids of then
    articles: Articles
    # the articles that were named; of merge and of the pin of an event, none
    together: tuple[Articles, ...]
    # each stands in one event
    apart: tuple[tuple[Articles, Articles], ...]
    # no event holds articles of both
    made: datetime
    # UTC
    note: str = ""
    author: str = ""
    # who decided, where told
    undone: datetime | None = None
    # UTC; None while it holds

    @property
    def correction_id(self) -> str:
        """ "k" and 16 hex digits, from what was decided and when."""
        return identifier(
            "k",
            self.kind,
            self.made.isoformat(),
            *self.events,
            *self.articles,
            *(article for group in self.together for article in group),
        )

    @property
    def named(self) -> frozenset[str]:
        """Every article that it says something about."""
        return frozenset(
            {article for group in self.together for article in group}
            | {article for pair in self.apart for group in pair for article in group}
        )


def merge(
    events: Mapping[str, Collection[str]], *, made: datetime, note: str = "", author: str = ""
) -> Correction:
    """These events are one happening. events: event_id → its articles, two or more."""
    if len(events) < 2:
        raise CorrectionError(
            ", ".join(events), "is one event already", "name two different events to merge"
        )
    everyone = tuple(sorted(article for members in events.values() for article in members))
    return Correction(
        kind="merge",
        events=tuple(events),
        articles=(),
        together=(everyone,),
        apart=(),
        made=made,
        note=note,
        author=author,
    )


def split(
    event_id: str,
    members: Collection[str],
    articles: Sequence[str],
    *,
    made: datetime,
    note: str = "",
    author: str = "",
) -> Correction:
    """These articles report another happening than the rest of the event, and one of their own.

    The rest is not held together: what becomes of it is up to the evidence.
    """
    off = _of(event_id, members, articles)
    rest = tuple(sorted(set(members) - set(off)))
    if not rest:
        raise CorrectionError(
            event_id, "would have no article left", "leave at least one article in the event"
        )
    return Correction(
        kind="split",
        events=(event_id,),
        articles=off,
        together=(off,) if len(off) > 1 else (),
        apart=((off, rest),),
        made=made,
        note=note,
        author=author,
    )


def move(
    articles: Sequence[str],
    former: tuple[str, Collection[str]],
    target: tuple[str, Collection[str]],
    *,
    made: datetime,
    note: str = "",
    author: str = "",
) -> Correction:
    """These articles report what the target event is about, not what their former one is.

    former, target: (event_id, its articles). The target is held together as it stands, so that
    the articles keep what they were moved to.
    """
    if former[0] == target[0]:
        raise CorrectionError(
            ", ".join(articles), f"stands in {target[0]} already", "name another event"
        )
    moved = _of(former[0], former[1], articles)
    rest = tuple(sorted(set(former[1]) - set(moved)))
    return Correction(
        kind="move",
        events=(former[0], target[0]),
        articles=moved,
        together=(tuple(sorted({*moved, *target[1]})),),
        apart=((moved, rest),) if rest else (),
        made=made,
        note=note,
        author=author,
    )


def pin(
    event_id: str,
    members: Collection[str],
    article: str | None = None,
    *,
    made: datetime,
    note: str = "",
    author: str = "",
) -> Correction:
    """The event's articles of now stay together, or one article stays with them; others may
    still join."""
    return Correction(
        kind="pin",
        events=(event_id,),
        articles=() if article is None else _of(event_id, members, [article]),
        together=(tuple(sorted(members)),),
        apart=(),
        made=made,
        note=note,
        author=author,
    )


def _of(event_id: str, members: Collection[str], articles: Sequence[str]) -> Articles:
    if not articles:
        raise CorrectionError(event_id, "no article was named", "name at least one article of it")
    for article in articles:
        if article not in members:
            raise CorrectionError(
                article, f"is not in the event {event_id}", "name an article of this event"
            )
    return tuple(sorted(set(articles)))

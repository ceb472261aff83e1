"""The quotations of one event: in families, each beside the longest that gives the same words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from compare.tables import quotations
from crawler.database import batches
from dashboard.queries.words import Span, Words, cut

_TOLD = 160
"""Characters of the longest "said Dana Hollis, the mayor" that is shown as it stands."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One quotation of one article."""

    quotation_id: str
    article_id: str
    outlet: str
    pieces: tuple[Words, ...]
    # inside the marks, in order; at least one
    told: tuple[Words, ...]
    # who said it and how, verbatim in the order of the text: in one piece where speaker and cue
    # stand together, else two; none where the article does not say
    carried: bool
    # who said it is told with the quotation before
    name: str | None
    # of the speaker, as fully as the article gives it
    relation: str
    # to the longest: "whole", "trimmed" or "altered"
    same_speaker: str
    # as the longest: "same", "other" or "unknown"
    lost: tuple[tuple[int, int], ...]
    # what the longest has and no quotation of this article gives, offsets in the longest's article


@dataclass(frozen=True, kw_only=True)
class Family:
    """The quotations that give the same words."""

    longest: Said
    others: tuple[Said, ...]
    # by time of publication


def count_families(connection: Connection, event_id: str) -> tuple[int, int]:
    """How many families two outlets or more carry, and how many only one."""
    grouped = (
        sa.select(sa.func.count(quotations.c.outlet.distinct()).label("outlets"))
        .where(quotations.c.event_id == event_id, quotations.c.family_id.is_not(None))
        .group_by(quotations.c.family_id)
        .subquery()
    )
    row = connection.execute(
        sa.select(
            sa.func.count().filter(grouped.c.outlets > 1),
            sa.func.count().filter(grouped.c.outlets == 1),
        ).select_from(grouped)
    ).one()
    return row[0], row[1]


def load_families(
    connection: Connection, event_id: str, *, shared: bool, limit: int, offset: int = 0
) -> list[Family]:
    """Those that two outlets or more carry, or those of one alone, in the order of the story."""
    outlets = sa.func.count(quotations.c.outlet.distinct())
    chosen = connection.execute(
        sa.select(quotations.c.family_id)
        .where(quotations.c.event_id == event_id, quotations.c.family_id.is_not(None))
        .group_by(quotations.c.family_id)
        .having(outlets > 1 if shared else outlets == 1)
        .order_by(sa.func.min(quotations.c.position))
        .limit(limit)
        .offset(offset)
    ).scalars()
    members: dict[str, list[Row[Any]]] = {str(family_id): [] for family_id in chosen}
    for chunk in batches(list(members)):
        rows = connection.execute(
            sa.select(quotations)
            .where(quotations.c.family_id.in_(chunk), quotations.c.event_id == event_id)
            .order_by(quotations.c.position)
        )
        for row in rows:
            members[row.family_id].append(row)
    words = cut(connection, (s for rows in members.values() for row in rows for s in _spans(row)))
    found = ([_said(row, words) for row in rows] for rows in members.values())
    return [Family(longest=said[0], others=tuple(said[1:])) for said in found]


def _spans(row: Row[Any]) -> Iterator[Span]:
    yield from _pieces(row)
    yield from _told(row)


def _pieces(row: Row[Any]) -> list[Span]:
    return [Span(row.article_id, row.revision, one["start"], one["end"]) for one in row.pieces]


def _told(row: Row[Any]) -> Sequence[Span]:
    if row.speaker_start is None:
        return ()
    places = [(row.speaker_start, row.speaker_end)]
    if row.cue_start is not None:
        places = sorted([*places, (row.cue_start, row.cue_end)])
        start, end = places[0][0], max(place[1] for place in places)
        inside = any(start < one["end"] and one["start"] < end for one in row.pieces)
        if end - start <= _TOLD and not inside:
            places = [(start, end)]
    return [Span(row.article_id, row.revision, *place) for place in places]


def _said(row: Row[Any], words: Mapping[Span, Words]) -> Said:
    return Said(
        quotation_id=row.quotation_id,
        article_id=row.article_id,
        outlet=row.outlet,
        pieces=tuple(words[span] for span in _pieces(row)),
        told=tuple(words[span] for span in _told(row)),
        carried=row.ground == "carried",
        name=row.name,
        relation=row.relation,
        same_speaker=row.same_speaker,
        lost=tuple((one["start"], one["end"]) for one in row.lost),
    )

"""The rows of quotations and of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.export.format import Record, Row, sound
from compare.export.rows.source import Found, kept_back, plain
from compare.export.selection import Chosen
from compare.export.slices import Span, cut
from compare.tables import namings, quotations
from crawler.tables import articles
from crawler.texts import word_count

_LONGEST = quotations.alias("longest")
_OTHER = quotations.alias("other")
_HELD = ("pieces", "lost")


def quotation_query(chosen: Chosen) -> sa.Select[Any]:
    """The quotations of the chosen events, each with the article of the longest of its family."""
    home = articles.alias("home")
    alone = ~_carried_by_two()
    # A page that is not to be handed on is quoted only where the comparison holds another's
    # quotation against it, as its passages are.
    longest_back = sa.false() if chosen.selection.with_noarchive else home.c.noarchive
    return (
        sa.select(
            quotations,
            _LONGEST.c.article_id.label("longest_article"),
            _LONGEST.c.revision.label("longest_revision"),
            (kept_back(chosen) & alone).label("kept_back"),
            sa.func.coalesce(longest_back & alone, sa.false()).label("lost_kept_back"),
        )
        .join(articles, articles.c.article_id == quotations.c.article_id)
        .outerjoin(_LONGEST, _LONGEST.c.quotation_id == quotations.c.family_id)
        .outerjoin(home, home.c.article_id == _LONGEST.c.article_id)
        .where(chosen.holds(quotations.c.event_id))
        .order_by(quotations.c.event_id, quotations.c.position)
    )


def quotation_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """What was read, with the words cut out of their texts."""
    selection = chosen.selection
    if selection.with_text:
        pieces = cut(connection, {span for row in found for span in _spans(row)})
        return [_quotation(row, pieces) for row in found]
    if not selection.quotation_words:
        return [_quotation(row, {}) for row in found]
    said = {_span(row, piece) for row in found if not row.kept_back for piece in row.pieces}
    pieces = cut(connection, said)
    most = selection.quotation_words
    return [_quotation(row, _short(row, pieces, most)) for row in found]


def naming_query(chosen: Chosen) -> sa.Select[Any]:
    """The names and labels of the chosen events."""
    return (
        sa.select(namings)
        .where(chosen.holds(namings.c.event_id))
        .order_by(namings.c.event_id, namings.c.position)
    )


def naming_rows(connection: Connection, chosen: Chosen, found: Found) -> list[Row]:
    """What was read, with the mentions cut out of their texts."""
    spans = [Span(row.article_id, row.revision, row.start, row.end) for row in found]
    pieces = cut(connection, spans if chosen.selection.with_text else ())
    return [
        {**plain(row), "text": _text(pieces, span)} for row, span in zip(found, spans, strict=True)
    ]


def _carried_by_two() -> sa.ColumnElement[bool]:
    """The condition that another outlet's quotation stands in the same family."""
    return sa.exists().where(
        _OTHER.c.family_id == quotations.c.family_id, _OTHER.c.outlet != quotations.c.outlet
    )


def _spans(row: sa.Row[Any]) -> Iterator[Span]:
    """What is to be cut for a quotation."""
    if not row.kept_back:
        yield from (_span(row, piece) for piece in row.pieces)
        yield from (span for span in (_part(row, "speaker"), _part(row, "cue")) if span)
    if not row.lost_kept_back:
        yield from (_lost(row, piece) for piece in row.lost)


def _span(row: sa.Row[Any], piece: Mapping[str, int]) -> Span:
    return Span(row.article_id, row.revision, piece["start"], piece["end"])


def _short(row: sa.Row[Any], pieces: Mapping[Span, str], most: int) -> Mapping[Span, str]:
    """What stands between its own marks, if it has at most so many words in all."""
    own = {span: pieces.get(span, "") for span in (_span(row, piece) for piece in row.pieces)}
    return own if sum(map(word_count, own.values())) <= most else {}


def _lost(row: sa.Row[Any], piece: Mapping[str, int]) -> Span:
    return Span(row.longest_article, row.longest_revision, piece["start"], piece["end"])


def _part(row: sa.Row[Any], name: str) -> Span | None:
    start, end = row._mapping[f"{name}_start"], row._mapping[f"{name}_end"]
    return None if start is None else Span(row.article_id, row.revision, start, end)


def _quotation(row: sa.Row[Any], pieces: Mapping[Span, str]) -> Row:
    told = {name: value for name, value in plain(row).items() if name not in _HELD}
    # Not what another row of the same batch happens to have cut.
    own = {} if row.kept_back else pieces
    longest = {} if row.lost_kept_back else pieces
    speaker, cue = _part(row, "speaker"), _part(row, "cue")
    return {
        **told,
        "pieces": [_record(one, _text(own, _span(row, one))) for one in row.pieces],
        "speaker": speaker and _text(own, speaker),
        "cue": cue and _text(own, cue),
        "lost": [_record(one, _text(longest, _lost(row, one))) for one in row.lost],
    }


def _record(piece: Mapping[str, int], text: str | None) -> Record:
    return {"start": piece["start"], "end": piece["end"], "text": text}


def _text(pieces: Mapping[Span, str], span: Span) -> str | None:
    """The words there, if they were cut."""
    found = pieces.get(span)
    return None if found is None else sound(found)

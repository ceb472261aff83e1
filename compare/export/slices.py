"""Cuts pieces out of stored revisions: what is exported is verbatim by construction."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from compare.errors import ExportError
from crawler.database import batches
from crawler.tables import revisions


class Span(NamedTuple):
    """A place in one revision's text."""

    article_id: str
    revision: int
    start: int
    end: int


def cut(connection: Connection, spans: Collection[Span]) -> dict[Span, str]:
    """The text at every span. One article's text is in memory at a time.

    Raises ExportError where a span lies outside its text: such offsets must not be published.
    """
    wanted: dict[tuple[str, int], list[Span]] = {}
    for span in spans:
        wanted.setdefault((span.article_id, span.revision), []).append(span)
    keys = sorted(wanted)
    pieces: dict[Span, str] = {}
    for chunk in batches(keys):
        rows = connection.execute(
            sa.select(revisions.c.article_id, revisions.c.revision, revisions.c.text)
            .where(
                revisions.c.article_id.in_([article_id for article_id, _ in chunk]),
                revisions.c.revision.in_({revision for _, revision in chunk}),
            )
            .execution_options(yield_per=1)
        )
        for article_id, revision, text in rows:
            for span in wanted.get((article_id, revision), ()):
                if 0 <= span.start <= span.end <= len(text):
                    pieces[span] = text[span.start : span.end]
    for span in spans:
        if span not in pieces:
            raise ExportError(
                f"article {span.article_id}, revision {span.revision}",
                f"has no characters {span.start} to {span.end}, though a passage stands there",
                "run 'parallax compare --all' and export again",
            )
    return pieces

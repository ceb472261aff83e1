"""Words cut out of stored texts: what is shown is verbatim by construction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.database import batches
from crawler.tables import revisions


class Span(NamedTuple):
    """A place in one revision's text."""

    article_id: str
    revision: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Words:
    """A piece of an article's text."""

    start: int
    end: int
    # offsets in the article's text
    text: str
    # verbatim: text[start:end]


def cut(connection: Connection, spans: Iterable[Span]) -> dict[Span, Words]:
    """The words at every span; of a text that is not stored, none. Texts are read one at a time."""
    wanted: dict[tuple[str, int], set[Span]] = {}
    for span in spans:
        wanted.setdefault((span.article_id, span.revision), set()).add(span)
    found: dict[Span, Words] = {}
    for chunk in batches(sorted({article_id for article_id, _ in wanted})):
        rows = connection.execute(
            sa.select(revisions.c.article_id, revisions.c.revision, revisions.c.text)
            .where(
                revisions.c.article_id.in_(chunk),
                revisions.c.revision.in_({revision for _, revision in wanted}),
            )
            .execution_options(yield_per=1)
        )
        for article_id, revision, text in rows:
            for span in wanted.get((article_id, revision), ()):
                words = text[span.start : span.end]
                found[span] = Words(start=span.start, end=span.end, text=words)
    return found

"""The demo newsroom through the pipeline with the real model: all that is stored is verbatim.

Desk.check slices every passage and every value of a difference from the revision's text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from compare.encoder import SentenceEncoder, Vectors
from compare.pipeline import compare
from compare.tables import clusters, differences, passages, vectors
from demo.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.compare.conftest import Desk


EVENTS = ("2025-10-04/brighton-park", "2025-10-06/ferry", "2025-10-03/warehouse-tamarack-falls")
"""A part of the newsroom is enough here, with corrections and late reports; the tour has it all."""


class Counting:
    """The real model, and how many texts it was asked for."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self.texts = 0

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        self.texts += len(texts)
        return self._encoder.encode(texts, progress)

    def encode_words(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        self.texts += len(texts)
        return self._encoder.encode_words(texts, spans, progress)


def publish(desk: Desk, newsroom: Newsroom, edition: int) -> None:
    for published in newsroom.at(newsroom.editions[edition]):
        if published.story.event not in EVENTS:
            continue
        desk.store(
            published.outlet.name,
            published.story.slug,
            *published.served_paragraphs,
            title=published.title,
            hours=(published.story.published - newsroom.first_evening).total_seconds() / 3600,
        )


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom.load()


def test_both_editions_are_compared_verbatim_and_nothing_is_encoded_twice(
    desk: Desk, newsroom: Newsroom, minilm: SentenceEncoder
) -> None:
    encoder = Counting(minilm)
    publish(desk, newsroom, 0)
    compare(desk.engine, encoder)
    desk.check()
    early = set(desk.events())
    publish(desk, newsroom, 1)
    found = compare(desk.engine, encoder)
    desk.check()
    assert early <= set(desk.events()) | set(desk.redirects())
    assert found.shared_events >= 3
    assert len(desk.rows(passages)) > 200
    assert len(desk.rows(clusters)) > 30
    assert desk.rows(differences)
    assert encoder.texts == len([r for r in desk.rows(vectors) if r["model"] == encoder.name])
    texts, ids = encoder.texts, {row["cluster_id"] for row in desk.rows(clusters)}
    assert compare(desk.engine, encoder).changed_events == 0
    # Scores of events that did not change are brought up to date only here.
    compare(desk.engine, encoder, everything=True)
    assert {row["cluster_id"] for row in desk.rows(clusters)} == ids
    before = desk.dump()
    compare(desk.engine, encoder, everything=True)
    assert desk.dump() == before
    assert encoder.texts == texts

"""Vectors in the database: nothing is encoded twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest

from compare.matching.words import words_in
from compare.matching.wordvectors import DIRECTIONS
from compare.tables import vectors
from compare.vectors import VectorCache

if TYPE_CHECKING:
    from tests.compare.conftest import Desk, FakeEncoder

TEXTS = ["A fire.", "A ferry.", "A fire.", "", "Ünïcode 😀", "A fire. "]


def test_vectors_come_in_the_order_of_the_texts(desk: Desk, encoder: FakeEncoder) -> None:
    cached = VectorCache(desk.engine, encoder).encode(TEXTS)
    assert cached.dtype == np.float32
    assert np.array_equal(cached, encoder.encode(TEXTS))
    again = VectorCache(desk.engine, encoder).encode(TEXTS[::-1])
    assert np.array_equal(again, cached[::-1])


def test_no_text_is_encoded_twice(desk: Desk, encoder: FakeEncoder) -> None:
    cache = VectorCache(desk.engine, encoder)
    cache.encode(TEXTS)
    assert sorted(encoder.texts) == sorted(set(TEXTS))
    cache.encode([*TEXTS, "A new one."])
    VectorCache(desk.engine, encoder).encode(TEXTS)
    assert encoder.texts.count("A new one.") == 1
    assert len(encoder.texts) == len(set(TEXTS)) + 1


def test_vectors_of_different_models_are_not_mixed(
    desk: Desk, encoder: FakeEncoder, open_desk: Callable[[str], Desk]
) -> None:
    VectorCache(desk.engine, encoder).encode(TEXTS)
    other = type(encoder)("another model")
    VectorCache(desk.engine, other).encode(TEXTS)
    assert sorted(other.texts) == sorted(encoder.texts)
    assert {row["model"] for row in desk.rows(vectors)} == {"bag-of-words", "another model"}


def test_no_texts_ask_nothing_of_the_encoder(desk: Desk, encoder: FakeEncoder) -> None:
    assert len(VectorCache(desk.engine, encoder).encode([])) == 0
    assert encoder.calls == []


def test_progress_reaches_the_number_of_texts(desk: Desk, encoder: FakeEncoder) -> None:
    cache = VectorCache(desk.engine, encoder)
    for texts in (TEXTS, [*TEXTS, "new", "new"]):
        told: list[int] = []
        cache.encode(texts, told.append)
        assert sum(told) == len(texts)


def test_many_texts_are_stored_in_pieces_and_kept_when_killed(
    desk: Desk, encoder: FakeEncoder
) -> None:
    texts = [f"text {number}" for number in range(2500)]
    encoder.breaks_at_call = 3
    with pytest.raises(RuntimeError):
        VectorCache(desk.engine, encoder).encode(texts)
    kept = len(desk.rows(vectors))
    assert 0 < kept < len(texts)
    encoder.breaks_at_call = None
    VectorCache(desk.engine, encoder).encode(texts)
    assert sorted(encoder.texts) == sorted(texts)
    assert len(desk.rows(vectors)) == len(texts)


# --- passages, with their words

PASSAGES = ["A fire in the harbour.", "Nine crews.", "A fire in the harbour.", "!", "火事です"]
LANGUAGES = ["en", "en", "en", None, "ja"]


def test_words_of_passages_are_kept_with_them(desk: Desk, encoder: FakeEncoder) -> None:
    cache = VectorCache(desk.engine, encoder)
    whole, words = cache.encode_passages(PASSAGES, LANGUAGES)
    assert np.array_equal(whole, encoder.encode(PASSAGES))
    for text, language, own in zip(PASSAGES, LANGUAGES, words, strict=True):
        assert own.shape == (len(words_in(text, language).spans), DIRECTIONS)
        assert np.allclose(np.linalg.norm(own, axis=1), 1, atol=1e-5)
    calls = len(encoder.calls)
    again, words_again = VectorCache(desk.engine, encoder).encode_passages(PASSAGES, LANGUAGES)
    assert len(encoder.calls) == calls
    assert np.array_equal(again, whole)
    assert all(np.array_equal(a, b) for a, b in zip(words, words_again, strict=True))


def test_passages_of_an_older_database_get_their_words(desk: Desk, encoder: FakeEncoder) -> None:
    cache = VectorCache(desk.engine, encoder)
    cache.encode(PASSAGES[:2])
    whole, words = cache.encode_passages(PASSAGES[:2], LANGUAGES[:2])
    assert [len(own) for own in words] == [2, 2]
    assert np.array_equal(whole, cache.encode(PASSAGES[:2]))


def test_no_passages(desk: Desk, encoder: FakeEncoder) -> None:
    assert VectorCache(desk.engine, encoder).encode_passages([], [])[1] == []
    assert encoder.calls == []

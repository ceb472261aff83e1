"""Vectors in the database, once per model and text: the same wire copy is never encoded twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from compare.encoder import Encoder, Vector, Vectors
from compare.matching.words import words_in
from compare.matching.wordvectors import DIRECTIONS, packed, unpacked
from compare.tables import vectors
from crawler.article import content_hash
from crawler.database import batches, reading, writing

_KEPT_EVERY = 1024
"""Texts: how many are encoded between two commits, and so lost at most when killed."""


class VectorCache:
    """An encoder that remembers."""

    def __init__(self, engine: Engine, encoder: Encoder) -> None:
        self._engine = engine
        self._encoder = encoder

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """(n_texts, dim) float32, unit norm; what is new is stored as it is made.

        Of no texts, dim is 0.
        """
        keys = [content_hash(text) for text in texts]
        with reading(self._engine) as connection:
            found = self._stored(connection, keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if progress:
            progress(len(keys) - len(missing))
        for chunk in batches(list(missing), _KEPT_EVERY):
            made = dict(
                zip(
                    chunk,
                    self._encoder.encode([missing[key] for key in chunk], progress),
                    strict=True,
                )
            )
            with writing(self._engine) as connection:
                self._store(connection, made)
            found.update(made)
        if not keys:
            # Asking the encoder would load its model for nothing.
            return np.zeros((0, 0), np.float32)
        return np.stack([found[key] for key in keys])

    def encode_passages(
        self,
        texts: Sequence[str],
        languages: Sequence[str | None],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        """(n_texts, dim) float32, unit norm, and of each text the vectors of its words:
        (n_words, 128) float32, unit norm, for `words_in(text, language).spans`."""
        if not texts:
            return np.zeros((0, 0), np.float32), []
        keys = [content_hash(text) for text in texts]
        spans = {
            key: words_in(text, language).spans
            for key, text, language in zip(keys, texts, languages, strict=True)
        }
        with reading(self._engine) as connection:
            found = self._stored(connection, keys)
            words = self._stored_words(connection, spans)
        missing = {
            key: text
            for key, text in zip(keys, texts, strict=True)
            if key not in found or key not in words
        }
        if progress:
            progress(len(keys) - len(missing))
        for chunk in batches(list(missing), _KEPT_EVERY):
            vectors, of_words = self._encoder.encode_words(
                [missing[key] for key in chunk], [spans[key] for key in chunk], progress
            )
            name = self._encoder.name
            made = dict(zip(chunk, vectors, strict=True))
            kept = {key: packed(own, name) for key, own in zip(chunk, of_words, strict=True)}
            with writing(self._engine) as connection:
                self._store(connection, made)
                self._store_words(connection, kept)
            found.update(made)
            # Read back as they are kept, so that nothing depends on whether they were.
            words.update((key, unpacked(data)) for key, data in kept.items())
        return np.stack([found[key] for key in keys]), [words[key] for key in keys]

    def known(self, hashes: Sequence[str]) -> dict[str, Vector]:
        """Text hash → (dim,) float32, unit norm, of those texts that were encoded before."""
        with reading(self._engine) as connection:
            return self._stored(connection, hashes)

    def _stored(self, connection: Connection, keys: Sequence[str]) -> dict[str, Vector]:
        found: dict[str, Vector] = {}
        for chunk in batches(sorted(set(keys))):
            rows = connection.execute(
                sa.select(vectors.c.text_hash, vectors.c.vector).where(
                    vectors.c.model == self._encoder.name, vectors.c.text_hash.in_(chunk)
                )
            )
            found.update({row.text_hash: np.frombuffer(row.vector, "<f4") for row in rows})
        return found

    @property
    def _words_name(self) -> str:
        """Under which the vectors of words are kept: int8, 128 a word, one word after another."""
        return f"{self._encoder.name} words"

    def _stored_words(
        self, connection: Connection, spans: Mapping[str, Sequence[tuple[int, int]]]
    ) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        for chunk in batches(sorted(spans)):
            rows = connection.execute(
                sa.select(vectors.c.text_hash, vectors.c.vector).where(
                    vectors.c.model == self._words_name, vectors.c.text_hash.in_(chunk)
                )
            )
            for row in rows:
                # Words may be told apart otherwise than when these were kept.
                if len(row.vector) == len(spans[row.text_hash]) * DIRECTIONS:
                    found[row.text_hash] = unpacked(row.vector)
        return found

    def _store_words(self, connection: Connection, made: Mapping[str, bytes]) -> None:
        for chunk in batches(list(made)):
            connection.execute(
                vectors.delete().where(
                    vectors.c.model == self._words_name, vectors.c.text_hash.in_(chunk)
                )
            )
        connection.execute(
            vectors.insert(),
            [
                {"model": self._words_name, "text_hash": key, "vector": data}
                for key, data in made.items()
            ],
        )

    def _store(self, connection: Connection, made: Mapping[str, Vector]) -> None:
        # Another comparison may have stored some of them meanwhile.
        there = self._stored(connection, list(made))
        rows = [
            {
                "model": self._encoder.name,
                "text_hash": key,
                "vector": vector.astype("<f4").tobytes(),
            }
            for key, vector in made.items()
            if key not in there
        ]
        if rows:
            connection.execute(vectors.insert(), rows)

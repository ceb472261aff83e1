"""Vectors of the words of a passage, small enough to be kept (pure).

A word's vector tells what it means where it stands. Of each word a byte for each of 128 directions
is kept: those in which the bundled model's word vectors differ most (principal components, fitted
by `python -m benchmarks fit-alignment`), or fixed random ones for any other model (Johnson and
Lindenstrauss 1984).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from compare.encoder import BUNDLED, Vectors

DIRECTIONS = 128
_LARGEST = 127


def packed(vectors: Vectors, model: str) -> bytes:
    """vectors: (n_words, dim) float32; model: the encoder's name."""
    kept = vectors @ _directions(model, vectors.shape[1])
    largest = np.maximum(np.abs(kept).max(axis=1, keepdims=True, initial=0), 1e-9)
    scaled: npt.NDArray[np.int8] = np.rint(kept / largest * _LARGEST).astype(np.int8)
    return scaled.tobytes()


def unpacked(data: bytes) -> Vectors:
    """(n_words, 128) float32, unit norm."""
    vectors = np.frombuffer(data, np.int8).reshape(-1, DIRECTIONS).astype(np.float32)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(norms, 1e-9)
    return unit


@cache
def _directions(model: str, dim: int) -> npt.NDArray[np.float32]:
    """(dim, 128); of models with fewer dimensions all are kept."""
    if model.startswith(f"{BUNDLED}@"):
        data = files("compare.matching").joinpath("directions.npy").read_bytes()
        directions: npt.NDArray[np.float32] = np.load(BytesIO(data)).astype(np.float32)
        return directions
    if dim <= DIRECTIONS:
        return np.eye(dim, DIRECTIONS, dtype=np.float32)
    drawn = np.random.default_rng(dim).standard_normal((dim, DIRECTIONS))
    orthogonal, _ = np.linalg.qr(drawn)
    return orthogonal.astype(np.float32)

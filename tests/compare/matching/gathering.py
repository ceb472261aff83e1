"""Passages of hand-written accounts, with vectors that are bags of words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from compare.encoder import Vectors
from compare.matching.evidence import EVIDENCE, Gathered
from compare.matching.words import words_in
from compare.passages import Passage

DIM = 256


def passages(accounts: Sequence[Sequence[str]]) -> list[Passage]:
    """One article of an outlet of its own for each account."""
    return [
        Passage(
            passage_id=f"{letter}{position}",
            article_id=letter,
            outlet=f"Outlet {letter}",
            revision=1,
            position=position,
            start=1000 * position,
            end=1000 * position + len(text),
            text=text,
        )
        for letter, account in zip("ABCDEFGHIJ", accounts, strict=False)
        for position, text in enumerate(account)
    ]


def bags(texts: Sequence[str]) -> Vectors:
    """(n_texts, DIM) float32, unit norm: the same words, the same vector."""
    vectors = np.zeros((len(texts), DIM), np.float32)
    for row, text in enumerate(texts):
        for word in re.findall(r"\w+", text.casefold()):
            digest = hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
            vectors[row, digest[0]] += 1 if digest[1] % 2 else -1
        norm = float(np.linalg.norm(vectors[row]))
        vectors[row] = vectors[row] / norm if norm else np.eye(DIM, dtype=np.float32)[0]
    return vectors


def gathered(accounts: Sequence[Sequence[str]], language: str | None = "en") -> Gathered:
    """As the comparison prepares them."""
    found = passages(accounts)
    texts = [one.text for one in found]
    words = [bags([text[a:b] for a, b in words_in(text, language).spans]) for text in texts]
    return Gathered(found, bags(texts), [language] * len(texts), words)


def value(prepared: Gathered, name: str, one: str, other: str) -> float:
    """A kind of evidence for two passages, by their ids."""
    ids = [passage.passage_id for passage in prepared.passages]
    i, j = sorted((ids.index(one), ids.index(other)))
    evidence = prepared.evidence
    [at] = np.flatnonzero((evidence.first == i) & (evidence.second == j))
    return float(evidence.values[at, EVIDENCE.index(name)])

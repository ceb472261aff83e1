"""What speaks for two passages telling the same thing (pure).

Each kind of evidence is a number that a person can check; rule.toml says what each weighs.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from compare.commonness import commonness
from compare.encoder import Vectors
from compare.matching.candidates import Floats, Places, candidates, numbered
from compare.matching.interaction import interaction
from compare.matching.standing import standing_of
from compare.matching.words import Words, words_in
from compare.passages import Passage
from compare.terms import Terms, row_products

EVIDENCE = (
    "meaning",
    # cosine of the vectors, 0 to 1
    "meaning_squared",
    "runs",
    # TF-IDF cosine of words and pairs of words, 0 to 1
    "runs_root",
    # its square root
    "meaning_and_runs",
    # product of "meaning" and "runs": each says less where the other has said it
    "shared",
    # log(1 + the rarity of all stems that both have)
    "share",
    # what part that is of the rarity of the stems of the richer passage, 0 to 1
    "numbers",
    # log(1 + numbers that both have)
    "quoted",
    # log(1 + runs of three words that both quote)
    "both_quote",
    # 1 where both hold a quotation
    "length",
    # log(words of the shorter one)
    "lead",
    # 1 where both are among the first three passages of their articles
    "rank",
    # log(1 + passages of the other's article that are more alike to the one), both ways
    "margin",
    # how much more alike they are than either is to its next best there, both ways
    "crowd",
    # how alike both are to their ten most alike passages in other articles
    "neighbours",
    # the most that a passage beside the one is alike to a passage beside the other
    "witness",
    # the most that both are alike to one passage of a third article
    "told",
    # rarity-weighted cosine of each word to its likest in the other, the larger of both ways
    "close_least",
    "close_most",
    # the same with words that only resemble counting little: the smaller and the larger way
    "mass",
    # log(1 + the rarity of the words that both have or nearly have)
)
_LEAD = 3
_PAIRS = 50_000
_UNKNOWN = 0.003
"""How common a word is taken to be that the language's list does not have."""
_LEAST_RARE = 0.05
"""What every passage says weighs little, not nothing."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """Candidate pairs with all that speaks for each."""

    first: Places
    second: Places
    # (n_pairs,) places in the list of passages; first < second
    values: Floats
    # (n_pairs, n_evidence) in the order of EVIDENCE


class Gathered:
    """Passages of one event, prepared for looking at many pairs of them."""

    def __init__(
        self,
        passages: Sequence[Passage],
        vectors: Vectors,
        languages: Sequence[str | None],
        word_vectors: Sequence[Vectors],
    ) -> None:
        """passages: those of one article in a row; vectors: (n_passages, dim), unit norm;
        languages: BCP 47, of each passage; word_vectors: of each passage (n_words, word_dim), unit
        norm, for the spans of its `words_in`."""
        self.passages, self.vectors, self._word_vectors = passages, vectors, word_vectors
        self.words = [
            words_in(passage.text, language)
            for passage, language in zip(passages, languages, strict=True)
        ]
        self.article = numbered(passages)
        self._stems, self._rarity = _stems(self.words, languages)
        self._weights = _weights(self.words, languages)
        self.candidates = candidates(passages, vectors, self.weighted)

    @cached_property
    def weighted(self) -> Any:
        """(n_passages, n_stems) csr_matrix: rarities, unit norm (or zero)."""
        return normalize(self._stems.multiply(self._rarity).tocsr())

    @cached_property
    def evidence(self) -> Evidence:
        """Of every candidate pair."""
        found = self.candidates
        values = np.zeros((len(found.first), len(EVIDENCE)))
        terms = Terms([passage.text for passage in self.passages]).matrix
        rare = self._stems.multiply(self._rarity).tocsr()
        rarity = np.maximum(np.asarray(rare.sum(axis=1), dtype=np.float64).ravel(), 1e-6)
        standing = standing_of(found, self.article)
        lengths = np.array([words.length for words in self.words])
        positions = np.array([passage.position for passage in self.passages])
        for start in range(0, len(found.first), _PAIRS):
            part = slice(start, start + _PAIRS)
            i, j = found.first[part], found.second[part]
            meaning = np.clip(np.einsum("nd,nd->n", self.vectors[i], self.vectors[j]), 0, 1)
            runs = np.clip(row_products(terms, i, terms, j), 0, 1)
            mass = row_products(rare, i, self._stems, j)
            words = [(self.words[a], self.words[b]) for a, b in zip(i, j, strict=True)]
            both = interaction(self._word_vectors, self._weights, i, j)
            columns = {
                "meaning": meaning,
                "meaning_squared": meaning**2,
                "runs": runs,
                "runs_root": np.sqrt(runs),
                "meaning_and_runs": meaning * runs,
                "shared": np.log1p(mass),
                "share": mass / np.maximum(rarity[i], rarity[j]),
                "numbers": np.log1p([len(a.numbers & b.numbers) for a, b in words]),
                "quoted": np.log1p([len(a.quoted & b.quoted) for a, b in words]),
                "both_quote": np.array([bool(a.quoted and b.quoted) for a, b in words]),
                "length": np.log(np.minimum(lengths[i], lengths[j])),
                "lead": (positions[i] < _LEAD) & (positions[j] < _LEAD),
                "rank": standing.rank[part],
                "margin": standing.margin[part],
                "crowd": found.crowd[i] + found.crowd[j],
                "neighbours": self._neighbours(i, j),
                "witness": standing.witness[part],
                "told": both.told,
                "close_least": both.close_least,
                "close_most": both.close_most,
                "mass": both.mass,
            }
            values[part] = np.stack([columns[name] for name in EVIDENCE], axis=1)
        return Evidence(first=found.first, second=found.second, values=values)

    def alike(self, i: Places, j: Places) -> Floats:
        """(n_pairs,) mean of the cosines of vectors and stems, of any pairs."""
        dense = np.einsum("nd,nd->n", self.vectors[i], self.vectors[j])
        sparse = row_products(self.weighted, i, self.weighted, j)
        likeness: Floats = 0.5 * dense + 0.5 * sparse
        return likeness

    def _neighbours(self, i: Places, j: Places) -> Floats:
        most = np.zeros(len(i))
        last = len(self.passages) - 1
        for a in (-1, 1):
            for b in (-1, 1):
                beside_i, beside_j = np.clip(i + a, 0, last), np.clip(j + b, 0, last)
                there = (self.article[beside_i] == self.article[i]) & (beside_i != i)
                there &= (self.article[beside_j] == self.article[j]) & (beside_j != j)
                likeness = self.alike(beside_i[there], beside_j[there])
                most[there] = np.maximum(most[there], likeness)
        return most


def _stems(words: Sequence[Words], languages: Sequence[str | None]) -> tuple[Any, Floats]:
    """(n_passages, n_stems) csr_matrix of ones, and (n_stems,) how rare each stem is."""
    rare = _rarity([sorted(one.stems) for one in words], languages)
    places = {stem: place for place, stem in enumerate(rare)}
    indices = [places[stem] for one in words for stem in sorted(one.stems)]
    edges = np.cumsum([0, *(len(one.stems) for one in words)])
    matrix = csr_matrix(
        (np.ones(len(indices)), indices, edges), shape=(len(words), max(1, len(places)))
    )
    return matrix, np.array(list(rare.values()) or [0.0])


def _weights(words: Sequence[Words], languages: Sequence[str | None]) -> list[Floats]:
    """Of each passage (n_words,) how rare its words are."""
    rare = _rarity([one.forms for one in words], languages)
    return [np.array([max(rare[form], _LEAST_RARE) for form in one.forms]) for one in words]


def _rarity(words: Sequence[Sequence[str]], languages: Sequence[str | None]) -> dict[str, float]:
    """Word → how rare it is among the passages of the event, and in its language at large: what all
    accounts of a fire say is "fire", and what few texts at all say is "ammonia"."""
    counts = Counter(word for own in words for word in set(own))
    rare: dict[str, float] = {}
    for own, language in zip(words, languages, strict=True):
        for word in own:
            if word not in rare:
                local = math.log((len(words) + 1) / (counts[word] + 0.5))
                usual = -math.log(max(commonness(word, language) or _UNKNOWN, 1e-3))
                rare[word] = 0.6 * local + 0.48 * usual
    return rare

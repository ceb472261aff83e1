"""Texts → weighted terms; the only module that imports scikit-learn's vectorizers.

Rare words, names and numbers carry most of what two accounts of one fact share; TF-IDF over the
articles (or passages) at hand gives them their weight.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer
from sklearn.preprocessing import normalize
from sklearn.utils import murmurhash3_32

from compare.commonness import commonness

_TOKEN = r"(?u)\b\w[\w'’.-]*\w\b|\b\w\b"


STOP_WORDS = sorted(
    ENGLISH_STOP_WORDS
    - {"amount", "bill", "call", "cry", "fire", "found", "interest", "mill", "system"}
)
"""Words that say nothing of an event; scikit-learn's list, without what news is made of."""


class Terms:
    """A fitted vocabulary and the texts' vectors."""

    def __init__(
        self, texts: Sequence[str], *, longest: int = 2, stop_words: list[str] | None = None
    ) -> None:
        """Fit on the texts; `longest` is the longest run of words that counts as a term."""
        vectorizer = TfidfVectorizer(
            ngram_range=(1, longest),
            token_pattern=_TOKEN,
            stop_words=stop_words,
            sublinear_tf=True,
            dtype=np.float32,
        )
        try:
            self.matrix: csr_matrix = vectorizer.fit_transform(texts).tocsr()
            # (n_texts, n_terms) float32, rows of unit norm (or zero)
            self.names: npt.NDArray[np.object_] = vectorizer.get_feature_names_out()
        except ValueError:  # nothing but stop words
            self.matrix = csr_matrix((len(texts), 1), dtype=np.float32)
            self.names = np.array([""], dtype=object)


_SPACE = 2**20
"""Places that terms are hashed to: far more than a window of articles has terms."""

_WORD = re.compile(_TOKEN)
_STOP = frozenset(STOP_WORDS)
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese writing sets no spaces between words."""
_RUN = 4
_PRIOR = 200
"""Articles: so many must be at hand before they count for as much as the language does."""


@dataclass(frozen=True, eq=False)
class Counts:
    """How often each hashed term stands in one text.

    Without a vocabulary, so that texts counted at different times can be put together.
    """

    places: npt.NDArray[np.int32]
    # (n_terms_of_the_text,) in [0, 2**20)
    numbers: npt.NDArray[np.float32]
    # (n_terms_of_the_text,) from 1
    usual: npt.NDArray[np.float32]
    # (n_terms_of_the_text,) in [0, 1]: chance that any article of the language has the term

    def packed(self) -> bytes:
        """As bytes, to be stored: eight a term, and four."""
        return b"".join(
            (
                np.array([len(self.places)], "<i4").tobytes(),
                self.places.astype("<i4").tobytes(),
                np.minimum(self.numbers, 65_535).astype("<u2").tobytes(),
                self.usual.astype("<f2").tobytes(),
            )
        )

    @classmethod
    def unpacked(cls, data: memoryview) -> tuple[Counts, memoryview]:
        """What was packed, and what follows it."""
        size = int(np.frombuffer(data[:4], "<i4")[0])
        ends = 4 + 4 * size, 4 + 6 * size, 4 + 8 * size
        counts = cls(
            np.frombuffer(data[4 : ends[0]], "<i4"),
            np.frombuffer(data[ends[0] : ends[1]], "<u2").astype(np.float32),
            np.frombuffer(data[ends[1] : ends[2]], "<f2").astype(np.float32),
        )
        return counts, data[ends[2] :]


def words_of(text: str) -> list[str]:
    """The text's words, lower case, stop words left out.

    Writing without spaces is cut into pairs of characters, as search engines do.
    """
    words = (text[start:end].lower() for start, end in word_spans(text))
    return [word for word in words if word not in _STOP]


def word_spans(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) in the text of each word, stop words too."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        if _UNSPACED.search(match.group()):
            last = max(start + 1, end - 1)
            yield from ((place, min(place + 2, end)) for place in range(start, last))
        else:
            yield start, end


def count_words(text: str, language: str | None = None) -> Counts:
    """Single words, as words_of gives them. language: BCP 47, for how common they are."""
    return _counts(Counter(words_of(text)), language)


def count_runs(text: str) -> Counts:
    """Runs of four words, each once."""
    words = re.findall(r"\w+", text.lower())
    runs = {" ".join(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1)}
    return _counts(dict.fromkeys(sorted(runs), 1), None, known=False)


def _counts(numbers: Mapping[str, int], language: str | None, *, known: bool = True) -> Counts:
    summed: dict[int, tuple[int, float]] = {}
    for term, number in numbers.items():
        place = murmurhash3_32(term, positive=True) % _SPACE
        usual = commonness(term, language) if known else 0.0
        held = summed.get(place, (0, 0.0))
        summed[place] = (held[0] + number, max(held[1], usual))
    return Counts(
        np.fromiter(summed, dtype=np.int32, count=len(summed)),
        np.array([number for number, _ in summed.values()], dtype=np.float32),
        # No more precise than it is stored, so that nothing depends on what was stored.
        np.array([usual for _, usual in summed.values()], dtype=np.float16).astype(np.float32),
    )


def stack(rows: Sequence[Counts]) -> csr_matrix:
    """(n_rows, 2**20) float32."""
    if not rows:
        return csr_matrix((0, _SPACE), dtype=np.float32)
    edges = np.cumsum([0, *(len(row.places) for row in rows)])
    return csr_matrix(
        (
            np.concatenate([row.numbers for row in rows]),
            np.concatenate([row.places for row in rows]),
            edges,
        ),
        shape=(len(rows), _SPACE),
    )


class Rarity:
    """How rare each term is: in the language at large, and among the articles at hand."""

    def __init__(self, rows: Sequence[Counts]) -> None:
        """IDF (Spärck Jones 1972) of the rows put together with a prior of as many articles as
        `_PRIOR`, in which each term stands as often as in the language; to the power of 1.5:
        where all texts are news, the rare names say more than their IDF."""
        documents = np.zeros(_SPACE, dtype=np.float64)
        usual = np.zeros(_SPACE, dtype=np.float64)
        for row in rows:
            documents[row.places] += 1
            np.maximum.at(usual, row.places, row.usual)
        expected = documents + _PRIOR * usual
        self.values: npt.NDArray[np.float32] = (
            (np.log((len(rows) + _PRIOR + 1) / (expected + 1)) + 1) ** 1.5
        ).astype(np.float32)
        # (n_terms,) from 1

    def of_words(self, words: Iterable[str]) -> dict[str, float]:
        """Word → rarity, of those that count as terms."""
        found: dict[str, float] = {}
        for word in sorted(set(words)):
            terms = words_of(word)
            if terms:
                places = [murmurhash3_32(term, positive=True) % _SPACE for term in terms]
                found[word] = float(self.values[places].max())
        return found


def weigh(counts: csr_matrix, rare: Rarity) -> csr_matrix:
    """(n_texts, n_terms) float32: (1 + log count) times rarity, rows of unit norm (or zero)."""
    weighted = counts.copy()
    weighted.data = (1 + np.log(weighted.data)) * rare.values[weighted.indices]
    return normalize(weighted, copy=False)


def shares(counts: csr_matrix, rare: Rarity) -> csr_matrix:
    """(n_texts, n_terms) float32: each term's share of its text's rarity; rows sum to 1 (or 0)."""
    weighted = counts.copy()
    weighted.data = rare.values[weighted.indices]
    return normalize(weighted, norm="l1", copy=False)


def present(counts: csr_matrix) -> csr_matrix:
    """(n_texts, n_terms) float32: 1 where the text has the term."""
    ones = counts.copy()
    ones.data = np.ones_like(ones.data)
    return ones


def row_products(
    first: csr_matrix,
    rows: npt.NDArray[np.int64],
    second: csr_matrix,
    others: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    """(n_pairs,) the dot product of `first[rows[n]]` and `second[others[n]]` for each n.

    A row of the first is spread out once for all its pairs, where scipy's product of matrices would
    walk through it again for each: some twenty times faster for `rows` with few different values.
    """
    products = np.zeros(len(rows))
    spread = np.zeros(first.shape[1])
    order = np.argsort(rows, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(rows[order])) + 1):
        if len(group):
            row = first[rows[group[0]]]
            spread[row.indices] = row.data
            products[group] = second[others[group]] @ spread
            spread[row.indices] = 0
    return products

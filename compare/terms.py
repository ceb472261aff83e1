"""Texts → weighted terms; the only module that imports scikit-learn's vectorizers.

Rare words, names and numbers carry most of what two accounts of one fact share; TF-IDF over the
articles (or passages) at hand gives them their weight.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

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

    def shared(self, first: int, second: int, most: int = 3) -> list[str]:
        """The terms that weigh most in the similarity of two of the texts."""
        product = self.matrix[first].multiply(self.matrix[second]).tocoo()
        order = np.argsort(-product.data, kind="stable")[:most]
        return [str(self.names[product.col[place]]) for place in order]

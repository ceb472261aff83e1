"""How common a word is in its language; the only module that imports wordfreq.

wordfreq (Speer 2022) knows some 40 languages, offline. A handful of articles cannot tell which of
their words are rare; the language at large can.
"""

from __future__ import annotations

import math
from functools import lru_cache

from wordfreq import available_languages, zipf_frequency

_LENGTH = 700
"""Words of a usual article."""
_DEFAULT = "en"
_UNSPLIT = {"ja", "ko", "zh"}
"""Languages whose words wordfreq finds only with a dictionary that is not installed."""


@lru_cache(maxsize=500_000)
def commonness(word: str, language: str | None) -> float:
    """[0, 1]: the chance that a usual article of that language has the word; 0 where unknown.

    language: BCP 47; None, or one that is not known, is taken for English.
    """
    tongue = (language or _DEFAULT).split("-")[0].lower()
    if tongue in _UNSPLIT:
        return 0.0
    zipf = zipf_frequency(word, tongue if tongue in _known() else _DEFAULT)
    # Zipf values are base-10 logarithms of occurrences in a thousand million words.
    return 1 - math.exp(-_LENGTH * 10 ** (zipf - 9)) if zipf else 0.0


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    # wordfreq looks through its folder at every call.
    return frozenset(available_languages())

"""What a passage says, as far as it can be counted: stems, numbers, quoted words (pure).

The only module that imports snowballstemmer (Porter 2001, in some 25 languages).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from compare.commonness import commonness
from compare.terms import word_spans, words_of

_WORD = re.compile(r"\w[\w'’.-]*\w|\w")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_QUOTED = re.compile(r"“([^”]+)”?|\"([^\"]+)\"?")
_POSSESSIVE = re.compile(r"['’]s$")
_SPELLED = frozenset(
    """
    two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds
    thousand thousands million billion
    """.split()
)
_RUN = 3
_MOST = 100
_EVERYWHERE = 0.9
"""Of the texts of a language: words that more of them have ("the", "with") tell nothing."""
_TONGUES = {
    code: name
    for code, name in (
        item.split("=")
        for item in (
            "ar=arabic ca=catalan da=danish de=german el=greek en=english es=spanish et=estonian "
            "eu=basque fi=finnish fr=french ga=irish hi=hindi hu=hungarian hy=armenian "
            "id=indonesian it=italian lt=lithuanian ne=nepali nl=dutch no=norwegian nb=norwegian "
            "pl=polish pt=portuguese ro=romanian ru=russian sr=serbian sv=swedish ta=tamil "
            "tr=turkish yi=yiddish"
        ).split()
    )
    if name in snowballstemmer.algorithms()
}


@dataclass(frozen=True, kw_only=True)
class Words:
    """Of one passage."""

    stems: frozenset[str]
    # without stop words
    spans: tuple[tuple[int, int], ...]
    # (start, end) in the text of each word that not nearly every text has, at most the first 100
    forms: tuple[str, ...]
    # what stands there, in lower case
    numbers: frozenset[str]
    # as written
    quoted: frozenset[tuple[str, ...]]
    # runs of three words that stand inside quotation marks
    length: int
    # in words


@lru_cache(maxsize=50_000)
def words_in(text: str, language: str | None = None) -> Words:
    """language: BCP 47; None, or one that has no stemmer, is taken for English."""
    words = [found.group().lower() for found in _WORD.finditer(text)]
    runs: set[tuple[str, ...]] = set()
    for quotation in _QUOTED.finditer(text):
        said = [found.group().lower() for found in _WORD.finditer(quotation[1] or quotation[2])]
        runs.update(tuple(said[at : at + _RUN]) for at in range(len(said) - _RUN + 1))
    told = [
        (span, form)
        for span in word_spans(text)
        for form in [_POSSESSIVE.sub("", text[slice(*span)].lower())]
        if commonness(form, language) <= _EVERYWHERE
    ][:_MOST]
    return Words(
        stems=frozenset(stem(word, language) for word in words_of(text)),
        spans=tuple(span for span, _ in told),
        forms=tuple(form for _, form in told),
        numbers=frozenset(_NUMBER.findall(text)) | (_SPELLED & set(words)),
        quoted=frozenset(runs),
        length=max(1, len(words)),
    )


@lru_cache(maxsize=200_000)
def stem(word: str, language: str | None = None) -> str:
    """A lower-case word without its endings."""
    tongue = _TONGUES.get((language or "en").split("-")[0].lower(), "english")
    stemmed: str = _stemmer(tongue).stemWord(_POSSESSIVE.sub("", word))
    return stemmed


@lru_cache
def _stemmer(tongue: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(tongue)

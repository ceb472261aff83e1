"""English words → stems, so that words of one root, or of one group, are equal (pure).

The groups stand in samewords.toml: nouns that outlets give one thing, and words that say the same
of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from compare.matching import words

_PLURALS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", ""))
_IRREGULAR = frozenset(
    """
    people men women children police policemen servicemen congressmen lawmen gunmen personnel
    staff cattle others lives feet teeth mice media data bacteria aircraft spacecraft fish sheep
    crew suvs gis vips ngos dead injured wounded
    """.split()
)
"""Plurals without an s, and without it too short."""


def noun_stem(word: str) -> str:
    """The name of the group of nouns that it belongs to, else its singular."""
    groups = _groups("nouns")
    bare = _bare(word)
    return groups.get(bare) or groups.get(singular(bare), singular(bare))


def root(word: str) -> str:
    """The word without endings, or the name of its group of words."""
    return _root(_bare(word))


def act(word: str) -> str | None:
    """What the word says befell people ("dead", "hurt" …), if anything."""
    bare = _bare(word)
    return _groups("acts").get(bare) or _groups("acts").get(words.stem(bare, "en"))


def is_plural(word: str) -> bool:
    """Whether a word in lower case looks like a plural noun; "plant's" does not."""
    if word.endswith(("'s", "’s")):
        return False
    return word in _IRREGULAR or (len(word) > 3 and word.islower() and singular(word) != word)


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """The noun in lower case, without its plural ending; irregular plurals stay."""
    lower = _bare(word)
    for ending, instead in _PLURALS:
        # "losses" is long enough, "gas" is not.
        least = min(len(ending) + 2, 5)
        if lower.endswith(ending) and len(lower) > least and not lower.endswith(("ss", "us", "is")):
            return lower[: -len(ending)] + instead
    return lower


@lru_cache(maxsize=50_000)
def _root(bare: str) -> str:
    stem = words.stem(bare, "en")
    groups = _groups("around")
    return groups.get(bare) or groups.get(stem, stem)


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s").strip("'-")


@cache
def _groups(name: str) -> Mapping[str, str]:
    """Word and stem → the group it belongs to."""
    source = files("compare.differences") / "samewords.toml"
    groups = tomllib.loads(source.read_text(encoding="utf-8"))[name]
    found: dict[str, str] = {}
    for group, members in groups.items():
        for word in members:
            found.setdefault(word, group)
            if name != "nouns":
                # Of nouns the stem says too little: "police" and "policy" have one.
                found.setdefault(words.stem(word, "en"), group)
    return found

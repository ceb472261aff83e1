"""The lexicon of loaded and neutral labels, labels.toml, and where its words stand in a text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

Part = Literal["noun", "verb"]


@dataclass(frozen=True, kw_only=True)
class Label:
    """A word of the lexicon where it stands in a passage."""

    group: str
    loaded: bool
    part: Part
    # of speech: noun, where what is labelled is a person or a thing; verb, where it is an act
    stem: str
    # as the lexicon has it, in lower case
    start: int
    end: int
    # offsets in the passage's text


@dataclass(frozen=True, kw_only=True)
class _Entry:
    group: str
    loaded: bool
    part: Part


@lru_cache(maxsize=16384)
def labels(text: str) -> tuple[Label, ...]:
    """The lexicon's labels in a text, longest first where they overlap."""
    found: list[Label] = []
    for match in _pattern().finditer(text):
        word = " ".join(match.group().lower().split())
        for stem in (word, word.removesuffix("s")):
            for entry in _entries().get(stem, ()):
                found.append(
                    Label(
                        group=entry.group,
                        loaded=entry.loaded,
                        part=entry.part,
                        stem=stem,
                        start=match.start(),
                        end=match.end(),
                    )
                )
            if stem in _entries():
                break
    return tuple(found)


@cache
def _entries() -> dict[str, tuple[_Entry, ...]]:
    """label → the groups it stands in, and what it is there."""
    document = tomllib.loads(
        files("compare.differences").joinpath("labels.toml").read_text(encoding="utf-8")
    )
    entries: dict[str, tuple[_Entry, ...]] = {}
    for group, lists in document.items():
        for loaded in (False, True):
            for word in lists["loaded" if loaded else "neutral"]:
                key = word.lower()
                entry = _Entry(group=group, loaded=loaded, part=lists["part"])
                entries[key] = (*entries.get(key, ()), entry)
    return entries


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_entries(), key=len, reverse=True)
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<![\w-])(?:{alternatives})s?(?![\w-])", re.IGNORECASE)

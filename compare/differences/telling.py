"""A passage where it stands, and two of different outlets to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from compare.passages import Passage
from compare.quotations.extraction import is_english


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A passage with what its article says around it."""

    passage: Passage
    text: str
    # of the article's revision: text[passage.start:passage.end] is the passage
    published: datetime
    # UTC; when first seen, where the page gives no date
    language: str | None


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """Two passages of different outlets that may report the same piece of information."""

    first: Telling
    second: Telling
    chance: float
    # [0, 1]: that they do
    matched: bool
    # whether they stand in one cluster

    @property
    def english(self) -> bool:
        """Whether both are to be read as English; a text that declares no language is."""
        return is_english(self.first.language) and is_english(self.second.language)

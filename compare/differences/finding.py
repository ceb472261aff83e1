"""What a kind of difference finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from compare.differences.telling import Pairing
from compare.passages import Passage


@dataclass(frozen=True, kw_only=True)
class Span:
    """A verbatim piece of a passage that differs from its counterpart."""

    passage: Passage
    start: int
    end: int
    # offsets in the article's text, inside the passage
    normal: str
    # the form that was compared, e.g. "[10, 10] car"

    @property
    def text(self) -> str:
        """The piece itself, verbatim."""
        offset = self.passage.start
        return self.passage.text[self.start - offset : self.end - offset]


def span(passage: Passage, start: int, end: int, normal: str) -> Span:
    """A piece of the passage's text as a span of its article."""
    return Span(
        passage=passage, start=passage.start + start, end=passage.start + end, normal=normal
    )


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One difference between passages of different outlets."""

    kind: str
    spans: tuple[Span, ...]
    # at least two, of at least two outlets
    confidence: float
    # [0, 1]: the larger, the surer; comparable within a kind

    @property
    def reason(self) -> str:
        """One line built from the spans alone."""
        return " / ".join(f"{span.passage.outlet}: «{span.text}»" for span in self.spans)


class Kind(Protocol):
    """One kind of difference."""

    @property
    def kind(self) -> str:
        """Its name, as stored, shown and exported."""

    def find(self, pair: Pairing) -> Iterable[Finding]:
        """The differences of this kind between the two, in whichever order they are given.

        What a finding needs is decided here for pairs that match and for those that may: a kind
        that cannot tell on its own that both speak of one thing leaves the latter alone.
        """

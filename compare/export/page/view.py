"""What a page shows of an event, ready to be drawn (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from compare.export.page.members import Teller
from compare.export.page.quoted import Family, Naming
from compare.shown.marks import Piece


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One passage in a cell of the matrix."""

    pieces: tuple[Piece, ...]
    # its words, cut where marks begin and end; none where they are left out
    carried: str | None
    # the outlet whose words these are, in the same row: they are not told twice
    source: str | None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cluster in one account."""

    outlet: str
    passages: tuple[Passage, ...]
    lacking: str
    # what may be said where there is no passage


@dataclass(frozen=True, kw_only=True)
class Line:
    """One cluster: a row of the matrix."""

    number: int
    # place in the story, from 1
    kinds: tuple[str, ...]
    # of its differences
    outlets: int
    first: str
    # who reported it first; empty where no page gives a date
    cells: tuple[Cell, ...]
    # an account each


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of a difference: a passage with what differs marked."""

    outlet: str
    passage: Passage


@dataclass(frozen=True, kw_only=True)
class Parting:
    """One difference."""

    kind: str
    confidence: float
    reason: str | None
    number: int | None
    # the row that it stands in; None between whole accounts
    sides: tuple[Side, ...]


@dataclass(frozen=True, kw_only=True)
class Head:
    """An event in the list of events."""

    event_id: str
    title: str
    outlet: str
    # whose headline the title is
    span: str
    # from its first article to its last
    outlets: int
    independent: int
    articles: int
    counts: tuple[tuple[str, int], ...]
    # kind of difference → how many, in the order in which they are always shown


@dataclass(frozen=True, kw_only=True)
class Story:
    """An event, whole."""

    head: Head
    tellers: tuple[Teller, ...]
    # by the time of their first article
    lines: tuple[Line, ...]
    # in the order of the story
    partings: tuple[Parting, ...]
    shared: tuple[Family, ...]
    # quotations of several outlets
    alone: tuple[Family, ...]
    # those of one
    names: tuple[Naming, ...]
    unheard: tuple[tuple[str, str], ...]
    # outlet and why it could not be fully heard at the time
    texts: bool
    # whether passages are given in words

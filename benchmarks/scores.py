"""How good a grouping or a set of pairs is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass

from compare.labelling.grouping import shares


@dataclass(frozen=True, kw_only=True)
class Score:
    """Precision, recall and their harmonic mean, each in [0, 1]."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


def bcubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Score:
    """BCubed (Bagga & Baldwin 1998): per item, how pure and how whole its group is."""
    each = shares(gold, found)
    return Score(
        precision=sum(one.pure for one in each) / len(each),
        recall=sum(one.whole for one in each) / len(each),
    )


def pooled(counts: Sequence[tuple[int, int, int]]) -> Score:
    """Of (right, found, gold) per event, pooled over the events."""
    right, found, gold = (sum(column) for column in zip(*counts, strict=True))
    return Score(precision=right / found if found else 0.0, recall=right / gold if gold else 0.0)


def overlap(found: Set[Hashable], gold: Set[Hashable]) -> tuple[int, int, int]:
    """(right, found, gold) for one event."""
    return len(found & gold), len(found), len(gold)

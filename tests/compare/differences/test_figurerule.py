"""How sure it is that two figures answer each other and differ."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from compare.differences.figurerule import FigureEvidence, evidence_of, probability
from compare.differences.quantities import quantities

PLAIN = FigureEvidence(
    likeness=0.6, doubts=0.0, matched=1.0, apart=0.2, figures=math.log1p(2), same_noun=1.0
)


def evidence(one: str, other: str, **known: object) -> FigureEvidence:
    [first], [second] = quantities(one), quantities(other)
    given = {"likeness": 0.6, "doubts": 1.0, "matched": True, "figures": 2, "same_noun": True}
    return evidence_of(first, second, **(given | known))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        ("Ten cars came.", "Twenty cars came.", 2.0),
        ("Twenty cars came.", "Ten cars came.", 2.0),
        ("At least four cars came.", "Nine cars came.", 1.5),  # at least four: up to six
        ("No cars came, only 10 vans.", "1 van came.", 10.0),
    ],
)
def test_how_far_apart_is_as_near_as_the_bounds_come(one: str, other: str, times: float) -> None:
    assert evidence(one, other).apart == pytest.approx(math.log(times), abs=0.001)


def test_what_gives_no_number_is_never_near() -> None:
    assert evidence("Hundreds of people came.", "More than 1,000 people came.").apart >= 0.7


def test_how_far_apart_ends_somewhere() -> None:
    assert evidence("Two people came.", "9,000,000 people came.").apart == 4.0
    assert evidence("It fell 0%.", "It fell 7%.", same_noun=False).apart == 4.0


@pytest.mark.parametrize(
    ("name", "value", "surer"),
    [
        ("likeness", 0.9, True),
        ("doubts", -1.2, False),
        ("matched", 0.0, False),
        ("apart", 2.0, False),
        ("figures", 3.0, False),
        ("same_noun", 0.0, False),
    ],
)
def test_each_evidence_counts(name: str, value: float, surer: bool) -> None:
    changed = probability(replace(PLAIN, **{name: value}))
    assert 0 < changed < 1
    assert (changed > probability(PLAIN)) is surer

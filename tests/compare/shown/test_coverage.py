"""What was captured in part may have what it does not show."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from compare.shown.coverage import State, state, whole, why_unknown
from crawler.article import COMPLETE


@dataclass(frozen=True, kw_only=True)
class _Captured:
    completeness: float = 1.0
    access: str = "free"


@pytest.mark.parametrize(
    ("passages", "complete", "found"),
    [
        (2, True, State.TOLD),
        (2, False, State.TOLD),
        (0, True, State.LACKING),
        (0, False, State.UNKNOWN),
    ],
)
def test_never_lacking_for_what_is_unknown(passages: int, complete: bool, found: State) -> None:
    assert state(passages, complete=complete) is found


def test_one_part_makes_the_whole_unknown() -> None:
    least = _Captured(completeness=COMPLETE)
    assert whole([_Captured(), least])
    assert not whole([_Captured(), _Captured(completeness=COMPLETE - 0.01)])


def test_why_it_is_unknown() -> None:
    assert why_unknown([_Captured(completeness=0.4), _Captured(access="locked")]) == "incomplete"
    assert why_unknown([_Captured(completeness=0.4, access="locked")]) == "locked"

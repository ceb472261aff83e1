"""Moments → places on a line, with long silences cut out and said to be so (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from compare.shown.wording import day

Span = tuple[datetime, datetime]

_MOST_BREAKS = 6
_BREAK = 8.0
_LEAST = 4.0
"""Hundredths of the line that a break takes, and that a stretch takes at the least."""
_SILENCE = timedelta(hours=6)
"""Shorter gaps are never cut out."""
_OUTWEIGHS = 3
"""A gap is cut out when it is so many times as long as all that is left."""
_TICK = 17.0
_APART = 12.0
"""Hundredths of the line that a label is given, and that two labels are apart at the least."""
_HOUR = timedelta(hours=1)
_STEPS = (
    *(timedelta(minutes=n) for n in (1, 5, 15, 30)),
    *(n * _HOUR for n in (1, 2, 3, 6, 12)),
    *(timedelta(days=n) for n in (1, 2, 7, 14, 30, 91, 365, 3650, 36500)),
)
_ANCHOR = datetime(2000, 1, 3, tzinfo=UTC)
"""A Monday at midnight: ticks stand at whole steps from it."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A part of the line on which time runs evenly."""

    first: datetime
    last: datetime
    # UTC
    left: float
    right: float
    # hundredths of the line

    def at(self, moment: datetime) -> float:
        """Where a moment stands, in hundredths of the line; the nearest end for one outside."""
        if self.last <= self.first:
            return (self.left + self.right) / 2
        share = (moment - self.first) / (self.last - self.first)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A label below the line."""

    at: float
    # hundredths of the line
    time: str
    # "14:00"; empty where only days are told
    day: str
    # "4 Oct 2025", "5 Oct"; empty where it is that of the tick before


@dataclass(frozen=True, kw_only=True)
class Break:
    """A silence that was cut out."""

    at: float
    # hundredths of the line
    length: timedelta


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The whole line, from 0 to 100."""

    stretches: tuple[Stretch, ...]
    # at least one, in the order of time

    def at(self, moment: datetime) -> float:
        """Where a moment stands, in hundredths of the line."""
        return next((s for s in self.stretches if moment <= s.last), self.stretches[-1]).at(moment)

    @property
    def breaks(self) -> tuple[Break, ...]:
        """What was cut out, in the order of time."""
        pairs = pairwise(self.stretches)
        return tuple(
            Break(at=(one.right + other.left) / 2, length=other.first - one.last)
            for one, other in pairs
        )

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Labels that do not crowd each other; the day is named where it changes, the year too."""
        ticks: list[Tick] = []
        before: datetime | None = None
        for at, moment, whole_days in _spread(self.stretches):
            named = ""
            if before is None or before.date() != moment.date():
                same_year = before is not None and before.year == moment.year
                named = f"{moment.day} {moment:%b}" if same_year else day(moment)
            ticks.append(Tick(at=at, time="" if whole_days else f"{moment:%H:%M}", day=named))
            before = moment
        return tuple(ticks)


def make_scale(spans: Iterable[Span]) -> Scale:
    """The line for these moments; a span that is longer than nothing is never cut.

    Raises ValueError without any.
    """
    joined = _joined(spans)
    kept = _parted(joined)
    total = sum((last - first for first, last in kept), timedelta())
    room = 100 - _BREAK * (len(kept) - 1) - _LEAST * len(kept)
    stretches: list[Stretch] = []
    left = 0.0
    for first, last in kept:
        part = (last - first) / total if total else 1 / len(kept)
        right = left + _LEAST + room * part
        stretches.append(Stretch(first=first, last=last, left=left, right=right))
        left = right + _BREAK
    return Scale(stretches=tuple(stretches))


def in_words(length: timedelta) -> str:
    """A silence in short: 9 h, 3 d, 60 y."""
    if length < timedelta(days=2):
        return f"{length // _HOUR} h"
    return f"{length.days} d" if length.days < 2 * 365 else f"{length.days // 365} y"


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap made one, in order."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    if not found:
        raise ValueError("a time line needs a moment")
    return found


def _parted(joined: Sequence[Span]) -> list[Span]:
    """The stretches between the silences that are cut out."""
    gaps = {n: joined[n][0] - joined[n - 1][1] for n in range(1, len(joined))}
    longest = sorted(gaps, key=lambda n: gaps[n], reverse=True)[:_MOST_BREAKS]
    left, cut = joined[-1][1] - joined[0][0], 0
    for number, place in enumerate(longest, start=1):
        left -= gaps[place]
        # What all the gaps so far leave over decides: two long ones hide each other.
        if left and gaps[place] >= _SILENCE and gaps[place] > _OUTWEIGHS * left:
            cut = number
    starts = [0, *sorted(longest[:cut]), len(joined)]
    pairs = pairwise(starts)
    return [(joined[start][0], joined[end - 1][1]) for start, end in pairs]


def _spread(stretches: Sequence[Stretch]) -> list[tuple[float, datetime, bool]]:
    """Place, moment, and whether it stands for a day; a stretch keeps at least one."""
    kept: list[tuple[float, datetime, bool]] = []
    sole = True
    for stretch in stretches:
        moments, whole_days = _moments(stretch)
        for number, moment in enumerate(moments):
            at = stretch.at(moment)
            if kept and at - kept[-1][0] < _APART:
                # The first label after a silence tells more than the last before it.
                if number or sole:
                    continue
                kept.pop()
            kept.append((at, moment, whole_days))
            sole = number == 0
    return kept


def _moments(stretch: Stretch) -> tuple[list[datetime], bool]:
    """Where ticks stand, and whether all of them are midnights that stand for a day."""
    most = max(1, int((stretch.right - stretch.left) / _TICK))
    length = stretch.last - stretch.first
    step = next((step for step in _STEPS if length <= most * step), _STEPS[-1])
    found: list[datetime] = []
    try:
        moment = _ANCHOR + -((_ANCHOR - stretch.first) // step) * step
        while moment <= stretch.last and len(found) <= most:
            if moment >= stretch.first:
                found.append(moment)
            moment += step
    except OverflowError:
        pass  # past the last year that a calendar has
    if not found:
        return [stretch.first], stretch.first.time() == time()
    return found, step >= timedelta(days=1)

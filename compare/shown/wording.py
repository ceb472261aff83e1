"""Numbers, times and lists as a reader sees them (pure)."""

from __future__ import annotations

from datetime import datetime, time

DASH = "\N{EN DASH}"
"""Between the ends of a range, and where there is no value."""
_MARKS = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚`´", "'"))


def number(count: int, noun: str, plural: str | None = None) -> str:
    """1 outlet, 2 outlets, 1,200 outlets."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def day(moment: datetime) -> str:
    """4 Oct 2025"""
    return f"{moment.day} {moment:%b %Y}"


def when(moment: datetime) -> str:
    """4 Oct 2025, 14:10 UTC; a page that gives only a day is stored as its midnight."""
    return day(moment) if moment.time() == time() else f"{day(moment)}, {moment:%H:%M} UTC"


def exactly(moment: datetime) -> str:
    """4 Oct 2025, 00:00 UTC; a moment that was noted here, and is never a day without a time."""
    return f"{day(moment)}, {moment:%H:%M} UTC"


def short_when(moment: datetime) -> str:
    """4 Oct 14:10"""
    shown = f"{moment.day} {moment:%b}"
    return f"{shown} {moment.year}" if moment.time() == time() else f"{shown} {moment:%H:%M}"


def stamp(moment: datetime, *, dated: bool) -> str:
    """4 Oct 14:10; a page that gives no date is told apart: its time is when it was first seen."""
    return short_when(moment) if dated else f"no date on the page; first seen {short_when(moment)}"


def span(first: datetime, last: datetime) -> str:
    """From one day to another, naming month and year once where they are the same."""
    if first.date() == last.date():
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%b} {DASH} {day(last)}"
    return f"{day(first)} {DASH} {day(last)}"


def share(value: float) -> str:
    """A share as a percentage."""
    return f"{value:.0%}"


def plain_words(told: str) -> tuple[str, ...]:
    """What two passages must share to be called the same words; how marks are drawn may differ."""
    return tuple(told.translate(_MARKS).split())

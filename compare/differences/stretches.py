"""Calendar arithmetic on stretches of days: weekdays, months, "last week", "two days ago" (pure).

A stretch is a pair of numbers, days since 1 January of year 1, the first inside and the last not.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

Stretch = tuple[float, float]
Readings = tuple[Stretch, ...]
"""What a text may mean; never empty."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FULL = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MONTHS = {
    **{name: place for place, name in enumerate(_FULL, start=1)},
    **{name[:3]: place for place, name in enumerate(_FULL, start=1)},
    "Sept": 9,
}
"""Names and abbreviations, the longer first."""
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_LENGTHS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25, "decade": 3652.5}
_PARTS = {
    "early": (0.0, 0.4), "morning": (0.15, 0.5), "afternoon": (0.5, 0.8),
    "evening": (0.65, 1.0), "night": (0.7, 1.3), "late": (0.6, 1.15),
}  # fmt: skip
_WEST = 10
"""Until this hour UTC it is still yesterday in parts of the Americas."""
_MINUTES = 24 * 60
_LAST = date.max.toordinal() - 2


def meet(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches have a time in common."""
    return one[0] < other[1] and other[0] < one[1]


def as_date(days: float) -> date:
    """The day that a number of days falls on, within the calendar's bounds."""
    return date.fromordinal(min(max(int(days // 1), 1), _LAST))


def day(one: date) -> Stretch:
    """The whole day."""
    return float(one.toordinal()), one.toordinal() + 1.0


def part(one: date, name: str) -> Stretch:
    """ "morning", "early" … of a day; its night reaches into the next."""
    first, last = _PARTS[name]
    return one.toordinal() + first, one.toordinal() + last


def month(year: int, number: int) -> Stretch:
    """A month of a year."""
    following = date(year + number // 12, number % 12 + 1, 1)
    return float(date(year, number, 1).toordinal()), float(following.toordinal())


def years(first: int, last: int) -> Stretch:
    """From the beginning of the one to the end of the other."""
    return float(date(first, 1, 1).toordinal()), float(date(last + 1, 1, 1).toordinal())


def clock(written: str, hedge: str = "") -> Readings:
    """ "9:30 p.m." as a stretch of the day, in days since midnight.

    Round times are told of what happened a quarter of an hour from them; a hedge ("about",
    "shortly before") widens that. What is near midnight may be read at either end of the day.
    """
    lower = written.lower()
    if lower in ("noon", "midnight"):
        minutes = 720 if lower == "noon" else 0
    else:
        digits = "".join(each if each.isdigit() else " " for each in lower).split()
        minutes = int(digits[0]) % 12 * 60 + (720 if "p" in lower else 0)
        minutes += int(digits[1]) if len(digits) > 1 else 0
    slack = 30 if hedge in ("about", "around") else 15 if minutes % 30 == 0 else 3
    first, last = minutes - slack, minutes + slack
    if hedge.endswith("before"):
        first, last = minutes - 45, minutes
    elif hedge.endswith("after"):
        first, last = minutes, minutes + 45
    near_midnight = first < 0 or last > _MINUTES
    shift = 0 if not near_midnight else 1 if first < 0 else -1
    shifts = (0, shift) if shift else (0,)
    return tuple(((first / _MINUTES + each), (last / _MINUTES + each)) for each in shifts)


def day_of(year: int, name: str, number: int) -> date | None:
    """A date, None where there is none such."""
    try:
        return date(year, MONTHS[name.rstrip(".")], number)
    except ValueError:
        return None


def days_of(name: str, number: int, year: int | None, today: datetime) -> list[date]:
    """The dates meant by "June 2": of the year given, else the nearest."""
    if year is not None:
        one = day_of(year, name, number)
        return [one] if one else []
    near = [day_of(today.year + offset, name, number) for offset in (-1, 0, 1)]
    found = [one for one in near if one]
    found.sort(key=lambda one: abs((one - today.date()).days))
    return found[:1]


def weekdays_near(number: int, today: datetime, *, edge: str, future: bool) -> list[date]:
    """The days of that name around a day: the last one first, unless the next is meant."""
    base = today.date()
    back = base - timedelta(days=(base.weekday() - number) % 7)
    ahead = base + timedelta(days=(number - base.weekday()) % 7)
    week = timedelta(days=7)
    if edge == "last":
        return [back, back - week]
    if edge == "next":
        return [ahead, ahead + week]
    return list(dict.fromkeys([ahead, back] if future else [back, ahead]))


def months_near(number: int, today: datetime, *, future: bool) -> Readings:
    """The months of that name around a day."""
    this = today.year * 12 + today.month - 1
    back = this - (today.month - number) % 12
    ahead = this + (number - today.month) % 12
    both = [ahead, back] if future else [back, ahead]
    return tuple(month(each // 12, each % 12 + 1) for each in dict.fromkeys(both))


def near(name: str, today: datetime) -> tuple[str, Readings]:
    """ "today", "last night" …, also as said where the day begins later than in UTC."""
    bases = [today.date()]
    if today.hour < _WEST:
        bases.append(today.date() - timedelta(days=1))
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(name, 0)
    days = [base + timedelta(days=shift) for base in bases]
    if name == "overnight":
        return "part", tuple((one.toordinal() - 0.3, one.toordinal() + 1.4) for one in days)
    piece = "night" if name == "tonight" else name.rsplit(" ", 1)[-1]
    if piece in _PARTS:
        return "part", tuple(part(one, piece) for one in days)
    return "day", tuple(day(one) for one in days)


def span(which: str, unit: str, today: datetime) -> Readings:
    """ "last week", "this month", "earlier this year" …"""
    now = float(today.date().toordinal())
    if unit in ("week", "weekend"):
        monday = now - today.weekday()
        first, last = {
            "last": (monday - 8, max(monday, now - 1)), "next": (now + 1, monday + 15),
        }.get(which, (monday - 1, monday + 7))  # fmt: skip
        return ((first, last),)
    if unit == "month":
        this = today.year * 12 + today.month - 1 + {"last": -1, "next": 1}.get(which, 0)
        first, last = month(this // 12, this % 12 + 1)
    else:
        year = today.year + {"last": -1, "next": 1}.get(which, 0)
        first, last = years(year, year)
    if which == "earlier":
        last = min(last, now + 1)
    elif which == "later":
        first = max(first, now)
    return ((first, last),)


def number(written: str) -> int:
    """ "two", "a", "12"."""
    return NUMBERS.get(written) or int(written)


def ago(many: int, unit: str, today: datetime) -> Stretch:
    """ "two weeks ago": half a unit to either side, as people count."""
    length = _LENGTHS[unit]
    middle = today.date().toordinal() + 0.5 - many * length
    slack = max(0.6, length * 0.6) if unit != "day" else 1.0
    return max(1.0, middle - slack), max(2.0, middle + slack)


def ahead(least: int, most: int, unit: str, today: datetime) -> Stretch:
    """ "in four to five days"."""
    now = today.date().toordinal()
    return now + least * _LENGTHS[unit], now + (most + 1) * _LENGTHS[unit]

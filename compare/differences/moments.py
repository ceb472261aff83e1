"""English text → the days and times it names, as stretches of time (pure).

"Tuesday" of an article published on Wednesday 3 June is 2 June; "June 2" is the same day. What a
text leaves open stays open: "Tuesday" may be the last or the next, so a moment has several
readings, and two moments agree when any of their readings meet. dateparser and dateutil give a
point where we need a stretch ("June 2017" becomes some day of June), and take "Wednesday" said on
a Wednesday for the week before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from compare.differences import stretches as cal
from compare.differences.stretches import Readings

GRAINS = ("time", "part", "day", "week", "month", "year", "decade")
"""From the finest to the coarsest."""

_DAYS = "|".join(cal.WEEKDAYS)
_MONTHS = r"(?:" + "|".join(f"{name}" for name in cal.MONTHS) + r")\b\.?"
_PART = r"(?:morning|afternoon|evening|night)"
_NUMBER = "|".join((*cal.NUMBERS, r"\d{1,3}"))
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_PATTERNS = {
    "clock": r"(?:\b(?P<hedge>[Aa]bout|[Aa]round|(?:[Jj]ust|[Ss]hortly|[Ss]oon)\s(?:before|after)"
    r"|before|after)\s)?(?P<clock>(?<![\d:$])(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?(?:a\.?m\b\.?|p\.?m\b\.?)"
    r"|\b(?:noon|midnight)\b)",
    "date": rf"\b(?:(?P<mdm>{_MONTHS})\s(?P<mdd>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])"
    rf"(?:,?\s(?P<mdy>{_YEAR})\b)?"
    rf"|(?P<dmd>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<dmm>{_MONTHS})(?:,?\s(?P<dmy>{_YEAR})\b)?)",
    "month": rf"\b(?P<month>{_MONTHS})\s(?:of\s)?(?P<month_year>{_YEAR})\b",
    "weekday": rf"\b(?:(?P<edge>early|late|last|next|this)\s(?:on\s)?)?(?P<weekday>{_DAYS})\b"
    rf"(?:\s(?P<part>{_PART})\b)?",
    "near": rf"\b(?P<near>today|yesterday|tomorrow|tonight|overnight|last\snight|this\s{_PART})\b",
    "span": r"\b(?:(?P<when>earlier\sthis|later\sthis|last|this|next)\s"
    r"(?P<span>week|weekend|month|year))\b",
    "ago": rf"\b(?P<many>{_NUMBER})\s(?P<unit>day|week|month|year|decade)s?\s(?P<ago>ago)\b",
    "delay": rf"\bin\s(?P<least>{_NUMBER})(?:\s(?:to|or)\s(?P<most>{_NUMBER}))?\s"
    r"(?P<delay>day|week|month)s?\b|\b(?P<now>immediately)\b",
    "year": rf"(?<![\w.,$£€/–-])(?P<year>{_YEAR})\b(?![-–,]\d|%|\s(?:people|[a-z]+ers)\b)",
    "bare_month": rf"\b(?P<bare>{_MONTHS})(?!\s\d)",
    "decade": r"\bthe\s(?:early\s|late\s|mid-)?(?P<decade>(?:1[89]|20)\d0)s\b",
}
_PATTERN = re.compile("|".join(f"(?P<p_{name}>{each})" for name, each in _PATTERNS.items()))
_INTRODUCED = re.compile(
    r"\b(?:in|of|by|to|and|from|since|until|till|before|after|through|during|between|early|late"
    r"|mid|back|last|this|next|for|around|circa|than)[\s-]$",
    re.IGNORECASE,
)
"""Before a year or month that stands alone: "May" and "1984" are other things, too."""
_SINCE = re.compile(r"\b(?:since|from|after|starting|beginning)\s(?:\w+\s)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|by|before|through|ending)\s(?:\w+\s)?$", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|next|upcoming|scheduled|expected|plans?|planned|set|due)\b|['’]ll\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\bto\s(?!\d)", re.IGNORECASE)
"""Speaks of what is to come only where the date allows it: "rose to a high in 2014"."""
_ZONE = re.compile(r"\s\(?([ECMP][SD]?T|GMT|UTC|BST|CEST|CET|local|Eastern|Pacific|Central)\b")
_APPOSED = re.compile(r",?\s")
_DATELINE = re.compile(
    rf"\A[^a-z\n]{{3,40}},\s(?P<month>{_MONTHS})\s(?P<day>\d{{1,2}})\b[^\n]{{0,30}}?[-–—]"
)


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A day, time or stretch that a text names."""

    start: int
    end: int
    # offsets in the text searched
    grain: str
    # one of GRAINS
    role: str
    # "at", "since" or "until"
    readings: Readings
    # stretches it may mean, in days since 1 January of year 1; of times of day, since midnight
    name: str = ""
    # of a weekday: two of one name agree however far the articles lie apart
    future: bool = False
    # whether it is told as what will be
    zone: str = ""
    # the time zone beside it, as written

    def agrees(self, other: Moment) -> bool:
        """Whether both can be right; only moments on the same scale can disagree."""
        if (self.grain == "time") != (other.grain == "time"):
            return True
        if self.name and self.name == other.name:
            return True
        return any(cal.meet(one, two) for one in self.readings for two in other.readings)

    @property
    def normal(self) -> str:
        """The compared form: the days of the first reading, or the time of day."""
        first, last = self.readings[0]
        if self.grain == "time":
            minutes = [round(place * 1440) % 1440 for place in (first, last)]
            return "-".join(f"{one // 60:02d}:{one % 60:02d}" for one in minutes)
        begin, end = cal.as_date(first), cal.as_date(last - 0.001)
        return f"{begin}" if begin == end else f"{begin}/{end}"


@lru_cache(maxsize=4096)
def moments(text: str, published: datetime, opening: str = "") -> tuple[Moment, ...]:
    """The moments a text names, in order.

    published: when its article was; relative days are counted from it, or from the date in the
    dateline when `opening`, the article's first line, has one.
    """
    today = _dateline(opening, published) or published
    found: list[Moment] = []
    for match in _PATTERN.finditer(text):
        moment = _moment(text, match, today)
        if not moment:
            continue
        last = found[-1] if found else None
        apposed = last and last.name and _APPOSED.fullmatch(text, last.end, match.start())
        if last and apposed and moment.grain == "day":
            # "Tuesday, June 2": the date says which Tuesday.
            moment = replace(moment, start=last.start)
            found.pop()
        found.append(moment)
    return tuple(found)


def _dateline(opening: str, published: datetime) -> datetime | None:
    match = _DATELINE.match(opening)
    if not match:
        return None
    for year in (published.year, published.year - 1):
        day = cal.day_of(year, match["month"], int(match["day"]))
        if day and abs((day - published.date()).days) <= 3:
            return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return None


def _moment(text: str, match: re.Match[str], today: datetime) -> Moment | None:
    kind = next(name for name in _PATTERNS if match[f"p_{name}"] is not None)
    before = text[max(0, match.start() - 60) : match.start()]
    will, perhaps = bool(_FUTURE.search(before)), bool(_TO.search(before))
    if kind in ("year", "bare_month") and not _INTRODUCED.search(before):
        return None
    read = _READERS[kind](match, today, will or perhaps)
    if not read:
        return None
    grain, readings = read
    return Moment(
        start=match.start(),
        end=match.end(),
        grain=grain,
        role="since" if _SINCE.search(before) else "until" if _UNTIL.search(before) else "at",
        readings=readings,
        name=(match["weekday"] or "").lower() if grain == "day" and not match["edge"] else "",
        future=will or (perhaps and grain != "time" and readings[0][1] > today.toordinal() + 1),
        zone=zone[1] if (zone := _ZONE.match(text, match.end())) else "",
    )


_Read = tuple[str, Readings] | None


def _clock(match: re.Match[str], today: datetime, future: bool) -> _Read:
    hedge = " ".join((match["hedge"] or "").lower().split())
    return "time", cal.clock(match["clock"], hedge)


def _date(match: re.Match[str], today: datetime, future: bool) -> _Read:
    name, day = match["mdm"] or match["dmm"], int(match["mdd"] or match["dmd"])
    year = match["mdy"] or match["dmy"]
    days = cal.days_of(name, day, int(year) if year else None, today)
    return ("day", tuple(cal.day(one) for one in days)) if days else None


def _month(match: re.Match[str], today: datetime, future: bool) -> _Read:
    return "month", (cal.month(int(match["month_year"]), cal.MONTHS[_key(match["month"])]),)


def _bare_month(match: re.Match[str], today: datetime, future: bool) -> _Read:
    number = cal.MONTHS[_key(match["bare"])]
    return "month", cal.months_near(number, today, future=future)


def _weekday(match: re.Match[str], today: datetime, future: bool) -> _Read:
    number = cal.WEEKDAYS.index(match["weekday"])
    days = cal.weekdays_near(number, today, edge=match["edge"] or "", future=future)
    part = match["part"] or (match["edge"] if match["edge"] in ("early", "late") else None)
    if part:
        return "part", tuple(cal.part(one, part) for one in days)
    return "day", tuple(cal.day(one) for one in days)


def _near(match: re.Match[str], today: datetime, future: bool) -> _Read:
    return cal.near(" ".join(match["near"].split()), today)


def _span(match: re.Match[str], today: datetime, future: bool) -> _Read:
    unit = match["span"]
    grain = "week" if unit.startswith("week") else unit
    return grain, cal.span(match["when"].split()[0], unit, today)


def _ago(match: re.Match[str], today: datetime, future: bool) -> _Read:
    unit = match["unit"]
    return unit, (cal.ago(cal.number(match["many"]), unit, today),)


def _delay(match: re.Match[str], today: datetime, future: bool) -> _Read:
    if match["now"]:
        return "day", (cal.ahead(0, 1, "day", today),)
    least = cal.number(match["least"])
    most = cal.number(match["most"]) if match["most"] else least
    return "day", (cal.ahead(least, most, match["delay"], today),)


def _year(match: re.Match[str], today: datetime, future: bool) -> _Read:
    year = int(match["year"])
    return "year", (cal.years(year, year),)


def _decade(match: re.Match[str], today: datetime, future: bool) -> _Read:
    first = int(match["decade"])
    return "decade", (cal.years(first, first + 9),)


_READERS = {
    "clock": _clock, "date": _date, "month": _month, "weekday": _weekday, "near": _near,
    "span": _span, "ago": _ago, "delay": _delay, "year": _year, "bare_month": _bare_month,
    "decade": _decade,
}  # fmt: skip


def _key(month: str) -> str:
    return month.rstrip(".")

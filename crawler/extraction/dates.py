"""Dates as outlets write them → aware UTC datetimes, with what was written (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from dateutil import parser as dateutil_parser

from crawler.article import StatedDate

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=2)
"""Scheduled and mis-zoned pages lie a little in the future; beyond this a date is wrong."""
_A_DAY = timedelta(hours=36)
_DAY_FIRST = re.compile(r"(?<![\d.])\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?!\d)")
"""With points between them the day comes first wherever dates are written so."""
_ALL_NUMBERS = re.compile(r"\d{1,2}\D\d{1,2}\D\d{2}(?:\d{2})?(?!\d)")
"""Without saying which is the day: "04/10/2025", "4-10-25"."""
_LONGEST = 100
"""Characters; a longer text is no date."""

_ZONES = (
    "UTC+0 GMT+0 WET+0 BST+1 WEST+1 CET+1 MEZ+1 CEST+2 MESZ+2 EET+2 SAST+2 EEST+3 MSK+3 EAT+3 "
    "PKT+5 IST+5.5 WIB+7 HKT+8 SGT+8 AWST+8 JST+9 KST+9 ACST+9.5 AEST+10 AEDT+11 NZST+12 NZDT+13 "
    "BRT-3 AST-4 EDT-4 EST-5 CDT-5 CST-6 MDT-6 MST-7 PDT-7 PST-8 ET-5 CT-6 MT-7 PT-8"
)
"""Hours east of Greenwich. Where several zones share letters, the one that newsrooms writing in
English mean; "ET" and its like are read as standard time, because they do not say which it is."""
_SECONDS_EAST = {
    name: round(float(hours) * 3600) for name, hours in re.findall(r"([A-Z]+)([+-][\d.]+)", _ZONES)
}

_EPOCH = re.compile(r"^1\d{9}(?:\d{3})?(?:\.\d{1,9})?$", re.ASCII)
"""Seconds or milliseconds since 1970, from 2001 to 2033; tables write them with a fraction."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One place's answer to when."""

    origin: str
    # "json-ld", "opengraph", "feed" …
    raw: str | None
    # as it stands there; None or blank when that place does not say


@dataclass(frozen=True, kw_only=True)
class DateFound:
    """When, who says so, and in which words."""

    moment: datetime | None
    # UTC; None when what is written cannot be believed
    origin: str
    stated: StatedDate


def parse_date(
    raw: str | None, *, now: datetime | None = None, day_first: bool = False
) -> datetime | None:
    """ISO 8601, RFC 822 and what newsrooms print; None when there is no believable date in it.

    A date without a zone is taken as UTC; "04/10/2025" as 10 April (with `day_first` as 4 October),
    "04.10.2025" as 4 October.
    Dates before 1990, and after `now` (if given) by more
    than two days, are not believed.
    """
    found = _written(raw, day_first=day_first)
    if found is None:
        return None
    try:
        utc = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return utc if believable(utc, now) else None


def is_date(raw: str | None) -> bool:
    """Whether a date is written there, be it believable or not."""
    return _written(raw) is not None


def believable(moment: datetime, now: datetime | None = None) -> bool:
    """Whether anything can have been published then."""
    return moment >= _EARLIEST and (now is None or moment <= now + _AHEAD)


def stated_date(raw: str | None) -> StatedDate | None:
    """What is written, and whether it names its zone; None when nothing is.

    Kept also of dates that are not believed: whoever doubts a date can see what stood there. Of a
    text too long to be a date only the beginning is.
    """
    text = (raw or "").strip()
    if not text:
        return None
    found = _written(text)
    return StatedDate(raw=text[:_LONGEST], zone=found is not None and found.tzinfo is not None)


def stated_dates(**raws: str | None) -> dict[str, StatedDate]:
    """Name → what is written, without those that are blank."""
    return {name: stated for name, raw in raws.items() if (stated := stated_date(raw))}


def choose_date(
    candidates: Sequence[Candidate], *, now: datetime | None = None
) -> DateFound | None:
    """The first date that can be believed; one without a zone gives way to its equal with one.

    candidates: the most trustworthy first. When none can be believed, the first that is there at
    all, without a moment; None when nobody says anything.
    """
    found = [
        DateFound(moment=parse_date(candidate.raw, now=now), origin=candidate.origin, stated=stated)
        for candidate in candidates
        if (stated := stated_date(candidate.raw))
    ]
    believed = [one for one in found if one.moment]
    if not believed:
        return found[0] if found else None
    first = believed[0]
    if first.stated.zone:
        return first
    return next((other for other in believed[1:] if says_more(other, first)), first)


def says_more(other: DateFound, than: DateFound) -> bool:
    """Whether another writing of the same date is the better one.

    It has a zone where the first has none, and both show the same clock, or the same moment; or
    the first gives nothing but the day, and the other a time on it. A day and a half is allowed
    for, because the day is local and the time may not be.
    """
    if than.moment is None or other.moment is None or than.stated.zone:
        return False
    clock, others = _clock(than), _clock(other)
    if clock is None or others is None:
        return False
    if clock.time() == time():
        return others.time() != time() and abs(other.moment - than.moment) < _A_DAY
    if not other.stated.zone:
        return False
    return _minute(others) == _minute(clock) or _minute(other.moment) == _minute(than.moment)


def _clock(found: DateFound) -> datetime | None:
    """What the clock showed where it was written."""
    written = _written(found.stated.raw)
    return written.replace(tzinfo=None) if written else None


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _written(raw: str | None, *, day_first: bool = False) -> datetime | None:
    """The date as it is written: aware when it names its zone, else naive; None for no date."""
    text = (raw or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        if _EPOCH.match(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        found: datetime = dateutil_parser.parse(
            text,
            tzinfos=_zone,
            default=datetime(1, 1, 1),  # noqa: DTZ001
            dayfirst=_DAY_FIRST.search(text) is not None
            or (day_first and _ALL_NUMBERS.match(text) is not None),
        )
        found.utcoffset()  # raises for an offset that cannot be
    except (ValueError, OverflowError, TypeError):
        return None
    return found if found.year != 1 else None  # no year was given


def _zone(name: str | None, offset: int | None) -> int | None:
    """Seconds east of UTC; None where the name says nothing."""
    return offset if offset is not None else _SECONDS_EAST.get(name or "")

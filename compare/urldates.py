"""The day that an article's address names (pure)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from urllib.parse import urlsplit

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_YEAR = r"(?P<year>(?:19[89]|20[0-4])\d)"
_MONTH = rf"(?P<month>0?[1-9]|1[0-2]|(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_END = r"(?=[/._-]|$)"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        # /2019/05/31/, /2019/may/31/, /2019-05-31-ferry
        rf"(?<=/){_YEAR}(?P<between>[/-]){_MONTH}(?P=between){_DAY}{_END}",
        # /ferry-adrift-2019-05-31
        rf"(?<=[a-z][-_]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?=[/.]|$)",
        # /politics/20190531/, but not the first folder: "/20100101/ferry" has a number for a name
        rf"(?<=./){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?=[/_-])",
        # /ferry-adrift-for-hours-20190531
        rf"(?<=/)[^/]*[a-z][^/-]*-[^/]*[-_]{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?=[/.]|$)",
        # /2019/05/ferry
        rf"(?<=/){_YEAR}/{_MONTH}/(?P<day>)(?!\d\d?{_END})",
        # /how-the-ferry-came-adrift-2019-5
        rf"(?<=/)(?:[^/-]+-){{3,}}{_YEAR}-(?P<month>1?\d)(?P<day>)(?=[/.]|$)",
    )
)
_LONGEST = 2_000


def url_date(url: str) -> date | None:
    """The day in an address, the last one where it names several; of a month its last day.

    None where there is none, and for a year alone: sections and projects are named by theirs.
    """
    try:
        path = urlsplit(url[:_LONGEST]).path
    except ValueError:
        return None
    found = [day for form in _FORMS for match in form.finditer(path) if (day := _day(match))]
    return max(found, default=None)


def _day(match: re.Match[str]) -> date | None:
    year, named = int(match["year"]), match["month"].lower()
    month = int(named) if named.isdigit() else _MONTHS.index(named[:3]) + 1
    try:
        return date(year, month, int(match["day"] or monthrange(year, month)[1]))
    except ValueError:  # 31 February, a month 13: a number that only looks like a date
        return None

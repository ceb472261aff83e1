"""When a page says that it was first published (pure); the words stand in evergreen.toml."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

_NEAR_THE_TOP = 4
_NEAR_THE_END = 5
"""Paragraphs in which such notes stand; between them "this report" is another's."""
_LONGEST = 600
"""Characters of a paragraph: a note stands at its beginning, or is all of it."""
_NOTE = 220
"""Characters from the note's beginning in which its date stands."""


def first_published(text: str) -> date | None:
    """The day that the page's own note names; of a month or a year alone its last day.

    None without a note, and for a note without a year.
    """
    for paragraph in _paragraphs(text):
        note = _notes().search(paragraph)
        if note:
            found = _first_date(paragraph[note.start() : note.start() + _NOTE])
            if found:
                return found
    return None


def from_archive(title: str) -> bool:
    """Whether a headline says that its page is brought out again."""
    return _titles().search(_plain(title)) is not None


def _paragraphs(text: str) -> Iterator[str]:
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    if len(paragraphs) > _NEAR_THE_TOP + _NEAR_THE_END:
        paragraphs = paragraphs[:_NEAR_THE_TOP] + paragraphs[-_NEAR_THE_END:]
    return (_plain(paragraph[:_LONGEST]) for paragraph in paragraphs)


def _first_date(words: str) -> date | None:
    for match in _dates().finditer(words):
        year = int(match["year"] or match["isoyear"] or match["lastyear"] or match["only"])
        named = match["month"] or match["isomonth"] or match["lastmonth"]
        month = _month(named) if named else 12
        day = match["day"] or match["after"] or match["isoday"] or match["firstday"]
        try:
            return date(year, month, int(day or monthrange(year, month)[1]))
        except ValueError:  # 31 February
            continue
    return None


def _month(named: str) -> int:
    if named.isdigit():
        return int(named)
    # The longest beginning decides: "mars" is no "mar" of another language, but the same month.
    folded = named.casefold()
    return max((len(name), number) for name, number in _months() if folded.startswith(name))[1]


@cache
def _dates() -> re.Pattern[str]:
    names = "|".join(sorted({re.escape(name) for name, _ in _months()}, key=len, reverse=True))
    year = r"(?:19[5-9]|20[0-4])\d"
    return re.compile(
        # 2019-05-31
        rf"\b(?P<isoyear>{year})-(?P<isomonth>\d\d)-(?P<isoday>\d\d)\b"
        # 31.05.2019, 31/5/2019: which comes first is not known, unless there are points
        rf"|\b(?P<firstday>\d\d?)\.\s?(?P<lastmonth>\d\d?)\.\s?(?P<lastyear>{year})\b"
        # 31 May 2019, 31. Mai 2019, 1er mai 2019, 31 de mayo de 2019, May 31, 2019, May 2019
        rf"|(?:\b(?P<day>\d\d?)(?:st|nd|rd|th|er|º|\.)?\s(?:de\s|of\s)?)?\b(?P<month>{names})\w*\.?"
        rf"(?:\s(?P<after>\d\d?)(?:st|nd|rd|th)?)?,?\s(?:de\s|del\s|do\s)?(?P<year>{year})\b"
        # in 2019, im Jahr 2019
        rf"|(?P<only>\b{year})\b(?![-/.]\d)",
        re.IGNORECASE,
    )


@cache
def _months() -> tuple[tuple[str, int], ...]:
    return tuple(
        (name, number)
        for year in _given()["months"].values()
        for number, names in enumerate(year, 1)
        for name in names.split()
    )


@cache
def _notes() -> re.Pattern[str]:
    return _joined(_given()["notes"])


@cache
def _titles() -> re.Pattern[str]:
    return _joined(_given()["titles"])


def _joined(by_language: dict[str, list[str]]) -> re.Pattern[str]:
    patterns = [f"(?:{one})" for language in by_language.values() for one in language]
    return re.compile("|".join(patterns), re.IGNORECASE)


@cache
def _given() -> dict[str, Any]:
    return tomllib.loads(files("compare").joinpath("evergreen.toml").read_text("utf-8"))


def _plain(line: str) -> str:
    return " ".join(line.replace("'", "’").split())

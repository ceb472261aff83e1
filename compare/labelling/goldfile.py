"""Labels that people made elsewhere: files that say which articles report one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from compare.errors import LabelError
from compare.labelling.goldrows import records_of
from crawler.errors import ParallaxError
from crawler.imports.columns import plain
from crawler.imports.items import BadRecord
from crawler.texts import clean_line
from crawler.urls import canonical_url

ARTICLE = ("url", "link", "article_url", "address", "article_id")
"""What fields that name an article are usually called, the best first."""
EVENT = ("event", "gold_event", "event_id", "story", "story_id", "cluster", "cluster_id")
"""And those that name its event."""
_SHOWN = 60


@dataclass(frozen=True, kw_only=True)
class Label:
    """What a row says of an article."""

    event: str
    place: str
    # of the row, for people: "gold.csv, line 3"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Rows that are counted, not named one by one."""

    count: int = 0
    first: str = ""
    # place of the first; "" where there is none

    def with_one(self, place: str) -> Tally:
        return Tally(count=self.count + 1, first=self.first or place)


@dataclass(frozen=True, kw_only=True)
class Gold:
    """What the files say."""

    labels: Mapping[str, Label]
    # article (its id, or its canonical address) → the first label that it has
    faults: tuple[str, ...]
    # a sentence for each file or row that cannot be read, and each that contradicts another
    blank: Tally
    # rows that name no event
    repeated: Tally
    # rows that say what another said already


def read_gold(
    paths: Sequence[Path], *, article: str | None = None, event: str | None = None
) -> Gold:
    """Read labels; article, event: the names of the columns or fields, else the usual ones.

    What cannot be read is named in `faults`, be it a row or a file, and the rest counts; an
    article of which two events are told takes no part. Raises LabelError or ImportFileError where
    there is but one file and nothing in it can be read as labels.
    """
    reading = _Reading(article=article, event=event)
    for path in paths:
        try:
            reading.read(path)
        except ParallaxError as error:
            if len(paths) == 1:
                raise
            reading.faults.append(clean_line(str(error)))
    return Gold(
        labels={key: one for key, one in reading.labels.items() if key not in reading.contradicted},
        faults=tuple(reading.faults),
        blank=reading.blank,
        repeated=reading.repeated,
    )


class _NoFieldError(Exception):
    """A record without the field that names its article or its event: what is wrong, the mend."""


@dataclass(kw_only=True)
class _Reading:
    """What was read so far."""

    article: str | None
    event: str | None
    labels: dict[str, Label] = field(default_factory=dict)
    contradicted: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    blank: Tally = Tally()
    repeated: Tally = Tally()

    def read(self, path: Path) -> None:
        name = clean_line(str(path))
        empty = True
        missing: _NoFieldError | None = None
        # the first of them, and their sentences until a record has both fields
        lacking: list[str] | None = []
        for where, record in records_of(path):
            empty = False
            place = f"{name}, {where}" if where else name
            if isinstance(record, BadRecord):
                self.faults.append(f"{place}: {record.problem}.")
                continue
            try:
                fields = _fields(tuple(record), self.article, self.event)
            except _NoFieldError as error:
                missing = missing or error
                sentences = self.faults if lacking is None else lacking
                sentences.append(f"{place}: {error.args[0]}.")
                continue
            if lacking is not None:
                self.faults += lacking
                lacking = None
            try:
                self._take(record, *fields, place)
            except ValueError as error:
                self.faults.append(f"{place}: {error}.")
        if empty:
            raise LabelError(
                str(path), "has no rows", "give a row an article, with its address and its event"
            )
        if missing and lacking is not None:
            # One sentence says it of all rows.
            raise LabelError(str(path), *missing.args)

    def _take(
        self, record: Mapping[str, Any], articles: Sequence[str], event_field: str, place: str
    ) -> None:
        key, event = _article(record, articles), _event(record, event_field)
        if not event:
            self.blank = self.blank.with_one(place)
            return
        before = self.labels.get(key)
        if before is None:
            self.labels[key] = Label(event=event, place=place)
        elif before.event != event:
            self.contradicted.add(key)
            self.faults.append(
                f"{place}: puts {short(key)} into '{short(event)}', but '{short(before.event)}' "
                f"was its event before ({before.place}), so it takes no part; keep one of the rows."
            )
        else:
            self.repeated = self.repeated.with_one(place)


@lru_cache(maxsize=256)
def _fields(
    there: tuple[str, ...], article: str | None, event: str | None
) -> tuple[tuple[str, ...], str]:
    """The fields that name the article, the best first, and the one that names the event."""
    names = {plain(name): name for name in reversed(there)}
    # Of two of one name the first counts.
    found = []
    for what, option, asked, usual in (
        ("article", "--url", article, ARTICLE),
        ("event", "--event", event, EVENT),
    ):
        wanted = (plain(asked),) if asked else usual
        own = tuple(names[one] for one in wanted if one in names)
        if not own:
            shown = ", ".join(clean_line(name)[:30] for name in there[:12]) or "none"
            raise _NoFieldError(
                f"has no field '{asked or usual[0]}' (its fields: {shown})",
                f"name the one that says the {what} with {option}",
            )
        found.append(own)
    return found[0], found[1][0]


def _article(record: Mapping[str, Any], names: Sequence[str]) -> str:
    """Its canonical address, or its id as the export has it.

    Not every article has an address: where the best field is empty, the next one tells.
    """
    filled = (name for name in names if record[name] not in (None, ""))
    name = next(filled, names[0])
    value = record[name]
    told = clean_line(value) if isinstance(value, str) else ""
    if not told:
        raise ValueError(f"'{clean_line(name)}' is neither an address nor an article's id")
    return canonical_url(told) or told


def _event(record: Mapping[str, Any], name: str) -> str:
    """The event's name; empty where the row gives none."""
    value = record[name]
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"'{clean_line(name)}' is no name of an event")
    return clean_line(str(value))


def short(text: str) -> str:
    """Of a long name the beginning, for people."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

"""Events cut into passages, with what people found in them: which match, and which conflict."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from compare.differences import Pairing, Telling
from compare.passages import Passage

Pair = frozenset[str]
_UNDATED = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Passages whose accounts of one thing differ."""

    kind: str
    pairs: frozenset[Pair]
    values: tuple[str, ...]
    # the spans that differ, verbatim


@dataclass(frozen=True, kw_only=True)
class LabelledEvent:
    """One event with its gold; a passage is named by its article's letter and its place."""

    name: str
    tellings: dict[str, Telling]
    gold: frozenset[Pair]
    # that match, of different outlets
    conflicts: tuple[Conflict, ...]
    titles: dict[str, str]
    # article's letter → its headline, or ""

    @property
    def passages(self) -> list[Passage]:
        """All of them, in the order of articles and text."""
        return [telling.passage for telling in self.tellings.values()]

    def pairing(self, pair: Pair, *, chance: float = 1.0, matched: bool = True) -> Pairing:
        """Two passages as the kinds of difference are given them."""
        first, second = sorted(pair)
        return Pairing(
            first=self.tellings[first],
            second=self.tellings[second],
            chance=chance,
            matched=matched,
        )


def labelled_events(data: Path, name: str) -> list[LabelledEvent]:
    """The events of `alignment/NAME.json`."""
    path = data / "alignment" / f"{name}.json"
    events = json.loads(path.read_text(encoding="utf-8"))
    return [_event(f"{name} {number}", event) for number, event in enumerate(events)]


def across(names: Sequence[str]) -> Iterator[Pair]:
    """The pairs of passages of different articles."""
    return (frozenset((a, b)) for a, b in combinations(names, 2) if a[0] != b[0])


def _event(name: str, event: dict[str, Any]) -> LabelledEvent:
    tellings: dict[str, Telling] = {}
    titles: dict[str, str] = {}
    for number, article in enumerate(event["articles"]):
        letter = chr(ord("A") + number)
        titles[letter] = article["title"] or ""
        text = " ".join(article["passages"])
        start = 0
        for place, passage in enumerate(article["passages"]):
            tellings[f"{letter}{place}"] = Telling(
                passage=Passage(
                    passage_id=f"{letter}{place}",
                    article_id=letter,
                    outlet=letter,
                    revision=1,
                    position=place,
                    start=start,
                    end=start + len(passage),
                    text=passage,
                ),
                text=text,
                published=_date(article["date"]),
                language="en",
            )
            start += len(passage) + 1
    return LabelledEvent(
        name=name,
        tellings=tellings,
        gold=frozenset(pair for one in event["statements"] for pair in across(one["passages"])),
        conflicts=tuple(
            Conflict(
                kind=one["kind"],
                pairs=frozenset(across(one["passages"])),
                values=tuple(one["values"]),
            )
            for one in event["conflicts"]
        ),
        titles=titles,
    )


def _date(written: str) -> datetime:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return _UNDATED
    return found if found.tzinfo else found.replace(tzinfo=UTC)

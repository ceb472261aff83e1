"""Passages as the kinds of difference are given them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations

from compare.differences import Finding, Kind, Pairing, Telling
from compare.passages import Passage

OUTLETS = ("Ledger", "Wire", "Beacon", "Palisade")
SUNDAY = datetime(2026, 3, 8, 12, 0, tzinfo=UTC)


def telling(
    outlet: str,
    text: str,
    *,
    before: str = "",
    after: str = "",
    published: datetime = SUNDAY,
    language: str | None = "en",
) -> Telling:
    """A passage of an article that also says something before and after it."""
    start = len(before)
    return Telling(
        passage=Passage(
            passage_id=f"p {outlet} {text}",
            article_id=f"a {outlet}",
            outlet=outlet,
            revision=1,
            position=0,
            start=start,
            end=start + len(text),
            text=text,
        ),
        text=before + text + after,
        published=published,
        language=language,
    )


def pairings(*told: str | Telling, chance: float = 1.0, matched: bool = True) -> Iterator[Pairing]:
    """Each text (or telling) with each later one, of another outlet each."""
    tellings = [
        one if isinstance(one, Telling) else telling(OUTLETS[number], one)
        for number, one in enumerate(told)
    ]
    for first, second in combinations(tellings, 2):
        if first.passage.outlet != second.passage.outlet:
            yield Pairing(first=first, second=second, chance=chance, matched=matched)


def findings(kind: Kind, *told: str | Telling) -> list[Finding]:
    """What a kind finds between matching passages."""
    return [finding for pair in pairings(*told) for finding in kind.find(pair)]


def spans_of(found: list[Finding]) -> list[tuple[str, ...]]:
    """The verbatim pieces of each finding."""
    return [tuple(span.text for span in finding.spans) for finding in found]

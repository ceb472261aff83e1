"""How far events agree with labels, as it is printed, and as JSON (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from compare.labelling.goldfile import Gold
from compare.labelling.goldscore import EventScore, Known, Mixed
from compare.labelling.report import shown
from compare.shown.wording import number

_NAMED = 5
"""Events that are named at most; as JSON, all are."""


def lines(found: EventScore, known: Known, gold: Gold) -> Iterator[str]:
    """For the terminal."""
    yield (
        f"Events: {number(len(known.placed), 'labelled article')} of "
        f"{number(found.gold, 'gold event')}, in {number(found.found, 'event')} of the database"
    )
    width = max(len(one.label) for one in found.measures)
    for measure in found.measures:
        yield f"  {measure.label:<{width}}  {shown(measure.estimate, 'articles')}"
    yield f"  gold events found exactly: {found.exact:,} of {found.gold:,}"
    yield from _named("gold event is split", "gold events are split", found.split)
    yield from _named(
        "event of the database joins gold events",
        "events of the database join gold events",
        found.joined,
    )
    yield ""
    for count, one, more in (
        (
            len(known.missing),
            "labelled article is not in the database and is left out",
            "labelled articles are not in the database and are left out",
        ),
        (
            len(known.apart),
            "article was not compared and is left out",
            "articles were not compared and are left out",
        ),
        (
            len(known.contradicted),
            "article has two labels, under two addresses, that differ, and is left out",
            "articles have two labels, under two addresses, that differ, and are left out",
        ),
        (
            gold.blank,
            "row names no event and is left out",
            "rows name no event and are left out",
        ),
    ):
        if count:
            yield f"{count:,} {one if count == 1 else more}."
    if known.missing:
        named = ", ".join(known.missing[:3]) + (" …" if len(known.missing) > 3 else "")
        yield f"Not in the database: {named}."
    yield (
        "Brackets hold 95 % intervals, of other gold events of the kind. Articles without a label "
        "take no part. Why an article stands where it does: parallax events why ARTICLE."
    )


def _named(one: str, more: str, mixed: Sequence[Mixed]) -> Iterator[str]:
    if not mixed:
        return
    most = f", the first {_NAMED}" if len(mixed) > _NAMED else ""
    yield f"  {len(mixed):,} {one if len(mixed) == 1 else more}{most}:"
    for event in mixed[:_NAMED]:
        parts = "; ".join(
            f"{name} ({len(ids)}: {ids[0]}{' …' if len(ids) > 1 else ''})"
            for name, ids in list(event.parts.items())[:_NAMED]
        )
        rest = f"; and {len(event.parts) - _NAMED} more" if len(event.parts) > _NAMED else ""
        yield f"    {event.name}: {parts}{rest}"


def as_dict(found: EventScore, known: Known, gold: Gold) -> dict[str, Any]:
    """For programs: every figure with its interval, and every event that is not alike."""
    return {
        "articles": len(known.placed),
        "gold_events": found.gold,
        "events": found.found,
        "exact": found.exact,
        "measures": {one.name: asdict(one.estimate) for one in found.measures},
        "split": [{"gold": one.name, "events": _parts(one)} for one in found.split],
        "joined": [{"event": one.name, "gold": _parts(one)} for one in found.joined],
        "missing": list(known.missing),
        "not_compared": list(known.apart),
        "contradicted": list(known.contradicted),
        "blank": gold.blank,
        "faults": list(gold.faults),
    }


def _parts(mixed: Mixed) -> dict[str, list[str]]:
    return {name: list(ids) for name, ids in mixed.parts.items()}

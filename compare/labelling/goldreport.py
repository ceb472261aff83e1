"""How far events agree with labels, as it is printed, and as JSON (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

from compare.labelling.estimates import Estimate
from compare.labelling.goldfile import Gold, Tally, short
from compare.labelling.goldplaces import Known
from compare.labelling.goldscore import EventScore, Mixed
from compare.shown.wording import number

_NAMED = 5
"""Events that are named at most; as JSON, all are."""
_LEFT_OUT = 3
"""Articles that are named at most."""
_WIDEST = 100
"""Characters of a headline or title."""
_LONGEST = 300
"""Characters of an address, which people copy: longer ones are no use to them."""


def named_events(found: EventScore) -> list[str]:
    """Events of the database that `lines` names by their titles."""
    return [one.name for one in found.joined[:_NAMED]]


def named_articles(found: EventScore) -> list[str]:
    """Articles that `lines` names by their headlines."""
    mixed = [*found.split[:_NAMED], *found.joined[:_NAMED]]
    return [ids[0] for event in mixed for ids in islice(event.parts.values(), _NAMED)]


def lines(
    found: EventScore,
    known: Known,
    gold: Gold,
    *,
    titles: Mapping[str, str],
    headlines: Mapping[str, str],
) -> Iterator[str]:
    """For the terminal. titles: event → title; headlines: article → outlet and headline."""
    yield (
        f"Events: {number(len(known.placed), 'labelled article')} of "
        f"{number(found.gold, 'gold event')}, in {number(found.found, 'event')} of the database"
    )
    yield from _figures(found)
    yield f"  gold events found whole and exact: {found.exact:,} of {found.gold:,}"
    if known.alone:
        yield (
            f"  labelled articles alone in their event of the database: {known.alone:,} "
            "(each counts as an event of its own)"
        )
    yield from _mixed(
        "gold event is split between events of the database",
        "gold events are split between events of the database",
        found.split,
        {},
        headlines,
    )
    yield from _mixed(
        "event of the database joins gold events",
        "events of the database join gold events",
        found.joined,
        titles,
        headlines,
    )
    yield ""
    yield from _left_out(known, gold)
    if any(one.estimate.value is not None for one in found.measures):
        yield (
            "Brackets hold 95% intervals (a bootstrap over gold events): how far the figures might "
            "differ with other gold events of the kind."
        )
    example = next(iter(named_articles(found)), "ARTICLE")
    yield f"Why an article stands where it does: parallax events why {example}"


def _figures(found: EventScore) -> Iterator[str]:
    reasons = {one.estimate.why_not for one in found.measures}
    if len(reasons) == 1 and all(reasons):
        # All for the same reason: one line says it.
        yield f"  no figures: {reasons.pop()}"
        return
    width = max(len(one.label) for one in found.measures)
    for measure in found.measures:
        yield f"  {measure.label:<{width}}  {_shown(measure.estimate)}"


def _shown(one: Estimate) -> str:
    if one.value is None or one.low is None or one.high is None:
        return one.why_not
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]"


def _mixed(
    one: str,
    more: str,
    mixed: Sequence[Mixed],
    titles: Mapping[str, str],
    headlines: Mapping[str, str],
) -> Iterator[str]:
    if not mixed:
        return
    most = f"; the worst {_NAMED}" if len(mixed) > _NAMED else ""
    yield f"  {len(mixed):,} {one if len(mixed) == 1 else more}{most}:"
    for event in mixed[:_NAMED]:
        title = titles.get(event.name, "")
        yield f"    {short(event.name)}" + (f": {_cut(title)}" if title else "")
        for name, ids in islice(event.parts.items(), _NAMED):
            headline = _cut(headlines.get(ids[0], ""))
            others = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
            yield f"      {short(name)}: {ids[0]}{others}  {headline}".rstrip()
        if len(event.parts) > _NAMED:
            yield f"      and {len(event.parts) - _NAMED} more"


def _left_out(known: Known, gold: Gold) -> Iterator[str]:
    """What takes no part, and why."""
    missing = [_where(name, gold) for name in known.missing[:_LEFT_OUT]]
    for names, shown, one, more in (
        (
            known.missing,
            missing,
            "labelled article is not in the database and is left out",
            "labelled articles are not in the database and are left out",
        ),
        (
            known.apart,
            known.apart,
            "labelled article has no event yet ('parallax compare' finds one) and is left out",
            "labelled articles have no event yet ('parallax compare' finds them) and are left out",
        ),
        (
            known.contradicted,
            known.contradicted,
            "article has two labels, under two addresses, that differ, and is left out",
            "articles have two labels, under two addresses, that differ, and are left out",
        ),
    ):
        if names:
            rest = " …" if len(names) > _LEFT_OUT else ""
            told = ", ".join(shown[:_LEFT_OUT])
            yield f"{len(names):,} {one if len(names) == 1 else more}: {told}{rest}"
    yield from _counted(gold.blank, "names no event and is", "name no event and are", "left out")
    yield from _counted(
        gold.repeated,
        "says again what another said and is",
        "say again what another said and are",
        "counted once",
    )
    if known.unlabelled:
        yield (
            f"{number(known.unlabelled, 'article')} of the database "
            f"{'has' if known.unlabelled == 1 else 'have'} no label and "
            f"{'takes' if known.unlabelled == 1 else 'take'} no part."
        )


def _counted(rows: Tally, one: str, more: str, what: str) -> Iterator[str]:
    if rows.count:
        first = f"({rows.first})" if rows.count == 1 else f"(the first: {rows.first})"
        yield f"{number(rows.count, 'row')} {one if rows.count == 1 else more} {what} {first}."


def _where(name: str, gold: Gold) -> str:
    shown = _cut(name, _LONGEST) if "://" in name else short(name)
    return f"{shown} ({gold.labels[name].place})"


def _cut(text: str, most: int = _WIDEST) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def as_dict(found: EventScore, known: Known, gold: Gold) -> dict[str, Any]:
    """For programs: every figure with its interval, and every event that is not alike."""
    return {
        "articles": len(known.placed),
        "gold_events": found.gold,
        "events": found.found,
        "exact": found.exact,
        "alone": known.alone,
        "measures": {one.name: asdict(one.estimate) for one in found.measures},
        "split": [{"gold": one.name, "events": _parts(one)} for one in found.split],
        "joined": [{"event": one.name, "gold": _parts(one)} for one in found.joined],
        "missing": list(known.missing),
        "not_compared": list(known.apart),
        "contradicted": list(known.contradicted),
        "unlabelled": known.unlabelled,
        "blank": gold.blank.count,
        "repeated": gold.repeated.count,
        "faults": list(gold.faults),
    }


def _parts(mixed: Mixed) -> dict[str, list[str]]:
    return {name: list(ids) for name, ids in mixed.parts.items()}

"""The filter of the list of events in an address, so that what was found can be exported (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from compare.shown import kinds
from dashboard.queries.listing import Filter
from dashboard.searchterms import Term, parse_terms

FOUND = "Events found"
"""As the page Export names this choice, also in its address."""

_NAMES = ("q", "outlet", "without", "kind", "least", "from", "until", "after")
_MOST_OUTLETS = 50
"""Names of outlets that an address may ask for."""


def found_address(wanted: Filter) -> str:
    """Where the events of a filter are exported; relative, as all our links."""
    named: list[tuple[str, str]] = [("which", FOUND)]
    if wanted.terms:
        named.append(("q", " ".join(_typed(term) for term in wanted.terms)))
    named += [("outlet", outlet) for outlet in wanted.outlets]
    named += [("without", outlet) for outlet in wanted.without]
    if wanted.kind is not None:
        named.append(("kind", wanted.kind))
    named.append(("least", str(wanted.least_outlets)))
    days = (("from", wanted.since), ("until", wanted.until), ("after", wanted.changed_after))
    named += [(name, moment.isoformat()) for name, moment in days if moment is not None]
    return f"export?{urlencode(named)}"


def asked_filter(values: Callable[[str], Sequence[str]]) -> Filter | None:
    """The filter that an address names; None where it names none. What cannot be meant is left out.

    values: name of a parameter → its values in the address.
    """
    if not any(values(name) for name in _NAMES):
        return None
    kind = _last(values("kind"))
    least = _last(values("least"))
    return Filter(
        terms=parse_terms(_last(values("q"))),
        least_outlets=min(99, int(least)) if least.isdecimal() and len(least) < 9 else 2,
        outlets=tuple(values("outlet"))[:_MOST_OUTLETS],
        without=tuple(values("without"))[:_MOST_OUTLETS],
        kind=kind if kind in kinds.LABELS else None,
        since=_day(_last(values("from"))),
        until=_day(_last(values("until"))),
        changed_after=_moment(_last(values("after"))),
    )


def filter_words(wanted: Filter) -> str:
    """The filter as a reader reads it."""
    parts = [f"told by {wanted.least_outlets} outlets or more"]
    if wanted.terms:
        parts.append("with " + " ".join(_typed(term) for term in wanted.terms))
    if wanted.outlets:
        parts.append("told by " + ", ".join(wanted.outlets))
    if wanted.without:
        parts.append("not told by " + ", ".join(wanted.without))
    if wanted.kind is not None:
        parts.append(f"with a difference in {kinds.label(wanted.kind)}")
    if wanted.since is not None:
        parts.append(f"from {wanted.since.isoformat()}")
    if wanted.until is not None:
        parts.append(f"until {wanted.until.isoformat()}")
    if wanted.changed_after is not None:
        parts.append(f"changed after {wanted.changed_after:%Y-%m-%d %H:%M} UTC")
    return "; ".join(parts)


def _typed(term: Term) -> str:
    """What is typed to mean the term."""
    words = " ".join(term.words) + ("*" if term.prefix else "")
    return f'"{words}"' if len(term.words) > 1 else words


def _last(values: Sequence[str]) -> str:
    return values[-1].strip() if values else ""


def _day(raw: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(raw)
    return None


def _moment(raw: str) -> datetime | None:
    with suppress(ValueError, OverflowError):
        found = datetime.fromisoformat(raw)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    return None

"""Outlets and their figures as a table, and what its columns mean (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from compare.shown.wording import DASH, number, share
from dashboard.markup import Html, element, join, verbatim
from dashboard.outletfigures import (
    CLUSTERS,
    EVENTS,
    PASSAGES,
    Figures,
    Grouping,
    rating_words,
)
from dashboard.queries.outlets import Period

TOO_FEW = "too few"
_MEMBERS = 12
"""Outlets of a group that are named; the rest is counted."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One column: a figure, how it is shown and what it means."""

    name: str
    # in the address
    label: str
    meaning: str
    value: Callable[[Figures], float | None]
    # None where it cannot be said
    shown: Callable[[float], str]
    beside: Callable[[Figures], str]
    # what the figure was counted from, in small letters
    is_share: bool = False
    # of something, [0, 1]
    least_first: bool = False
    # the smaller comes first when sorted by it


def _count(value: float) -> str:
    return f"{value:,.0f}"


def _hours(value: float) -> str:
    return f"{value:,.1f} h" if value < 48 else f"{value / 24:,.1f} days"


def _captured(figures: Figures) -> str:
    held = figures.volume
    parts = ((figures.cut, "cut"), (held.locked, "locked"), (held.failed, "failed"))
    return ", ".join(f"{count:,} {word}" for count, word in parts if count)


MEASURES: tuple[Measure, ...] = (
    Measure(
        name="articles",
        label="Articles",
        meaning="published in the period. A page without a date counts by when it was first seen, "
        "once it has been compared.",
        value=lambda f: f.volume.articles,
        shown=_count,
        beside=lambda f: "",
    ),
    Measure(
        name="events",
        label="Events",
        meaning="that it tells and whose last article came out in the period; shared are those "
        "that two outlets or more tell.",
        value=lambda f: f.events,
        shown=_count,
        beside=lambda f: f"{f.shared:,} shared",
    ),
    Measure(
        name="first",
        label="First",
        meaning="share of the pieces of information on which it was first, alone or at once with "
        "others, of those that it and another outlet report. Only where both pages give a time "
        "of day; a page without one may have been earlier. Not said from fewer than "
        f"{CLUSTERS} pieces in {EVENTS} events.",
        value=lambda f: f.first_share,
        shown=share,
        beside=lambda f: f"of {f.timed:,}",
        is_share=True,
    ),
    Measure(
        name="behind",
        label="Behind",
        meaning="where it was not first: how long after the first, the median.",
        value=lambda f: f.lag,
        shown=_hours,
        beside=lambda f: f"on {f.timed - f.first:,}" if f.lag is not None else "",
        least_first=True,
    ),
    Measure(
        name="copies",
        label="Copies",
        meaning="share of its compared articles that carry the text of another outlet or of an "
        "agency.",
        value=lambda f: f.copy_share,
        shown=share,
        beside=lambda f: f"{f.volume.copies:,} of {f.volume.compared:,}",
        is_share=True,
    ),
    Measure(
        name="alone",
        label="Only here",
        meaning="share of its passages that match no other outlet's, in events of which two "
        "accounts or more were captured whole; the more outlets tell an event, the smaller it is. "
        f"Not said from fewer than {PASSAGES} passages in {EVENTS} events.",
        value=lambda f: f.exclusive_share,
        shown=share,
        beside=lambda f: f"of {f.passages:,}",
        is_share=True,
    ),
    Measure(
        name="whole",
        label="Captured whole",
        meaning="share of its articles that were captured whole. Cut: in part. Locked: in part, "
        "behind a paywall or login. Failed: pages that were announced, last tried in the period "
        "and never captured.",
        value=lambda f: f.whole_share,
        shown=share,
        beside=_captured,
        is_share=True,
    ),
)


def ranked(found: Sequence[Figures], measure: Measure | None) -> list[Figures]:
    """In the order of a measure, what it cannot say last; without one, by name."""
    named = sorted(found, key=lambda one: (one.label.casefold(), one.label))
    if measure is None:
        return named
    sign = 1 if measure.least_first else -1

    def place(figures: Figures) -> tuple[bool, float]:
        value = measure.value(figures)
        return (True, 0.0) if value is None else (False, sign * value)

    return sorted(named, key=place)


def outlet_table(
    found: Sequence[Figures], grouping: Grouping, period: Period, sorted_by: Measure | None
) -> Html:
    """A row an outlet or group; on a narrow screen, a card each."""
    heads = [("Outlet" if grouping == "outlet" else grouping.capitalize(), sorted_by is None)]
    heads += [(measure.label, measure is sorted_by) for measure in MEASURES]
    if grouping == "outlet":
        heads += [(word, False) for word in ("Country", "Owner", "Rating")]
    ways = {True: "ascending" if sorted_by is None or sorted_by.least_first else "descending"}
    top = element(
        "tr",
        *(element("th", head, scope="col", aria_sort=ways.get(mine)) for head, mine in heads),
    )
    caption = "Outlets" if grouping == "outlet" else f"Outlets by {grouping}"
    drawn = element(
        "table",
        element("caption", caption, class_="px-sr"),
        element("thead", top),
        element("tbody", *(_row(one, grouping, period) for one in found)),
        class_="px-table px-outlets",
    )
    return element("div", drawn, class_="px-wide", role="region", aria_label=caption, tabindex="0")


def meanings(grouping: Grouping) -> Html:
    """What each column says."""
    items = (
        element("div", element("dt", measure.label), element("dd", measure.meaning))
        for measure in MEASURES
    )
    listed = element("dl", *items, class_="px-meanings")
    if grouping == "outlet":
        return listed
    pooled = (
        "A group's figures are those of its outlets together, each counted by itself: outlets of "
        "one group are first before one another, and what two of them tell is not exclusive."
    )
    return join([element("p", pooled, class_="px-none"), listed])


def events_address(outlet: str, period: Period) -> str:
    """The list of events that the outlet tells, in these days; relative, as all our links."""
    last = period.until - timedelta(microseconds=1)
    days = {"from": f"{period.since:%Y-%m-%d}", "until": f"{last:%Y-%m-%d}"}
    return f"./?{urlencode({'outlet': outlet, **days})}"


def _row(figures: Figures, grouping: Grouping, period: Period) -> Html:
    cells = [_cell(figures, measure) for measure in MEASURES]
    if grouping == "outlet":
        cells += _described(figures)
    return element("tr", element("th", *_name(figures, grouping, period), scope="row"), *cells)


def _name(figures: Figures, grouping: Grouping, period: Period) -> list[Html]:
    name = verbatim(figures.label)
    if grouping != "outlet":
        members = figures.outlets[:_MEMBERS]
        links = join(
            (
                element("a", verbatim(one.name), href=events_address(one.name, period))
                for one in members
            ),
            ", ",
        )
        rest = len(figures.outlets) - len(members)
        more = f" and {rest:,} more" if rest else ""
        return [element("b", name), element("p", links, more, class_="px-facts px-members")]
    if not figures.shared:
        return [name]
    return [element("a", name, href=events_address(figures.label, period))]


def _cell(figures: Figures, measure: Measure) -> Html:
    value = measure.value(figures)
    beside = measure.beside(figures)
    if value is None:
        shown = element("span", _unsaid(figures, measure), class_="px-soft")
    else:
        shown = element("span", measure.shown(value), class_="px-figure")
    small = element("span", " ", beside, class_="px-facts") if beside else None
    return element("td", shown, small, class_="px-num", data_label=measure.label)


def _unsaid(figures: Figures, measure: Measure) -> str:
    """Why there is no figure."""
    if measure.name == "behind" and figures.enough_timed:
        return "never"
    counted = figures.volume.articles if measure.name == "whole" else figures.volume.compared
    return DASH if measure.name in ("whole", "copies") and not counted else TOO_FEW


def _described(figures: Figures) -> list[Html]:
    outlet = figures.outlets[0]
    rating = rating_words(outlet.rating) if outlet.rating else None
    said = (("Country", outlet.country), ("Owner", outlet.owner), ("Rating", rating))
    return [
        element("td", verbatim(value or DASH), class_="px-brief", data_label=label)
        for label, value in said
    ]


def silent_words(names: Sequence[str], most: int = 60) -> Html:
    """Who published nothing that was captured."""
    shown = join((verbatim(name) for name in names[:most]), ", ")
    rest = f" and {len(names) - most:,} more" if len(names) > most else ""
    said = f"{number(len(names), 'outlet')} without an article in this period: "
    return element("p", said, shown, rest, ".", class_="px-none")

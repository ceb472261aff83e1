"""A lane an outlet, with a sign for each thing it published or revised, as HTML (pure).

The picture is for the eye alone: who reads by ear has the table, which says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.shown.addresses import printable
from compare.shown.wording import exactly, number
from dashboard.markup import Html, element, verbatim
from dashboard.queries.accounts import Account, EventHead, Member
from dashboard.times import Times, published_words
from dashboard.timescale import Scale, in_words, make_scale

_LANES = 40
"""Outlets drawn at once; the others stand behind a line to open."""
_OWN, _COPY, _DAY, _UNDATED, _REVISED = (
    "px-own",
    "px-own px-copied",
    "px-day",
    "px-undated",
    "px-rev",
)
_LEGEND = {
    _OWN: "published",
    _COPY: "published, a copy",
    _DAY: "published on that day, no time given",
    _UNDATED: "no date on the page: when first captured",
    _REVISED: "revision, when captured",
}


def lanes(head: EventHead, times: Times, firsts: Sequence[str]) -> Html:
    """The picture; firsts: the outlets that published first, or may have."""
    members = [member for account in head.accounts for member in account.members]
    scale = make_scale(
        [
            *(times.published(member) for member in members),
            *((step.seen, step.seen) for member in members for step in times.steps(member)),
        ]
    )
    label = "first" if len(firsts) == 1 else "first or tied"
    drawn = [
        _lane(account, times, scale, label if account.outlet in firsts else None)
        for account in head.accounts
    ]
    shown, rest = drawn[:_LANES], drawn[_LANES:]
    more = None
    if rest:
        summary = element("summary", number(len(rest), "more outlet"))
        more = element("details", summary, _block(rest, scale))
    used = {kind for member in members for kind in _kinds(member, times)}
    return element(
        "div",
        element("div", _block(shown, scale), aria_hidden="true"),
        more,
        _legend(used, scale),
        class_="px-timeline",
    )


def _block(drawn: Sequence[Html], scale: Scale) -> Html:
    axis = element("div", _axis(scale), class_="px-axis")
    return element("div", *drawn, axis, class_="px-lanes")


def _axis(scale: Scale) -> Html:
    ticks = (
        element(
            "span",
            element("b", tick.day) if tick.day else None,
            element("span", tick.time) if tick.time else None,
            class_="px-tick",
            style=_at(tick.at),
        )
        for tick in scale.ticks
    )
    breaks = (
        element(
            "span",
            "//",
            element("span", in_words(one.length)),
            class_="px-cut",
            style=_at(one.at),
        )
        for one in scale.breaks
    )
    return element("div", *ticks, *breaks, class_="px-track")


def _legend(used: set[str], scale: Scale) -> Html:
    items = [
        element("li", element("i", class_=f"px-pt {kind}"), label)
        for kind, label in _LEGEND.items()
        if kind in used
    ]
    if scale.breaks:
        items.append(element("li", element("i", "//", class_="px-cut"), "a silence is cut out"))
    return element("ul", *items, element("li", "times in UTC"), class_="px-legend")


def _lane(account: Account, times: Times, scale: Scale, first: str | None) -> Html:
    revised = sum(len(times.steps(member)) for member in account.members)
    signs = [sign for member in account.members for sign in _signs(member, times, scale)]
    return element(
        "div",
        element(
            "p",
            verbatim(account.outlet, class_="px-outlet"),
            element("span", first, class_="px-badge px-first") if first else None,
            element("span", "copy", class_="px-badge px-copy") if account.copied else None,
            element("span", number(revised, "revision"), class_="px-badge") if revised else None,
            class_="px-who",
        ),
        element("div", *signs, class_="px-track"),
        class_="px-lane",
    )


def _kinds(member: Member, times: Times) -> list[str]:
    """The signs of one article: how it was published, and whether it was revised."""
    start, end = times.published(member)
    kind = _COPY if member.copy_of is not None else _OWN
    if not member.dated:
        kind = _UNDATED
    elif end > start:
        kind = _DAY
    return [kind, *([_REVISED] if times.steps(member) else [])]


def _signs(member: Member, times: Times, scale: Scale) -> list[Html]:
    start, end = times.published(member)
    headline = printable(member.headline or "(without a headline)")
    told = published_words(member.published, dated=member.dated)
    if not member.dated:
        told += f", first captured {exactly(start)}"
    if member.copy_of is not None:
        told += ", a copy"
    place = _at(scale.at(start))
    if end > start:
        place += f";--px-w:{scale.at(end) - scale.at(start):.2f}%"
    kind = _kinds(member, times)[0]
    copied = " px-copied" if member.copy_of is not None and kind != _COPY else ""
    style = f"px-pt {kind}{copied}"
    signs = [element("i", class_=style, style=place, title=f"{headline}\n{told}")]
    for step in times.steps(member):
        told = f"revision {step.revision}, captured {exactly(step.seen)}"
        place = _at(scale.at(step.seen))
        title = f"{headline}\n{told}"
        signs.append(element("i", class_=f"px-pt {_REVISED}", style=place, title=title))
    return signs


def _at(place: float) -> str:
    return f"--px-at:{place:.2f}%"

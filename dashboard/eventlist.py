"""The list of events as HTML (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from compare.shown import kinds
from compare.shown.wording import number, span
from dashboard.markup import Html, element, join, kind_class, verbatim
from dashboard.queries.listing import EventLine


def event_address(event_id: str, **query: str | Sequence[str]) -> str:
    """The page of one event; relative, so that it holds behind any prefix.

    Of several values each is named, as Streamlit writes them.
    """
    named = [
        (name, value)
        for name, values in query.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    more = "".join(f"&{name}={quote(value, safe='')}" for name, value in named)
    return f"event?event={quote(event_id, safe='')}{more}"


def coverage_address(event_id: str) -> str:
    """The page with the pictures of one event."""
    return f"coverage?event={quote(event_id, safe='')}"


def event_list(lines: Sequence[EventLine], seen: datetime | None = None) -> Html:
    """One item an event: its headline, when, who, and where they differ.

    seen: when the reader was last here (UTC); what was found or has changed since is labelled.
    """
    return element("ol", *(_item(line, seen) for line in lines), class_="px-events")


def newness(line: EventLine, seen: datetime | None) -> str | None:
    """new, updated, or None for what the reader may have seen as it is."""
    if seen is None:
        return None
    if line.found is not None and line.found > seen:
        return "new"
    return "updated" if line.changed is not None and line.changed > seen else None


def coverage_links(lines: Sequence[EventLine]) -> Html:
    """One line an event, which leads to its pictures."""
    items = (
        element(
            "li",
            element(
                "h2",
                element(
                    "a",
                    verbatim(line.title.strip() or "(without a headline)"),
                    href=coverage_address(line.event_id),
                ),
            ),
            element(
                "p",
                join(
                    [
                        span(line.first, line.last),
                        number(len(line.outlets), "outlet"),
                        number(line.clusters, "cluster"),
                    ],
                    " · ",
                ),
                class_="px-figures",
            ),
        )
        for line in lines
    )
    return element("ol", *items, class_="px-events")


def outlet_chips(outlets: Sequence[str]) -> Html:
    """Who tells it."""
    items = (element("li", verbatim(outlet)) for outlet in outlets)
    return element("ul", *items, class_="px-chips", aria_label="Outlets")


def kind_chips(found: dict[str, int]) -> Html | None:
    """How many differences of each kind."""
    if not found:
        return None
    items = (
        element("li", f"{kinds.label(kind)} {found[kind]:,}", class_=f"px-kind {kind_class(kind)}")
        for kind in kinds.in_order(found)
    )
    return element("ul", *items, class_="px-chips", aria_label="Differences by kind")


def _item(line: EventLine, seen: datetime | None) -> Html:
    title = line.title.strip() or "(without a headline)"
    link = element("a", verbatim(title), href=event_address(line.event_id))
    return element(
        "li",
        element(
            "div",
            element("h2", link, *_label(newness(line, seen))),
            element("p", "headline as in ", verbatim(line.title_outlet, "b"), class_="px-as-in"),
            outlet_chips(line.outlets),
            class_="px-told",
        ),
        element(
            "div",
            element("p", span(line.first, line.last), class_="px-when"),
            element(
                "p",
                join(
                    [
                        number(len(line.outlets), "outlet"),
                        f"{line.independent_outlets:,} independent",
                    ],
                    " · ",
                ),
            ),
            element(
                "p",
                join([number(line.articles, "article"), number(line.clusters, "cluster")], " · "),
            ),
            kind_chips(line.differences) or element("p", "no differences found", class_="px-none"),
            class_="px-figures",
        ),
    )


def _label(said: str | None) -> list[Html]:
    return [] if said is None else [element("span", said, class_=f"px-newness px-is-{said}")]

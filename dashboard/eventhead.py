"""What stands above the comparison of one event, as HTML (pure)."""

from __future__ import annotations

from compare.shown.wording import number, span
from dashboard.eventlist import kind_chips
from dashboard.markup import Html, element, join, verbatim
from dashboard.queries.accounts import EventHead


def event_header(head: EventHead) -> Html:
    """Its headline and its figures."""
    undated = sum(not member.dated for account in head.accounts for member in account.members)
    facts = [
        span(head.first, head.last),
        number(len(head.accounts), "outlet"),
        number(head.independent_outlets, "independent account"),
        number(head.clusters, "cluster"),
        f"{number(undated, 'article')} without a date" if undated else None,
    ]
    title = verbatim(head.title.strip() or "(without a headline)")
    return element(
        "header",
        element("p", element("a", "← Events", href="./"), class_="px-back"),
        element("h1", title, class_="px-title"),
        element("p", "headline as in ", verbatim(head.title_outlet, "b"), class_="px-as-in"),
        element(
            "div",
            element("p", join(facts, " · ")),
            kind_chips(head.differences),
            class_="px-summary",
        ),
    )

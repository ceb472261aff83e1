"""What each outlet calls the same people and bodies, as HTML (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.cells import lacking
from dashboard.markup import Html, element, join, source_link, verbatim
from dashboard.queries.accounts import Account, EventHead
from dashboard.queries.names import Entity, Wording
from dashboard.sidebyside import badges

_SHOWN = 8
"""Wordings of a cell shown at once; what is rarer is behind a line."""


def name_grid(head: EventHead, columns: Sequence[str], entities: Sequence[Entity]) -> Html:
    """Entities down, the chosen outlets across; on a telephone one under the other."""
    accounts = {account.outlet: account for account in head.accounts}
    chosen = [accounts[outlet] for outlet in columns if outlet in accounts]
    top = element(
        "tr",
        element("th", "Who", scope="col", class_="px-corner"),
        *(_column(head, account) for account in chosen),
    )
    rows = (
        element(
            "tr",
            element("th", verbatim(entity.name, class_="px-entity"), scope="row"),
            *(_cell(head, account, entity.outlets.get(account.outlet, ())) for account in chosen),
            role="row",
        )
        for entity in entities
    )
    table = element(
        "table",
        element("caption", "Names and labels, by outlet", class_="px-sr"),
        element("thead", top),
        element("tbody", *rows),
        class_="px-matrix px-names",
    )
    return element(
        "div",
        table,
        class_=f"px-scroll px-n{min(len(chosen), 9)}",
        role="region",
        aria_label="Names and labels, by outlet",
        tabindex="0",
    )


def _column(head: EventHead, account: Account) -> Html:
    shown = badges(account, head)
    return element(
        "th",
        verbatim(account.outlet, class_="px-outlet"),
        element("span", *shown, class_="px-facts") if shown else None,
        scope="col",
    )


def _cell(head: EventHead, account: Account, wordings: Sequence[Wording]) -> Html:
    label = verbatim(account.outlet, class_="px-label")
    if not wordings:
        return element("td", label, _none(account), class_="px-lacking")
    shown, rest = wordings[:_SHOWN], wordings[_SHOWN:]
    more = None
    if rest:
        more = element("details", element("summary", f"{len(rest):,} more"), _list(head, rest))
    return element("td", label, _list(head, shown), more)


def _none(account: Account) -> Html:
    """Not that it is not there: a mention that cannot be tied to a name is left out."""
    return (
        element("span", "none recognised", class_="px-absent")
        if account.complete
        else (lacking(account))
    )


def _list(head: EventHead, wordings: Sequence[Wording]) -> Html:
    return element("ul", *(_wording(head, one) for one in wordings), class_="px-wordings")


def _wording(head: EventHead, wording: Wording) -> Html:
    member = head.member(wording.article_id)
    link = source_link(member.url, wording.text, "source", member.outlet) if member else None
    times = None
    if wording.count > 1:
        times = element(
            "span",
            f" ×{wording.count:,}",
            element("span", " times", class_="px-sr"),
            class_="px-soft",
        )
    return element("li", verbatim(wording.text), times, join([" ", link]))

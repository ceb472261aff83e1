"""The accounts beside each other as HTML: the headlines, and the matrix (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.firstreports import FirstReport
from compare.shown.wording import DASH, share, stamp
from dashboard.articlelink import article_address
from dashboard.cells import Marks, Places, cell, context
from dashboard.eventlist import event_address
from dashboard.markup import Html, element, join, kind_tag, source_link, verbatim
from dashboard.matrix import Row
from dashboard.queries.accounts import Account, EventHead, Member

_HEADLINES = 3
"""Headlines of one account shown at once."""
_TABS = 9
"""Columns that have a tab on a telephone; more are reached by swiping alone."""
_TIED = 3
"""Outlets from which on a tie for the first is counted and not listed."""


def headlines(head: EventHead) -> Html:
    """Every account's headlines, one column an account."""
    return element(
        "ul",
        *(_headline(head, account) for account in head.accounts),
        class_=f"px-headlines px-cols{_across(len(head.accounts))}",
        aria_label="Headlines",
    )


def badges(account: Account, head: EventHead) -> list[Html]:
    """What a reader must know of an account before believing its column."""
    shown: list[Html] = []
    if account.copied:
        sources = [head.member(member.copy_of) for member in account.members]
        names = sorted({source.outlet for source in sources if source})
        label = ("copy of ", verbatim(", ".join(names))) if names else ("copy",)
        shown.append(element("span", *label, _ground(account, names), class_="px-badge px-copy"))
    for access in ("metered", "locked"):
        if any(member.access == access for member in account.members):
            shown.append(element("span", access, class_="px-badge"))
    if not account.complete:
        least = min(member.completeness for member in account.members)
        shown.append(element("span", f"{share(least)} captured", class_="px-badge"))
    return shown


def _ground(account: Account, sources: Sequence[str]) -> Html:
    """How much of a copy's text stands in its source, and the agencies that it names."""
    agencies = sorted({member.agency for member in account.members if member.agency})
    other = [agency for agency in agencies if agency not in sources]
    named = (", names ", verbatim(", ".join(other))) if other else ()
    own = ", and names it" if agencies and not other else None
    return join([f" ({_copied(account)} of its words", *named, own, ")"])


def _copied(account: Account) -> str:
    """The share of a copy's words that stand in its source, of the least copied to the most."""
    found = sorted(member.containment or 0 for member in account.members)
    least, most = share(found[0]), share(found[-1])
    return least if least == most else f"{least}{DASH}{most}"


def comparison(
    head: EventHead,
    columns: Sequence[str],
    rows: Sequence[Row],
    places: Places,
    marks: Marks,
    *,
    folded: Mapping[str, str] | None = None,
    opened: str | None = None,
    firsts: Mapping[str, FirstReport] | None = None,
) -> Html:
    """The matrix: clusters down, accounts across.

    Under each row stands a second one with the paragraphs, shown while the row is open (the style
    sheet does that); folded: outlet → the one in whose column it is told; opened: the cluster_id of
    the row that is open from the start; firsts: cluster_id → who reported it first.
    """
    accounts = {account.outlet: account for account in head.accounts}
    chosen = [accounts[outlet] for outlet in columns]
    copies: dict[str, list[Account]] = {}
    for copy, source in (folded or {}).items():
        copies.setdefault(source, []).append(accounts[copy])
    top = element(
        "tr",
        element("th", "Passage", scope="col", class_="px-corner"),
        *(_column(account, head, copies.get(account.outlet, ())) for account in chosen),
    )
    body: list[Html] = []
    for row in rows:
        beside = list(row.passages)
        told = list(zip(chosen, row.cells, strict=True))
        cells = [cell(head, account, ids, beside, places, marks) for account, ids in told]
        contexts = [context(account, ids, places, marks) for account, ids in told]
        corner = element("td", class_="px-corner")
        body.append(element("tr", _row_head(head, row, opened, firsts or {}), *cells, role="row"))
        body.append(element("tr", corner, *contexts, class_="px-context"))
    table = element(
        "table",
        element("caption", "Passages side by side, in the order of the story", class_="px-sr"),
        element("thead", top),
        element("tbody", *body),
        class_="px-matrix",
    )
    scrolled = element(
        "div",
        table,
        class_=f"px-scroll px-n{min(len(columns), 9)}",
        role="region",
        aria_label="Passages side by side",
        tabindex="0",
    )
    across = f"--px-columns:{len(columns)}"
    if rows and all(row.cluster is None for row in rows):
        # Nothing to set beside each other: on a telephone each passage stands alone.
        return element("div", scrolled, class_="px-lonely")
    return element("div", _tabs(columns), scrolled, class_="px-swipe", style=across)


def _tabs(columns: Sequence[str]) -> Html | None:
    """On a telephone: the outlets, each a tap away. Pressing one leaves no column to stop at but
    its own (the style sheet does that), so the table moves there. Who reads by ear or by keys has
    all columns in the table, and needs no tabs.
    """
    if len(columns) < 2 or len(columns) > _TABS:
        return None
    tabs = (
        element("span", verbatim(outlet), class_=f"px-tab px-to{n}")
        for n, outlet in enumerate(columns, start=1)
    )
    return element("div", *tabs, class_="px-tabs", aria_hidden="true")


def _across(accounts: int) -> int:
    """How many headlines beside each other: at most five, and rows of about one length."""
    lines = -(-accounts // 5)
    return -(-accounts // lines)


def _headline(head: EventHead, account: Account) -> Html:
    shown, rest = account.members[:_HEADLINES], account.members[_HEADLINES:]
    more = None
    if rest:
        summary = element("summary", f"{len(rest)} more")
        more = element("details", summary, *(_article(head, member) for member in rest))
    return element(
        "li",
        element("p", verbatim(account.outlet), *badges(account, head), class_="px-who"),
        *(_article(head, member) for member in shown),
        more,
    )


def _article(head: EventHead, member: Member) -> Html:
    """One headline with its time, revision and link."""
    facts = [stamp(member.published, dated=member.dated)]
    if member.revision > 1:
        facts.append(f"rev {member.revision}")
    if member.newest_revision > member.revision:
        facts.append(f"rev {member.newest_revision} not compared yet")
    headline = verbatim(member.headline or "(without a headline)")
    address = article_address(member.article_id, head.event_id)
    return element(
        "div",
        element("p", element("a", headline, href=address), class_="px-headline"),
        element(
            "p",
            verbatim(member.page, class_="px-badge") if member.page else None,
            element("span", " · ".join(facts)),
            source_link(member.url, "", "source", member.outlet),
            class_="px-facts",
        ),
        class_="px-article",
    )


def _column(account: Account, head: EventHead, copies: Sequence[Account]) -> Html:
    first = account.members[0]
    facts = [stamp(first.published, dated=first.dated)]
    if len(account.members) > 1:
        facts.append(f"{len(account.members)} articles")
    elif first.revision > 1:
        facts.append(f"rev {first.revision}")
    carriers = None
    if copies:
        named = ", ".join(f"{copy.outlet} ({_copied(copy)})" for copy in copies)
        carriers = element("span", "copied by ", verbatim(named), class_="px-badge px-copy")
    return element(
        "th",
        verbatim(account.outlet, class_="px-outlet"),
        element("span", " · ".join(facts), class_="px-facts"),
        *badges(account, head),
        carriers,
        scope="col",
    )


def _row_head(
    head: EventHead, row: Row, opened: str | None, firsts: Mapping[str, FirstReport]
) -> Html:
    cluster = row.cluster
    if cluster is None:
        number = element("span", f"after row {row.follows}" if row.follows else "at the start")
        told: list[Html | None] = [number, element("span", "in one outlet only")]
        link = None
    else:
        told = [
            element("span", str(cluster.number), class_="px-number"),
            join(kind_tag(kind) for kind in row.kinds),
            element("span", f"{cluster.outlets} of {len(head.accounts)} outlets"),
            _first(firsts.get(cluster.cluster_id)),
        ]
        address = event_address(head.event_id, row=cluster.cluster_id)
        link = element("a", "link to this row", href=address, class_="px-permalink")
    return element(
        "th",
        element(
            "details",
            element("summary", *told, element("span", "context", class_="px-open")),
            link,
            open=cluster is not None and cluster.cluster_id == opened,
        ),
        scope="row",
    )


def _first(report: FirstReport | None) -> Html | None:
    """Who was first, where the pages' dates tell it."""
    if report is None or not report.outlets:
        return None
    names = report.outlets
    told = verbatim(" or ".join(names)) if len(names) < _TIED else f"one of {len(names)}"
    unsure = " (of those with a date)" if report.undated else None
    return element("span", "first: ", told, unsure, class_="px-by-first")

"""The accounts beside each other as HTML: the headlines, and the matrix (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.firstreports import FirstReport
from dashboard.eventlist import event_address
from dashboard.markup import (
    Html,
    Mark,
    element,
    join,
    kind_tag,
    marked,
    source_link,
    verbatim,
)
from dashboard.matrix import Row, moved
from dashboard.queries.accounts import Account, EventHead, Member
from dashboard.queries.passages import Place
from dashboard.wording import DASH, share, stamp

_HEADLINES = 3
"""Headlines of one account shown at once."""
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
    found = sorted(member.containment or 0 for member in account.members)
    least, most = share(found[0]), share(found[-1])
    said = least if least == most else f"{least}{DASH}{most}"
    agencies = sorted({member.agency for member in account.members if member.agency})
    other = [agency for agency in agencies if agency not in sources]
    named = (", names ", verbatim(", ".join(other))) if other else ()
    own = ", and names it" if agencies and not other else None
    return join([f" ({said} of its words", *named, own, ")"])


def comparison(
    head: EventHead,
    columns: Sequence[str],
    rows: Sequence[Row],
    places: Mapping[str, Place],
    marks: Mapping[str, Sequence[Mark]],
    *,
    opened: str | None = None,
    firsts: Mapping[str, FirstReport] | None = None,
) -> Html:
    """The matrix: clusters down, accounts across.

    Under each row stands a second one with the paragraphs, shown while the row is open (the style
    sheet does that); opened: the cluster_id of the row that is open from the start; firsts:
    cluster_id → who reported it first.
    """
    accounts = {account.outlet: account for account in head.accounts}
    chosen = [accounts[outlet] for outlet in columns]
    top = element(
        "tr",
        element("th", "Passage", scope="col", class_="px-corner"),
        *(_column(account, head) for account in chosen),
    )
    body: list[Html] = []
    for row in rows:
        beside = [passage_id for cell in row.cells for passage_id in cell]
        cells = [
            _cell(head, account, ids, beside, places, marks)
            for account, ids in zip(chosen, row.cells, strict=True)
        ]
        contexts = [
            _context(account, ids, places, marks)
            for account, ids in zip(chosen, row.cells, strict=True)
        ]
        is_open = row.cluster.cluster_id == opened
        first = (firsts or {}).get(row.cluster.cluster_id)
        body.append(element("tr", _row_head(head, row, is_open, first), *cells, role="row"))
        body.append(
            element("tr", element("td", class_="px-corner"), *contexts, class_="px-context")
        )
    table = element(
        "table",
        element("caption", "Passages side by side, in the order of the story", class_="px-sr"),
        element("thead", top),
        element("tbody", *body),
        class_="px-matrix",
    )
    width = f"px-n{min(len(columns), 9)}"
    return element(
        "div",
        table,
        class_=f"px-scroll {width}",
        role="region",
        aria_label="Passages side by side",
        tabindex="0",
    )


def _across(accounts: int) -> int:
    """How many headlines beside each other: at most five, and rows of about one length."""
    lines = -(-accounts // 5)
    return -(-accounts // lines)


def _headline(head: EventHead, account: Account) -> Html:
    shown, rest = account.members[:_HEADLINES], account.members[_HEADLINES:]
    more = None
    if rest:
        summary = element("summary", f"{len(rest)} more")
        more = element("details", summary, *(_article(member) for member in rest))
    return element(
        "li",
        element("p", verbatim(account.outlet), *badges(account, head), class_="px-who"),
        *(_article(member) for member in shown),
        more,
    )


def _article(member: Member) -> Html:
    """One headline with its time, revision and link."""
    facts = [stamp(member.published, dated=member.dated)]
    if member.revision > 1:
        facts.append(f"rev {member.revision}")
    if member.newest_revision > member.revision:
        facts.append(f"rev {member.newest_revision} not compared yet")
    return element(
        "div",
        element("p", verbatim(member.headline or "(without a headline)"), class_="px-headline"),
        element(
            "p",
            verbatim(member.page, class_="px-badge") if member.page else None,
            element("span", " · ".join(facts)),
            source_link(member.url, "", "source", member.outlet),
            class_="px-facts",
        ),
        class_="px-article",
    )


def _column(account: Account, head: EventHead) -> Html:
    first = account.members[0]
    facts = [stamp(first.published, dated=first.dated)]
    if len(account.members) > 1:
        facts.append(f"{len(account.members)} articles")
    elif first.revision > 1:
        facts.append(f"rev {first.revision}")
    return element(
        "th",
        verbatim(account.outlet, class_="px-outlet"),
        element("span", " · ".join(facts), class_="px-facts"),
        *badges(account, head),
        scope="col",
    )


def _row_head(head: EventHead, row: Row, is_open: bool, first: FirstReport | None) -> Html:
    cluster = row.cluster
    return element(
        "th",
        element(
            "details",
            element(
                "summary",
                element("span", str(cluster.number), class_="px-number"),
                join(kind_tag(kind) for kind in row.kinds),
                element("span", f"{cluster.outlets} of {len(head.accounts)} outlets"),
                _first(first),
                element("span", "context", class_="px-open"),
            ),
            element(
                "a",
                "link to this row",
                href=event_address(head.event_id, row=cluster.cluster_id),
                class_="px-permalink",
            ),
            open=is_open,
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


def _cell(
    head: EventHead,
    account: Account,
    ids: Sequence[str],
    beside: Sequence[str],
    places: Mapping[str, Place],
    marks: Mapping[str, Sequence[Mark]],
) -> Html:
    name = verbatim(account.outlet, class_="px-label")
    if not ids:
        return element("td", name, lacking(account), class_="px-lacking")
    shown = [
        _carried(head, account, places[p], beside, places)
        or _passage(head, account, places[p], marks.get(p, ()))
        for p in ids
        if p in places
    ]
    return element("td", name, *shown)


def _carried(
    head: EventHead,
    account: Account,
    place: Place,
    beside: Sequence[str],
    places: Mapping[str, Place],
) -> Html | None:
    """A copy's passage folded into its source's, when the same words stand beside it."""
    member = next(m for m in account.members if m.article_id == place.article_id)
    source = head.member(member.copy_of)
    same = any(
        places[p].article_id == member.copy_of and places[p].text.split() == place.text.split()
        for p in beside
        if p in places
    )
    if source is None or not same:
        return None
    label = element("span", "the words of ", verbatim(source.outlet), class_="px-badge px-copy")
    link = source_link(member.url, place.text, "source", member.outlet)
    return element("div", label, " ", link, class_="px-passage")


def lacking(account: Account) -> Html:
    """What may be said of an account that has no passage in a cluster."""
    if account.complete:
        return element("span", "not in captured text", class_="px-absent")
    return element("span", f"? {account.unknown}", class_="px-absent px-unsure")


def _passage(head: EventHead, account: Account, place: Place, marks: Sequence[Mark]) -> Html:
    member = next(m for m in account.members if m.article_id == place.article_id)
    source = head.member(member.copy_of)
    carried = None
    if source is not None and not account.copied:
        carried = element("span", "copy of ", verbatim(source.outlet), class_="px-badge px-copy")
    link = source_link(member.url, place.text, "source", member.outlet)
    words = element("span", marked(place.text, moved(marks, place.start)), dir="auto")
    return element("div", words, carried, " ", link, class_="px-passage")


def _context(
    account: Account,
    ids: Sequence[str],
    places: Mapping[str, Place],
    marks: Mapping[str, Sequence[Mark]],
) -> Html:
    shown = [paragraph(places[p], marks.get(p, ())) for p in ids if p in places]
    return element("td", verbatim(account.outlet, class_="px-label") if shown else None, *shown)


def paragraph(place: Place, marks: Sequence[Mark]) -> Html:
    """A passage in its paragraph, lifted out from the rest of it."""
    words = element("b", marked(place.text, moved(marks, place.start)), class_="px-here")
    offsets = f"characters {place.start:,}{DASH}{place.end:,}"
    return element(
        "div",
        element("p", place.before, words, place.after, dir="auto"),
        element("p", offsets, class_="px-facts"),
        class_="px-paragraph",
    )

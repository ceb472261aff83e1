"""What stands beside the matrix, as HTML: differences, what is alone, copies (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.shown.marks import Mark
from compare.shown.wording import share, stamp
from dashboard.eventlist import event_address
from dashboard.glance import grouped
from dashboard.markup import Html, element, join, kind_tag, marked, source_link, verbatim
from dashboard.matrix import marks_of, moved
from dashboard.queries.accounts import EventHead, Member
from dashboard.queries.passages import Difference, Place


def difference_list(
    head: EventHead,
    differences: Sequence[Difference],
    numbers: Mapping[str, int],
    places: Mapping[str, Place],
) -> Html:
    """Differences with all their sides verbatim; numbers: cluster_id → number of its row.

    Those of one kind in one row are shown together: each passage once, then who differs from whom.
    """
    items = (_group(head, group.differences, numbers, places) for group in grouped(differences))
    return element("ol", *items, class_="px-differences")


def alone_list(head: EventHead, places: Sequence[Place]) -> Html:
    """Passages that no other account was found to share, article by article."""
    parts: list[Html] = []
    for article_id in dict.fromkeys(place.article_id for place in places):
        member = head.member(article_id)
        if member is None:
            continue
        items = (
            element(
                "li",
                verbatim(place.text),
                " ",
                source_link(member.url, place.text, "source", member.outlet),
            )
            for place in places
            if place.article_id == article_id
        )
        parts.append(element("h3", verbatim(member.headline or "(without a headline)")))
        parts.append(element("ul", *items, class_="px-alone"))
    return join(parts)


def alone_counts(counts: Mapping[str, int]) -> Html:
    """How many passages each outlet has to itself."""
    items = (
        element("li", verbatim(outlet), element("b", f" {count:,}"))
        for outlet, count in counts.items()
    )
    return element("ul", *items, class_="px-chips", aria_label="Passages of one outlet only")


def copy_table(head: EventHead) -> Html | None:
    """Who carries whose text, or None when nobody does."""
    rows: list[Html] = []
    for account in head.accounts:
        for member in account.members:
            if member.copy_of is None:
                continue
            source = head.member(member.copy_of)
            rows.append(
                element(
                    "tr",
                    element("th", _named(member), scope="row"),
                    element("td", _named(source) if source else "an article of another event"),
                    element("td", copy_basis(member), class_="px-brief"),
                )
            )
    if not rows:
        return None
    return table("Copies", ("Article", "carries the text of", "How that is known"), rows)


def copy_basis(member: Member) -> Html:
    """How much of a copy's text stands in its source, and whose it says that it is."""
    found = f"{share(member.containment or 0)} of its words stand there"
    if member.basis not in ("mark", "both"):
        return join([found])
    agency = verbatim(member.agency or "an agency", "b")
    if member.basis == "mark":
        return join(["it names ", agency, f"; {found}"])
    return join([found, "; it names ", agency])


def table(caption: str, heads: Sequence[str], rows: Sequence[Html]) -> Html:
    """A table that scrolls inside itself where it is too wide."""
    top = element("tr", *(element("th", head, scope="col") for head in heads))
    drawn = element(
        "table",
        element("caption", caption, class_="px-sr"),
        element("thead", top),
        element("tbody", *rows),
        class_="px-table",
    )
    return element("div", drawn, class_="px-wide", role="region", aria_label=caption, tabindex="0")


def _group(
    head: EventHead,
    differences: Sequence[Difference],
    numbers: Mapping[str, int],
    places: Mapping[str, Place],
) -> Html:
    first = differences[0]
    marks = marks_of(differences)
    row = None
    if first.cluster_id is not None and first.cluster_id in numbers:
        address = event_address(head.event_id, row=first.cluster_id)
        row = element("a", f"row {numbers[first.cluster_id]}", href=address)
    sides = [
        _side(head, places[passage_id], marks[passage_id])
        for passage_id in marks
        if passage_id in places
    ]
    pairs = (
        element("li", verbatim(difference.reason), f" (confidence {difference.confidence:.2f})")
        for difference in differences
    )
    return element(
        "li",
        element("p", kind_tag(first.kind), row, class_="px-facts"),
        element("div", *sides, class_="px-sides"),
        element("ul", *pairs, class_="px-pairs px-reason"),
    )


def _side(head: EventHead, place: Place, marks: Sequence[Mark]) -> Html:
    member = head.member(place.article_id)
    link = source_link(member.url, place.text, "source", place.outlet) if member else None
    return element(
        "figure",
        element("figcaption", verbatim(place.outlet), " ", link),
        element("blockquote", marked(place.text, moved(marks, place.start)), dir="auto"),
    )


def _named(member: Member) -> Html:
    link = source_link(member.url, "", "source", member.outlet)
    return join(
        [
            verbatim(member.outlet, "b"),
            ": ",
            verbatim(member.headline or "(without a headline)"),
            element("span", f" {stamp(member.published, dated=member.dated)} ", class_="px-facts"),
            link,
        ]
    )

"""Where the accounts differ, in a few lines: whose words against whose (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.eventlist import event_address
from dashboard.markup import Html, element, join, kind_class, kind_tag, verbatim
from dashboard.queries.accounts import EventHead
from dashboard.queries.passages import Difference, Place

_LINES = 5


@dataclass(frozen=True, kw_only=True)
class Group:
    """The differences of one kind in one cluster: they are about one thing."""

    kind: str
    cluster_id: str | None
    differences: tuple[Difference, ...]


def grouped(differences: Sequence[Difference]) -> list[Group]:
    """One group a cluster and kind, in the order in which they are first met."""
    found: dict[tuple[str, str], list[Difference]] = {}
    for difference in differences:
        key = (difference.cluster_id or difference.difference_id, difference.kind)
        found.setdefault(key, []).append(difference)
    return [
        Group(kind=members[0].kind, cluster_id=members[0].cluster_id, differences=tuple(members))
        for members in found.values()
    ]


def surest(groups: Sequence[Group]) -> list[Group]:
    """The few to show first: the surest, in the order of the story."""
    ranked = sorted(groups, key=lambda g: -max(d.confidence for d in g.differences))[:_LINES]
    return [group for group in groups if group in ranked]


def glance(
    head: EventHead,
    groups: Sequence[Group],
    places: Mapping[str, Place],
    left_out: int,
) -> Html:
    """One line a group: each differing piece verbatim, with everyone who has it."""
    lines = [_line(head, group, places) for group in groups]
    if left_out:
        address = event_address(head.event_id, tab="Differences")
        lines.append(element("li", element("a", f"{left_out:,} more", href=address)))
    return join(
        [
            element("h2", "Where they differ", class_="px-part"),
            element("ul", *lines, class_="px-glance"),
        ]
    )


def _line(head: EventHead, group: Group, places: Mapping[str, Place]) -> Html:
    said: dict[str, list[str]] = {}
    for difference in group.differences:
        for value in difference.values:
            place = places.get(value.passage_id)
            if place is None:
                continue
            words = place.text[value.start - place.start : value.end - place.start]
            outlets = said.setdefault(words, [])
            if place.outlet not in outlets:
                outlets.append(place.outlet)
    sides = (
        element(
            "span",
            element("mark", words, class_=kind_class(group.kind), dir="auto"),
            " ",
            verbatim(", ".join(outlets), class_="px-by"),
            class_="px-side",
        )
        for words, outlets in said.items()
    )
    row = None
    if group.cluster_id is not None:
        address = event_address(head.event_id, row=group.cluster_id)
        row = element("a", "in full", href=address, class_="px-source")
    return element("li", kind_tag(group.kind), *sides, row)

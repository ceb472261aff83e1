"""Who gives which number, as of when, from whom: what is shown of it, and as HTML (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.differences.attribution import attribution
from compare.differences.quantities import quantities
from compare.shown.marks import Mark
from compare.shown.wording import stamp
from dashboard.eventlist import event_address
from dashboard.markup import Html, element, join, kind_tag, marked, source_link, verbatim
from dashboard.matrix import moved
from dashboard.queries.accounts import EventHead
from dashboard.queries.passages import Cluster, Place

FIGURE = "figure"
"""The kind of difference between numbers, as stored."""

_SAYING = re.compile(
    r"\b(?:said|says|told|according to|announced|reported|confirmed|estimated|counted)\b"
)
"""English: in other languages nobody is named, which is better than somebody wrong."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """One passage with its numbers."""

    place: Place
    spans: tuple[tuple[int, int], ...]
    # of the numbers, offsets in the passage; at least one
    marks: tuple[Mark, ...]
    # the figures that differ from another account's, offsets in the passage
    source: str | None
    # who is said to have given them, verbatim; None where the passage does not say


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One cluster whose passages give numbers."""

    cluster: Cluster
    given: tuple[Given, ...]
    # in the order of the accounts
    silent: tuple[str, ...]
    # outlets that report it without a number
    differ: bool
    # a difference between figures was found


def figures_told(
    outlets: Sequence[str],
    clusters: Iterable[Cluster],
    places: Mapping[str, Place],
    marks: Mapping[str, Collection[Mark]],
) -> list[Figures]:
    """The clusters with numbers, those in which they differ first, else in the order of the story.

    outlets: in the order of the accounts; marks: passage_id → the figures that differ, in offsets
    of the article.
    """
    order = {outlet: number for number, outlet in enumerate(outlets)}
    found: list[Figures] = []
    for cluster in clusters:
        held = [places[p] for p in cluster.passage_ids if p in places]
        held.sort(key=lambda p: (order.get(p.outlet, len(order)), p.article_id, p.position))
        # A passage may stand in several clusters; its difference belongs to one of them.
        parted = {p.outlet for p in held if marks.get(p.passage_id)}
        here = marks if len(parted) > 1 else {}
        given = tuple(one for one in (_given(p, here.get(p.passage_id, ())) for p in held) if one)
        if given:
            named = {one.place.outlet for one in given}
            silent = dict.fromkeys(p.outlet for p in held if p.outlet not in named)
            differ = any(one.marks for one in given)
            found.append(Figures(cluster=cluster, given=given, silent=tuple(silent), differ=differ))
    return sorted(found, key=lambda one: not one.differ)


def figure_list(head: EventHead, found: Sequence[Figures]) -> Html:
    """Each cluster's numbers, every account's beside the others'."""
    return element("ol", *(_item(head, one) for one in found), class_="px-differences")


def _given(place: Place, differing: Collection[Mark]) -> Given | None:
    spans = {(q.start, q.end) for q in quantities(place.text)}
    marks = moved(differing, place.start)
    spans |= {(mark.start, mark.end) for mark in marks}
    if not spans:
        return None
    # A mark is drawn whole: a number that it covers in part is not drawn a second time.
    apart = {s for s in spans if not any(s[0] < m.end and m.start < s[1] for m in marks)}
    apart |= {(mark.start, mark.end) for mark in marks}
    return Given(
        place=place, spans=tuple(sorted(apart)), marks=tuple(marks), source=_source(place.text)
    )


def _source(words: str) -> str | None:
    for cue in _SAYING.finditer(words):
        start, end = attribution(words, cue.start(), cue.end())
        if (start, end) != cue.span():
            return words[start:end].strip()
    return None


def _item(head: EventHead, found: Figures) -> Html:
    cluster = found.cluster
    address = event_address(head.event_id, row=cluster.cluster_id)
    silent = None
    if found.silent:
        silent = element("p", "no number in ", verbatim(", ".join(found.silent)), class_="px-facts")
    return element(
        "li",
        element(
            "p",
            kind_tag(FIGURE) if found.differ else None,
            element("a", f"row {cluster.number}", href=address),
            element("span", "the figures differ" if found.differ else ""),
            class_="px-facts",
        ),
        element("div", *(_side(head, one) for one in found.given), class_="px-sides"),
        silent,
    )


def _side(head: EventHead, given: Given) -> Html:
    place = given.place
    member = head.member(place.article_id)
    facts = [stamp(member.published, dated=member.dated)] if member else []
    said = element("span", "as in “", verbatim(given.source), "”") if given.source else None
    link = source_link(member.url, place.text, "source", place.outlet) if member else None
    return element(
        "figure",
        element("figcaption", verbatim(place.outlet), " ", link),
        element("p", element("span", *facts), said, class_="px-facts"),
        element("blockquote", _numbers_in(given), dir="auto"),
    )


def _numbers_in(given: Given) -> Html:
    """The passage, its numbers in bold, and marked where they differ."""
    words, parts, done = given.place.text, list[Html | str](), 0
    for start, end in given.spans:
        start = max(start, done)
        if end <= start:
            continue
        piece = words[start:end]
        inside = [m for m in given.marks if start <= m.start and m.end <= end]
        shown = marked(piece, moved(inside, start))
        parts += [words[done:start], element("b", shown, class_="px-told-number")]
        done = end
    return join([*parts, words[done:]])

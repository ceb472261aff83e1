"""The event in figures, in one row under its head (pure)."""

from __future__ import annotations

from compare.agreement import Agreement
from compare.shown.wording import number, share
from compare.summary import Summary
from dashboard.eventlist import coverage_address, event_address
from dashboard.markup import Html, element, join, verbatim
from dashboard.matrix import SHARED, SOME

_LINKED = 12
"""Outlets that a link names: the matrix shows all of them, so that its rows are those counted."""
_FEWEST = 3
"""Clusters from which on it is worth saying who was first, and who agrees."""


def figure_strip(event_id: str, summary: Summary) -> Html | None:
    """What is shared and what is not, each figure with the way to what it counts.

    None where nothing could be compared.
    """
    if len(summary.shares) < 2 or not summary.passages:
        return None
    items = [
        _shared(event_id, summary, SHARED, summary.by_all, f"told by all {len(summary.shares)}"),
        _shared(event_id, summary, SOME, summary.by_some + summary.undecided, "told by some"),
        _alone(event_id, summary),
        _agreeing(event_id, summary),
        _first(summary),
    ]
    shown = [item for item in items if item is not None]
    return element("ul", *shown, class_="px-strip", aria_label="This event in figures")


def _item(figure: str, *words: str | Html | None, href: str | None = None) -> Html:
    told = element("b", figure)
    head = element("a", told, href=href) if href else told
    return element("li", head, " ", element("span", *words))


def _shared(event_id: str, summary: Summary, shown: str, count: int, words: str) -> Html:
    address = None
    if count and len(summary.outlets) <= _LINKED:
        address = event_address(event_id, show=shown, outlets=summary.outlets)
    lacking = None
    if shown == SOME and summary.undecided:
        sure = number(summary.undecided, "of them", "of them")
        lacking = element("small", f" ({sure} perhaps by all: a capture is incomplete)")
    return _item(
        f"{count:,}", f"{'cluster' if count == 1 else 'clusters'} {words}", lacking, href=address
    )


def _alone(event_id: str, summary: Summary) -> Html:
    words = f"of {number(summary.passages, 'passage')} in one outlet only"
    unsure = None
    if not all(one.complete for one in summary.shares):
        unsure = element("small", " (as far as was captured)")
    address = event_address(event_id, tab="Only in")
    return _item(share(summary.only_in_one / summary.passages), words, unsure, href=address)


def _agreeing(event_id: str, summary: Summary) -> Html | None:
    pair = _closest(summary)
    if pair is None:
        return None
    closest = len(summary.shares) > 2
    told = [
        "of what either tells is in both ",
        verbatim(pair.outlet),
        " and ",
        verbatim(pair.other),
        ", the closest two" if closest else None,
        " (they carry one text)" if pair.copied else None,
    ]
    return _item(share(pair.jaccard or 0), *told, href=coverage_address(event_id))


def _closest(summary: Summary) -> Agreement | None:
    """The two that share most, of those that do not carry one text; or the only two."""
    if len(summary.agreements) == 1:
        return summary.agreements[0]
    found = [a for a in summary.agreements if not a.copied and a.either >= _FEWEST]
    return max(found, key=lambda a: (a.jaccard or 0, a.shared), default=None)


def _first(summary: Summary) -> Html | None:
    known = [report for report in summary.firsts.values() if report.outlets]
    if len(known) < _FEWEST:
        return None
    most = max(summary.shares, key=lambda one: one.first)
    also = [one.outlet for one in summary.shares if one.first == most.first]
    words = join([verbatim(", ".join(also) if len(also) < 3 else f"each of {len(also)} outlets")])
    return _item(f"{most.first:,}", "first told by ", words)

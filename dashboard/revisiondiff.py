"""One revision beside the one before it, as HTML: words removed and added (pure).

What is compared and how is `crawler.revisions`, as for the command `parallax revisions`; here it
is folded, bounded and drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from compare.shown.wording import exactly, number, share, when
from crawler.article import COMPLETE
from crawler.revisions import Change, changes, ends
from dashboard.articlelink import article_address
from dashboard.markup import Html, element, join, source_link, verbatim
from dashboard.queries.timeline import Revised, Stored

_CONTEXT = 70
"""Characters shown of an unchanged stretch at each of its ends."""
_LONGEST = 1_500
"""Characters shown of one removed or added stretch."""
_MOST = 300
"""Pieces shown of one revision."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What is drawn of a change."""

    kind: Literal["kept", "removed", "added", "folded"]
    # folded: words that stand here and are not shown
    text: str
    # verbatim
    within: Literal["kept", "removed", "added"] = "kept"
    # of a folded one: what kind of stretch it belongs to


def fold(found: Sequence[Change]) -> Iterator[Piece]:
    """The changes with what is unchanged, or too long to be read here, folded.

    All pieces joined are all changes joined: nothing is lost, only put away.
    """
    for place, one in enumerate(found):
        if one.kind == "kept":
            yield from _kept(one.text, first=place == 0, last=place == len(found) - 1)
        elif len(one.text) > _LONGEST:
            yield Piece(kind=one.kind, text=one.text[:_LONGEST])
            yield Piece(kind="folded", text=one.text[_LONGEST:], within=one.kind)
        else:
            yield Piece(kind=one.kind, text=one.text)


def revision_list(event_id: str, found: Iterable[Revised]) -> Html:
    """One item a revision, in the order given."""
    items = (element("li", _entry(event_id, one)) for one in found)
    return element("ol", *items, class_="px-revisions")


def difference(found: Sequence[Change]) -> Html:
    """The changes as one passage, bounded however many they are."""
    pieces = list(fold(found))
    drawn = [_drawn(piece) for piece in pieces[:_MOST]]
    left = sum(piece.kind in ("removed", "added") for piece in pieces[_MOST:])
    if left:
        told = f" … {number(left, 'more change')}: `parallax revisions` prints all of them"
        drawn.append(element("span", told, class_="px-fold"))
    return element("div", *drawn, class_="px-diff", dir="auto")


def _kept(text: str, *, first: bool, last: bool) -> Iterator[Piece]:
    shown = ends(text, _CONTEXT, first=first, last=last)
    if shown is None:
        yield Piece(kind="kept", text=text)
        return
    head, tail = shown
    for kind, words in (
        ("kept", head),
        ("folded", text[len(head) : len(text) - len(tail)]),
        ("kept", tail),
    ):
        if words:
            yield Piece(kind="kept" if kind == "kept" else "folded", text=words)


def _drawn(piece: Piece) -> Html:
    if piece.kind == "folded":
        words = len(piece.text.split())
        more = {"kept": "unchanged", "removed": "removed", "added": "added"}[piece.within]
        return element("span", f" … {number(words, 'word')} {more} … ", class_="px-fold", dir="ltr")
    if piece.kind == "kept":
        return element("span", piece.text)
    removed = piece.kind == "removed"
    sign = element("span", "− removed" if removed else "+ added", class_="px-tag", dir="ltr")
    body = piece.text.rstrip()
    if not body:
        blank = element("span", _blank(piece.text), class_="px-fold", dir="ltr")
        return join([sign, " ", blank, None if removed else piece.text])
    # A paragraph's end stays outside of the colour; one that was removed ends nothing here.
    after = " " if removed else piece.text[len(body) :]
    return join([element("del" if removed else "ins", sign, " ", body), after])


def _blank(text: str) -> str:
    """What is changed where there is nothing to see."""
    return "a paragraph's end" if "\n" in text else "white space"


def _entry(event_id: str, one: Revised) -> Html:
    step, before = one.step, one.before
    times = [f"captured {exactly(step.seen)}"]
    if step.modified is not None:
        times.append(f"the page dates its change {when(step.modified)}")
    whole = element(
        "a",
        "read it whole",
        href=article_address(step.article_id, event_id, revision=str(step.revision)),
    )
    head = element("h3", verbatim(one.outlet), f": revision {step.revision}")
    facts = element(
        "p",
        element("span", " · ".join(times)),
        whole,
        source_link(one.url, "", "source", one.outlet),
        class_="px-facts",
    )
    if before is None:
        headline = element("p", verbatim(one.after.title or "(without a headline)"))
        return join([head, facts, headline, element("p", "What stood before is not stored.")])
    return join(
        [
            head,
            facts,
            _capture(before, one.after),
            _part("Headline", before.title, one.after.title) or _headline(one.after),
            _part("Text", before.text, one.after.text)
            or element("p", "The text is the same.", class_="px-facts"),
        ]
    )


def _headline(after: Stored) -> Html:
    named = verbatim(after.title or "(without a headline)", class_="px-headline")
    return element("p", element("b", "Headline", class_="px-part-of"), named)


def _part(label: str, old: str, new: str) -> Html | None:
    if old == new:
        return None
    found = changes(old, new)
    added, removed = (
        sum(len(one.text.split()) for one in found if one.kind == kind)
        for kind in ("added", "removed")
    )
    told = f"{number(added, 'word')} added, {removed:,} removed"
    return element(
        "div",
        element("p", element("b", label, class_="px-part-of"), element("span", told)),
        difference(found),
        class_="px-changed",
    )


def _capture(before: Stored, after: Stored) -> Html | None:
    """A change of how much was captured, which is no change of what was published."""
    states = [_captured(one) for one in (before, after)]
    if states[0] == states[1] or None in states:
        return None
    note = f"Captured {states[0]} before, {states[1]} now"
    poor = min(before.completeness or 0, after.completeness or 0) < COMPLETE
    more = ": what differs may be what was captured, not what was published." if poor else "."
    return element("p", note, more, class_="px-warned")


def _captured(one: Stored) -> str | None:
    if one.completeness is None:
        return None
    return f"{share(one.completeness)} ({one.access})" if one.access else share(one.completeness)

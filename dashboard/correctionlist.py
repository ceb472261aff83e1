"""What persons decided about an event, as HTML (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from compare.shown.wording import number, when
from dashboard.eventlist import event_address
from dashboard.markup import Html, element, join, verbatim
from dashboard.queries.accounts import EventHead
from dashboard.queries.corrections import Correction, Corrections
from dashboard.queries.grounds import Elsewhere

_NAMED = 5
"""Articles of a correction that are named; the rest is counted."""

_DEEDS = {
    "merge": "merged",
    "split": "split off",
    "move": "moved",
    "pin": "pinned",
}


def correction_item(
    head: EventHead, made: Correction, found: Corrections, elsewhere: Mapping[str, Elsewhere]
) -> Html:
    """One decision: what, by whom, why, and whether it holds."""
    signed = join([verbatim(made.author or "somebody", "b"), f", {when(made.made)}"])
    note = element("q", verbatim(made.note)) if made.note.strip() else None
    return element(
        "div",
        element(
            "p", element("b", _DEEDS.get(made.kind, made.kind)), ": ", _named(head, made, found)
        ),
        _articles(head, made, elsewhere),
        element("p", note, " " if note else None, signed, " · ", _standing(made), class_="px-soft"),
        class_="px-correction",
    )


def _named(head: EventHead, made: Correction, found: Corrections) -> Html:
    """What was decided about what."""
    said = [_event(head, event_id, found) for event_id in dict.fromkeys(made.events)]
    if not made.articles:
        return join(said, " and ")
    between = " to " if made.kind == "move" else " and "
    of = " of " if said else None
    return join([number(len(made.articles), "article"), of, join(said, between)])


def _event(head: EventHead, event_id: str, found: Corrections) -> Html:
    heir = found.heirs.get(event_id, event_id)
    if heir == head.event_id:
        return join(["this event" if event_id == heir else f"{event_id}, now part of this event"])
    title = found.titles.get(event_id)
    if title is None:
        return verbatim(f"{event_id}, which is no more")
    return element("a", verbatim(title.strip() or "(without a headline)"), href=event_address(heir))


def _articles(head: EventHead, made: Correction, elsewhere: Mapping[str, Elsewhere]) -> Html | None:
    named: list[Html] = []
    for article_id in made.articles[:_NAMED]:
        member = head.member(article_id)
        other = elsewhere.get(article_id)
        if member is not None:
            outlet, headline = member.outlet, member.headline
        elif other is not None:
            outlet, headline = other.outlet, other.headline
        else:
            continue
        title = verbatim(headline or "(without a headline)")
        named.append(element("li", verbatim(outlet, "b"), ": ", title))
    rest = len(made.articles) - _NAMED
    if rest > 0:
        named.append(element("li", f"and {rest:,} more"))
    return element("ul", *named) if named else None


def _standing(made: Correction) -> str:
    if made.undone is None:
        return "will be taken up by the next comparison" if made.pending else "in force"
    said = f"undone {when(made.undone)}"
    return f"{said}; the next comparison takes it back" if made.pending else said

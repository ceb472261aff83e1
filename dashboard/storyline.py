"""The story line of an event as HTML (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from compare.shown.wording import day, number
from dashboard.eventlist import event_address
from dashboard.evidence import evidence
from dashboard.markup import Html, element, join, verbatim
from dashboard.queries.accounts import EventHead
from dashboard.queries.reasons import Reason
from dashboard.queries.storyline import Story, StoryEvent

_FOLLOWERS = 3
"""Of them named at once; the rest stands in the whole story line."""
_HOURS_AS_DAYS = 36
"""From here on a distance is told in days."""


def story_panel(head: EventHead, story: Story) -> Html | None:
    """What the event follows and what follows it; None when it is part of no story line."""
    direct = [event for event in story.after if event.follows == head.event_id]
    named = [*story.before[-1:], *direct[:_FOLLOWERS]]
    if not named:
        return None
    lines = [_sentence("follows", event, head.first) for event in story.before[-1:]]
    lines += [_sentence("followed by", event, head.first) for event in direct[:_FOLLOWERS]]
    return element(
        "div",
        *lines,
        _whole(head, story, named),
        class_="px-story",
        role="group",
        aria_label="Story line",
    )


def _sentence(label: str, event: StoryEvent, reference: datetime) -> Html:
    return element(
        "p",
        element("span", f"{label}: ", class_="px-soft"),
        _link(event),
        element("span", f", {_distance(event.first, reference)}", class_="px-soft"),
    )


def _link(event: StoryEvent) -> Html:
    title = verbatim(event.title.strip() or "(without a headline)")
    return element("a", title, href=event_address(event.event_id))


def _distance(moment: datetime, reference: datetime) -> str:
    hours = (moment - reference).total_seconds() / 3600
    if abs(hours) < 1:
        return "at about the same time"
    in_days = abs(hours) >= _HOURS_AS_DAYS
    apart = number(round(abs(hours) / 24), "day") if in_days else number(round(abs(hours)), "hour")
    return f"{apart} {'before' if hours < 0 else 'after'}"


def _whole(head: EventHead, story: Story, named: Sequence[StoryEvent]) -> Html:
    """Every event that is known of it, and why each follows."""
    shown = len(story.before) + len(story.after) + 1
    if shown == len(named) + 1 and not (story.earlier or story.later):
        summary = "why"
    else:
        summary = f"{shown} events of this story line, and why each follows"
    own = _entry_line(head.first, verbatim(head.title.strip() or "(without a headline)", "b"))
    return element(
        "details",
        element("summary", summary),
        element(
            "ol",
            _further("earlier events", story.before[0]) if story.earlier else None,
            *(_entry(event) for event in story.before),
            element("li", own, _why(story.reasons), aria_current="true"),
            *(_entry(event) for event in story.after),
            _further("later events", story.after[-1]) if story.later else None,
        ),
    )


def _further(label: str, event: StoryEvent) -> Html:
    return element("li", "… ", element("a", label, href=event_address(event.event_id)))


def _entry(event: StoryEvent) -> Html:
    outlets = element("span", f" {number(event.outlets, 'outlet')}", class_="px-soft")
    return element(
        "li", _entry_line(event.first, join([_link(event), outlets])), _why(event.reasons)
    )


def _entry_line(moment: datetime, said: Html) -> Html:
    return join([element("span", f"{day(moment)} ", class_="px-num px-soft"), said])


def _why(reasons: Sequence[Reason]) -> Html | None:
    if not reasons:
        return None
    return element("p", join((evidence(r) for r in reasons), " · "), class_="px-evidence")

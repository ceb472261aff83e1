"""Story lines of one stretch of days: which of its events develop earlier ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from compare.events.lead import Lead
from compare.events.reasons import reasons
from compare.events.stories import Follows, find_follows
from compare.events.window import Window
from compare.settings import Settings


@dataclass(frozen=True, kw_only=True)
class StoryLines:
    """What some events follow."""

    asked: frozenset[str]
    # the events that were looked at: those without a row follow nothing
    found: tuple[Follows, ...]


def story_lines(
    window: Window,
    groups: Mapping[str, Collection[str]],
    changed: Collection[str],
    settings: Settings,
) -> StoryLines:
    """For each changed event the one that it follows, and likewise for events that came after one.

    groups: event_id → article ids, of every event of these days.
    """
    places = {
        event_id: [window.place[article_id] for article_id in group]
        for event_id, group in groups.items()
    }
    if not changed:
        return StoryLines(asked=frozenset(), found=())
    began = min(min(places[event_id]) for event_id in changed)
    # A late article may turn out to be what a later event developed from, or may draw out what it
    # followed until the two overlap.
    asked = {event_id for event_id, held in places.items() if min(held) > began} | set(changed)
    found = find_follows(
        window, places, asked, days=settings.follow_days, chance=settings.follow_chance
    )
    return StoryLines(asked=frozenset(asked), found=tuple(found))


def ends(lines: StoryLines, window: Window) -> set[str]:
    """The articles that tie the events: what reads their texts for the reasons."""
    return {window.profiles[place].lead.article_id for one in lines.found for place in one.pair}


def rows(lines: StoryLines, window: Window, leads: Mapping[str, Lead]) -> list[dict[str, Any]]:
    """As stored: each with the reasons of its nearest pair. leads: of `ends`, with their texts."""
    told = []
    for one in lines.found:
        late, early = (window.profiles[place].lead.article_id for place in one.pair)
        first, second = (np.array([place]) for place in one.pair)
        across = bool(window.two_languages(first, second)[0])
        rule = window.rule.two_languages if across else window.rule.one_language
        told.append(
            {
                "event_id": one.event_id,
                "follows": one.follows,
                "score": one.score,
                "reasons": list(
                    reasons(leads[late], leads[early], one.evidence, rule, window.rare)
                ),
            }
        )
    return told

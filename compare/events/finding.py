"""Arrivals → groups of articles and why each stands where it does (pure)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from compare.events.grouping import Bounds, Grouping, regroup
from compare.events.lead import Lead, Membership
from compare.events.reasons import MOST, by_itself, reasons
from compare.events.window import Window


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a person said about these articles."""

    together: tuple[frozenset[str], ...] = ()
    # disjoint sets of article ids: each stands in one event
    apart: tuple[tuple[str, str], ...] = ()
    # no event holds both
    by_article: Mapping[str, str] = field(default_factory=dict)
    # article_id → the correction that put or holds it where it is


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """The events that arrivals made or changed, and those that they might have changed."""

    groups: list[frozenset[str]]
    # article ids
    touched: frozenset[str]
    # ids of the events that these articles stood in
    grouping: Grouping


def find_events(
    window: Window,
    arrived: Collection[str],
    events: Mapping[str, frozenset[str]],
    said: Said | None = None,
) -> Found:
    """Group what arrived and all that it may touch; see grouping.py.

    events: event_id → article ids, as they stand. Every article that is regrouped stands in
    exactly one group.
    """
    said = said or Said()
    place = window.place
    grouping = regroup(
        window,
        # One whose text went while the comparison ran is no longer there.
        [place[article_id] for article_id in arrived if article_id in place],
        [frozenset(place[a] for a in group) for group in events.values()],
        Bounds(
            together=tuple(
                frozenset(place[a] for a in group if a in place) for group in said.together
            ),
            apart=tuple((place[a], place[b]) for a, b in said.apart if a in place and b in place),
        ),
    )
    groups = [
        frozenset(window.profiles[number].lead.article_id for number in group)
        for group in grouping.groups
    ]
    event_of = {a: event_id for event_id, group in events.items() for a in group}
    return Found(
        groups=groups,
        touched=frozenset(event_of[a] for group in groups for a in group if a in event_of),
        grouping=grouping,
    )


def explain(
    group: Collection[str],
    found: Found,
    window: Window,
    leads: Mapping[str, Lead],
    said: Said | None = None,
) -> tuple[Membership, ...]:
    """The memberships of one group, with score and reasons, in order of article id.

    leads: article_id → its lead with its text, of the group's articles.
    """
    corrected = said.by_article if said else {}
    return tuple(
        _with_correction(
            _membership(leads[article_id], sorted(group), found, window, leads),
            corrected.get(article_id),
        )
        for article_id in sorted(group)
    )


def _membership(
    lead: Lead,
    group: Sequence[str],
    found: Found,
    window: Window,
    leads: Mapping[str, Lead],
) -> Membership:
    here = window.place[lead.article_id]
    others = [article_id for article_id in group if article_id != lead.article_id]
    told = by_itself(lead)
    score = 1.0
    if others:
        chances, rows = [], []
        for other in others:
            there = window.place[other]
            row = found.grouping.rows.get((min(here, there), max(here, there)))
            rows.append(row)
            chances.append(0.0 if row is None else float(found.grouping.pairs.chance[row]))
        score = max(0.0, float(np.mean(chances)))
        best = int(np.argmax(chances))
        nearest = rows[best]
        if nearest is not None:
            pairs = found.grouping.pairs
            a, b = pairs.first[nearest : nearest + 1], pairs.second[nearest : nearest + 1]
            rule = window.rule
            told = reasons(
                lead,
                leads[others[best]],
                pairs.evidence[nearest],
                rule.two_languages if window.two_languages(a, b)[0] else rule.one_language,
                window.rare,
            )
    return Membership(
        article_id=lead.article_id,
        score=round(score, 4),
        reasons=told,
        standing=lead.standing,
        page=lead.page,
    )


def _with_correction(member: Membership, correction_id: str | None) -> Membership:
    """A person's word comes before all evidence."""
    if correction_id is None:
        return member
    said: dict[str, Any] = {
        "kind": "correction",
        "value": correction_id,
        "article_id": None,
        "weight": 0.0,
    }
    return replace(member, reasons=(said, *member.reasons)[:MOST])

"""Leads and windows from a few words, and how to ask for their groups."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from compare.encoder import Vectors
from compare.events.finding import Found, Said, find_events
from compare.events.lead import Lead, Standing
from compare.events.profile import profiles
from compare.events.rule import Rule
from compare.events.window import Window
from tests.compare.conftest import RULE, FakeEncoder

NOON = datetime(2025, 10, 3, 12, tzinfo=UTC)

FIRE = "Blaze destroys the Pell Brothers warehouse in Hollis Grove"
FERRY = "Ferry drifts seven hours across the Irish Sea after engine failure"
BAKE = "Apple and cheddar hand pies need cold butter, patience and an oven"


class Encodes(Protocol):
    """What a window needs of a model."""

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors: ...


def lead(
    name: str,
    text: str,
    *,
    title: str = "",
    hours: float = 0,
    language: str | None = "en",
    standing: Standing = "full",
    **more: Any,
) -> Lead:
    return Lead(
        article_id=name,
        outlet=f"outlet of {name}",
        published=NOON + timedelta(hours=hours),
        title=title,
        text=text,
        language=language,
        standing=standing,
        **more,
    )


def window_of(
    leads: Iterable[Lead],
    *,
    rule: Rule = RULE,
    days: float = 3,
    encoder: Encodes | None = None,
) -> Window:
    leads, encoder = list(leads), encoder or FakeEncoder()
    headlines = encoder.encode([one.headline for one in leads])
    openings = encoder.encode([one.opening for one in leads])
    return Window(profiles(leads, headlines, openings), rule, days=days)


def at(cut: float, **changes: Any) -> Rule:
    """The rule of the tests with another cut."""
    return replace(RULE, cut=cut, **changes)


def found(
    window: Window,
    arrived: Collection[str] | None = None,
    events: Mapping[str, frozenset[str]] | None = None,
    said: Said | None = None,
) -> Found:
    """What arrived, or all that the window holds, grouped."""
    return find_events(window, window.place if arrived is None else arrived, events or {}, said)


def groups(
    window: Window,
    arrived: Collection[str] | None = None,
    events: Mapping[str, frozenset[str]] | None = None,
    said: Said | None = None,
) -> set[frozenset[str]]:
    """The same, as a set; no article stands in two."""
    told = found(window, arrived, events, said).groups
    members = [article_id for group in told for article_id in group]
    assert len(members) == len(set(members))
    return set(told)


def sets(*texts: str) -> set[frozenset[str]]:
    """sets("a b", "c") → {{a, b}, {c}}"""
    return {frozenset(text.split()) for text in texts}

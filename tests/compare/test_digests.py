"""Headlines of pages about many things."""

from __future__ import annotations

import pytest

from compare.digests import is_digest


@pytest.mark.parametrize(
    "title",
    [
        "The week in five stories",
        "The year in pictures",
        "The Week in Review",
        "Morning briefing: ferry adrift, fares up",
        "Your weekend briefing",
        "Weekly round-up",
        "Evening roundup",
        "Five things to know this Monday",
        "10 things you need to know",
        "Live updates: storm nears coast",
        "Election night live blog",
        "Cup final – as it happened",
        "Your horoscope for Tuesday",
        "Daily crossword: 9 October",
        "Today’s front pages",
        "Letters to the editor: leaf blowers",
        "News of the day",
    ],
)
def test_digests(title: str) -> None:
    assert is_digest(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Border Patrol agent shoots woman in Brighton Park",
        "What we know, and don’t, about the Border Patrol shooting in Chicago",
        "Three firefighters hurt as ammonia inferno levels Indiana warehouse",
        "Ferry with 214 aboard drifts for seven hours",
        "Woman lives to tell the story of the week she spent adrift",
        "President cancels daily briefing after reporter is expelled",
        "Minister walks out of news briefing",
        "Newsletter editor arrested in capital",
        "Letter to the editor’s killer read in court",
    ],
)
def test_reports_of_one_event(title: str) -> None:
    assert not is_digest(title)

"""Labelled coverage: real articles and the events they report, in the import format."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from compare.encoder import Encoder, Vectors
from compare.events.lead import Lead
from compare.events.pages import standing_of
from compare.events.profile import Profile, profiles
from compare.settings import Settings

_PRESSED_DAYS = 60


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Articles with the event that a person gave each."""

    leads: tuple[Lead, ...]
    gold: tuple[str, ...]
    # the event of each lead, in their order

    def dated(self, dates: Sequence[datetime]) -> list[Lead]:
        """The same articles on other days."""
        from dataclasses import replace

        return [replace(lead, published=date) for lead, date in zip(self.leads, dates, strict=True)]

    def pressed(self) -> Coverage:
        """The dates squeezed into 60 days, so that many events compete in each window."""
        dates = [lead.published for lead in self.leads]
        first, span = min(dates), max((max(dates) - min(dates)).days, 1)
        return Coverage(
            leads=tuple(
                self.dated(
                    [
                        first + timedelta(days=(date - first).days * _PRESSED_DAYS // span)
                        for date in dates
                    ]
                )
            ),
            gold=self.gold,
        )


def read(path: Path, settings: Settings) -> Coverage:
    """From a file of JSON lines: the import format and `event`."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return Coverage(
        leads=tuple(
            standing_of(
                Lead(
                    article_id=f"{place:06}",
                    outlet=row["outlet"],
                    published=datetime.fromisoformat(row["published"]).replace(tzinfo=UTC),
                    title=row["title"],
                    text=row["text"][: settings.lead_characters],
                    links=tuple(row.get("links") or ()),
                ),
                url=row.get("url"),
                section=row.get("section"),
                text=row["text"],
            )
            for place, row in enumerate(rows)
        ),
        gold=tuple(row["event"] for row in rows),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Encoded:
    """The vectors of a coverage, made once for all that is measured on it."""

    headlines: Vectors
    openings: Vectors

    def profiles(self, leads: Sequence[Lead]) -> list[Profile]:
        return profiles(leads, self.headlines, self.openings)


def encoded(coverage: Coverage, encoder: Encoder) -> Encoded:
    """(n_leads, dim) float32 each, kept in the order of the leads."""
    return Encoded(
        headlines=np.asarray(encoder.encode([lead.headline for lead in coverage.leads])),
        openings=np.asarray(encoder.encode([lead.opening for lead in coverage.leads])),
    )

"""Which pages may take part in finding events, and how (pure)."""

from __future__ import annotations

from dataclasses import replace

from compare.digests import is_digest
from compare.events.lead import Lead


def standing_of(lead: Lead, *, url: str | None, section: str | None) -> Lead:
    """The lead with its standing: pages about many things would glue events together."""
    if is_digest(lead.title):
        return replace(lead, standing="alone", page="round-up")
    return lead

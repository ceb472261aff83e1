"""Which pages may take part in finding events, and how (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare.digests import kind_of_page
from compare.events.lead import Lead
from compare.evergreen import Earlier, stale


def standing_of(
    lead: Lead,
    *,
    url: str | None,
    section: str | None,
    text: str,
    earlier: Sequence[Earlier] = (),
) -> Lead:
    """The lead with its standing: pages about many things would glue events together, and old
    pages come again would join fresh ones.

    text: the whole, where signs of both may stand far below; earlier: articles of the same outlet
    with the same headline, older than an event lasts.
    """
    old = stale(url=url, published=lead.published, title=lead.title, text=text, earlier=earlier)
    if old:
        return replace(lead, standing="alone", page=old)
    digest = kind_of_page(title=lead.title, url=url, section=section, text=text)
    if digest is None:
        return lead
    return replace(lead, standing="guest" if digest.about == "one" else "alone", page=digest.kind)

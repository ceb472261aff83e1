"""An article's own evidence: what of it is compared with every other article's (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from compare.encoder import Vector, Vectors
from compare.events.lead import Lead
from compare.events.names import names_of
from compare.terms import Counts, count_runs, count_words

QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]{25,600})[”“»\"]")


MADE_BY = "1"
"""Goes up when something is counted otherwise than before."""


@dataclass(frozen=True, eq=False)
class Counted:
    """What is counted in an article's text."""

    words: Counts
    headline_words: Counts
    opening_names: Counts
    # what it is about
    names: Counts
    # all that its text has
    quoted: Counts
    # runs of four words within quotations


@dataclass(frozen=True, kw_only=True, eq=False)
class Profile:
    """The evidence of one article."""

    lead: Lead
    # without its text: a window holds many articles
    headline: Vector
    opening: Vector
    # (dim,) float32, unit norm
    counted: Counted


def profiles(leads: Sequence[Lead], headlines: Vectors, openings: Vectors) -> list[Profile]:
    """headlines, openings: (n_leads, dim) float32, unit norm, of the leads in their order."""
    return [
        Profile(
            lead=replace(lead, text=""), headline=headline, opening=opening, counted=counted(lead)
        )
        for lead, headline, opening in zip(leads, headlines, openings, strict=True)
    ]


def counted(lead: Lead) -> Counted:
    """What is counted in a lead with its text."""
    names = names_of(lead)
    return Counted(
        words=count_words(f"{lead.title}\n{lead.text}", lead.language),
        headline_words=count_words(lead.headline, lead.language),
        opening_names=count_words(" ".join(names.opening), lead.language),
        names=count_words(" ".join(names.text), lead.language),
        quoted=count_runs("\n".join(QUOTED.findall(lead.text))),
    )


def packed(counts: Counted) -> bytes:
    """As bytes, to be stored."""
    return b"".join(getattr(counts, field.name).packed() for field in fields(Counted))


def unpacked(data: bytes) -> Counted:
    """What was packed."""
    rest = memoryview(data)
    found = []
    for _ in fields(Counted):
        counts, rest = Counts.unpacked(rest)
        found.append(counts)
    return Counted(*found)

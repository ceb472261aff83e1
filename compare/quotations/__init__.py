"""Quotations: found in a text with their speakers, and matched across the articles of an event.

`quotations` reads one article; `families` groups the quotations of an event's articles by the words
they give, and says who gives them whole, trimmed, altered, or to another speaker.
"""

from __future__ import annotations

from compare.quotations.extraction import is_english, quotations, within
from compare.quotations.grouping import Account, Family, Member, families
from compare.quotations.quotation import Attribution, Ground, Piece, Quotation, Role

__all__ = [
    "Account",
    "Attribution",
    "Family",
    "Ground",
    "Member",
    "Piece",
    "Quotation",
    "Role",
    "families",
    "is_english",
    "quotations",
    "within",
]

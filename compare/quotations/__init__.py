"""Quotations: found in a text with their speakers, and matched across the articles of an event.

`quotations` reads one article; `families` groups the quotations of an event's articles by the words
they give, and says who gives them whole, trimmed, altered, or to another speaker.
`list_quotations` puts these in the order of the story, under lasting ids, ready to be stored.
"""

from __future__ import annotations

from compare.quotations.extraction import is_english, quotations, within
from compare.quotations.grouping import Account, Family, Member, families
from compare.quotations.listing import Listed, list_quotations
from compare.quotations.quotation import Attribution, Ground, Piece, Quotation, Role

__all__ = [
    "Account",
    "Attribution",
    "Family",
    "Ground",
    "Listed",
    "Member",
    "Piece",
    "Quotation",
    "Role",
    "families",
    "is_english",
    "list_quotations",
    "quotations",
    "within",
]

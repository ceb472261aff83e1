"""Who carries whose copy, and how many voices are left (pure).

    text ── without quotations ──▶ runs of words ──▶ pairs (LSH) ──▶ overlap ──┐
    marks ── whole text: byline, dateline, canonical; a part: credit ──────────┴──▶ copies, voices

An article is a copy of another outlet's when its own words stand there: enough of its runs of words
(containment, Broder 1997), and all over it, so that an account of its own that takes in some of an
agency's paragraphs stays one. What stands inside quotation marks does not count.
"""

from compare.syndication.candidate import Candidate
from compare.syndication.copying import Copy, find_copies
from compare.syndication.voices import independent_outlets, voices

__all__ = ["Candidate", "Copy", "find_copies", "independent_outlets", "voices"]

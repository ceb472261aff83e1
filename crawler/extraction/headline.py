"""Which of the titles that a page gives is its headline (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHORTEST = 15
"""Characters: a shorter beginning of a headline is a kicker, not the headline."""
_SITE_FOLLOWS = re.compile(r"\s*[|·»]\s*\S|\s+[-–—:/]\s+\S")
_QUOTES = str.maketrans("‘’‚‛′“”„‟″", "'''''\"\"\"\"\"")


def choose_headline(titles: Sequence[str]) -> str:
    """The first of the titles, without the name of the site.

    titles: the most trustworthy first; empty ones are passed over. "Ferry adrift | The Packet" is
    "Ferry adrift" where another of them says just that: then the page itself leaves out the
    rest. A kicker before the headline stays. "" when there is none.
    """
    given = [title for title in titles if title]
    first = given[0] if given else ""
    plain = first.translate(_QUOTES)
    shorter = [
        len(other)
        for other in given[1:]
        if len(other) >= _SHORTEST
        and plain.startswith(other.translate(_QUOTES))
        and _SITE_FOLLOWS.match(first, len(other))
    ]
    return first[: min(shorter, default=len(first))]

"""Who carries whose copy (pure).

An article is a copy of an earlier one when most of its shingles (runs of words, Broder 1997) stand
in it. What stands inside quotation marks does not count: two outlets that quote one statement at
length are not copies of each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_WORDS = re.compile(r"\w+(?:['’]\w+)*")
_FEWEST = 20
"""Articles with fewer shingles say too little to be called a copy."""


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One article carries another's text."""

    article_id: str
    source_article_id: str
    containment: float
    # [0, 1]: share of the article's shingles that stand in the source


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What is needed of an article to find copies."""

    article_id: str
    outlet: str
    published: datetime
    # UTC; when first seen, where the page gives no date
    text: str


def shingles(text: str, words: int) -> frozenset[tuple[str, ...]]:
    """The runs of so many words outside quotations, case folded."""
    tokens = [token.casefold() for token in _WORDS.findall(_QUOTED.sub(" ", text))]
    return frozenset(
        tuple(tokens[place : place + words]) for place in range(len(tokens) - words + 1)
    )


def find_copies(
    articles: Sequence[Candidate], *, words: int, containment: float
) -> tuple[Copy, ...]:
    """Copies among the articles of one event: each names the earliest article it is made from.

    Only articles of different outlets are compared. A copy of a copy names the first of them, so
    the sources form families of one original each.
    """
    ordered = sorted(articles, key=lambda article: (article.published, article.article_id))
    sets = [shingles(article.text, words) for article in ordered]
    copies: list[Copy] = []
    source_of: dict[int, int] = {}
    for later, article in enumerate(ordered):
        if len(sets[later]) < _FEWEST:
            continue
        best, share = -1, containment
        for earlier in range(later):
            if ordered[earlier].outlet == article.outlet or earlier in source_of:
                continue
            common = len(sets[later] & sets[earlier]) / len(sets[later])
            if common >= share and (common > share or best < 0):
                best, share = earlier, common
        if best >= 0:
            source_of[later] = best
            copies.append(
                Copy(
                    article_id=article.article_id,
                    source_article_id=ordered[best].article_id,
                    containment=round(share, 4),
                )
            )
    return tuple(copies)


def independent_outlets(articles: Sequence[Candidate], copies: Sequence[Copy]) -> int:
    """How many outlets have an article of their own: one that carries nobody's copy."""
    copied = {copy.article_id for copy in copies}
    return len({article.outlet for article in articles if article.article_id not in copied})

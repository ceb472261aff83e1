"""Copies → whose voice each article is, and how many voices there are (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.syndication.candidate import Candidate
from compare.syndication.claims import claims_of
from compare.syndication.copying import Copy


def voices(articles: Sequence[Candidate], copies: Sequence[Copy]) -> dict[str, str]:
    """article_id → whose words it brings: its outlet's; an agency's, where it says so; a copy the
    same as the original of its family."""
    source_of = {copy.article_id: copy.source_article_id for copy in copies}
    originals = {
        article.article_id: next(iter(claims_of(article).whole), article.outlet)
        for article in articles
        if article.article_id not in source_of
    }
    return {
        article.article_id: originals[source_of.get(article.article_id, article.article_id)]
        for article in articles
    }


def independent_outlets(
    articles: Sequence[Candidate],
    voice_of: Mapping[str, str],
) -> int:
    """How many accounts are independent: one a copy family, one an outlet with words of its own.

    Never more than there are outlets, although one may carry an agency beside its own article.
    """
    outlets = {article.outlet for article in articles}
    return min(len(outlets), len({voice_of[article.article_id] for article in articles}))

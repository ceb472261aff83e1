"""What is needed of an article to find its event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Standing = Literal["full", "guest", "alone"]
"""full: votes on what is one event; guest: may join one event, never glues two (a live blog);
alone: a page about many things or an old page come again, which stands by itself."""


@dataclass(frozen=True, kw_only=True)
class Lead:
    """An article as the search for events sees it."""

    article_id: str
    outlet: str
    published: datetime
    # UTC; when first seen, where the page gives no date
    title: str
    # may be empty
    text: str
    # the beginning of the article, as many characters as the settings say
    dated: bool = True
    # whether the page gave the date
    language: str | None = None
    # BCP 47; None where nothing declares it
    links: tuple[str, ...] = ()
    # canonical addresses that the text links to
    standing: Standing = "full"
    page: str | None = None
    # why it does not stand as a full article, in words: "live blog", "first published in 2019"

    @property
    def headline(self) -> str:
        """The title; of a page without one, how its text begins."""
        return self.title or self.text[:120]

    @property
    def opening(self) -> str:
        """What is encoded of an article: a model reads no more than this well."""
        return f"{self.title}\n{self.text[:OPENING_CHARACTERS]}"


OPENING_CHARACTERS = 350
"""Of the text: headline and first paragraphs say what happened; measured, more says less."""


@dataclass(frozen=True, kw_only=True)
class Membership:
    """Why an article stands in its event."""

    article_id: str
    score: float
    # [0, 1]: mean probability of reporting the same as the event's other articles; 1 when alone
    reasons: tuple[dict[str, Any], ...]
    # the strongest first, at most three: {kind, value, article_id, weight}; see reasons.py
    standing: Standing = "full"
    page: str | None = None
    # as the lead's

"""What finding copies is given (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.article import Mark


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What is needed of an article to find copies."""

    article_id: str
    outlet: str
    published: datetime
    # UTC; when first seen, where the page gives no date
    text: str
    marks: tuple[Mark, ...] = ()
    # signs on the page that its text is somebody else's
    domain: str | None = None
    # the registered domain of its address; None for imported text without one

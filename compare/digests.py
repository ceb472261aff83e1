"""Pages about no one event: round-ups, live blogs, newsletters, horoscopes (pure).

They touch many events and would glue them together, so each stands alone.
"""

from __future__ import annotations

import re

_DIGEST = re.compile(
    r"\b(?:week|day|month|year) in (?:\w+ )?"
    r"(?:stories|pictures|photos|review|brief|news|quotes)\b"
    r"|\b(?:morning|evening|daily|weekly|weekend|news) (?:digest|round-?up|newsletter)\b"
    # A briefing within a headline is one that somebody gave to reporters.
    r"|(?:^|[:|–—] ?)(?:the |your |our )?(?:morning|evening|daily|weekly|weekend|news) "
    r"brief(?:ing)?\b"
    r"|\b(?:news|stories|headlines) (?:of the (?:day|week)|this (?:morning|week))\b"
    r"|\b(?:\w+|\d+) things (?:to know|you need to know)\b"
    r"|\blive (?:updates|blog)\b|\bas it happened\b"
    r"|\bhoroscopes?\b|\bcrossword\b|\bsudoku\b|\btoday['’]s (?:front pages|papers)\b"
    r"|\bletters to the editor\b",
    re.IGNORECASE,
)


def is_digest(title: str) -> bool:
    """Whether a headline says that its page is about many things."""
    return _DIGEST.search(title) is not None

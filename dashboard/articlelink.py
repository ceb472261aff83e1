"""The address of the page that shows one article whole (pure)."""

from __future__ import annotations

from urllib.parse import urlencode


def article_address(article_id: str, event_id: str | None, **query: str) -> str:
    """Relative, so that it holds behind any prefix; passage= chooses a passage of it."""
    named = {"article": article_id, **({"event": event_id} if event_id else {}), **query}
    return f"article?{urlencode(named)}"

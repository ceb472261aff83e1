"""What is said of news that came in while a page is read (pure)."""

from __future__ import annotations

from compare.shown.wording import number
from dashboard.queries.fresh import Fresh


def told(fresh: Fresh, *, event: bool) -> tuple[str, bool]:
    """The sentence, empty where there is nothing to say, and whether drawing anew shows more.

    event: the page shows one event, and says only what befell that.
    """
    since = "since you opened this page"
    if event:
        return (
            (f"This event has been compared anew {since}.", True) if fresh.changed else ("", False)
        )
    if fresh.compared:
        return f"{number(fresh.compared, 'new article')} {since}.", True
    if fresh.collected:
        articles = number(fresh.collected, "article")
        return f"{articles} collected {since}; the next comparison takes them up.", False
    return "", False

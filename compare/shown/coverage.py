"""What may be said of an outlet that has no passage in a cluster (pure).

That something is not in the captured text may be said only where the text was captured whole;
never of a capture in part, which may have lost it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Protocol

from crawler.article import COMPLETE


class State(Enum):
    """What may be said of an outlet and a cluster; never the second for the third."""

    TOLD = "told"
    LACKING = "not in captured text"
    UNKNOWN = "unknown: captured in part"


class Captured(Protocol):
    """An article, as far as it was captured."""

    @property
    def completeness(self) -> float:
        """[0, 1]"""

    @property
    def access(self) -> str:
        """free, metered, locked or unknown"""


def whole(articles: Iterable[Captured]) -> bool:
    """Whether all of an outlet's articles were captured whole."""
    return all(article.completeness >= COMPLETE for article in articles)


def why_unknown(articles: Iterable[Captured]) -> str:
    """Why an outlet may not be said to lack something: "locked" or "incomplete"."""
    poor = [article for article in articles if article.completeness < COMPLETE]
    return "locked" if any(article.access == "locked" for article in poor) else "incomplete"


def state(passages: int, *, complete: bool) -> State:
    """passages: how many the outlet has in the cluster; complete: as `whole` says."""
    if passages:
        return State.TOLD
    return State.LACKING if complete else State.UNKNOWN

"""What may still be asked of one outlet in one crawl."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from crawler.outlets import Outlet


class Allowance:
    """Counts down the pages, and remembers why the outlet was not dealt with to the end."""

    def __init__(self, outlet: Outlet, *, limit: int | None, asked_today: int) -> None:
        """limit: of this crawl; asked_today: pages asked of the outlet before it, on this day."""
        self._limit = limit
        self._daily = max(outlet.daily - asked_today, 0)
        self._met: set[str] = set()
        self.unfinished = False
        # whether something is left that the next crawl has to find announced again
        self.held: datetime | None = None
        # UTC; until when the outlet asked to be left alone

    def meet(self, url: str) -> bool:
        """Whether the address is met for the first time in this crawl."""
        if url in self._met:
            return False
        self._met.add(url)
        return True

    def spend(self) -> Literal["yes", "limit", "daily", "held"]:
        """Whether one more page may be asked for, else why not."""
        if self.held is not None:
            return self._refused("held")
        if self._limit is not None and self._limit <= 0:
            return self._refused("limit")
        if self._daily <= 0:
            return self._refused("daily")
        self._daily -= 1
        if self._limit is not None:
            self._limit -= 1
        return "yes"

    def _refused(self, why: Literal["limit", "daily", "held"]) -> Literal["limit", "daily", "held"]:
        self.unfinished = True
        return why

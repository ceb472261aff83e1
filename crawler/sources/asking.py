"""One source being asked: what is known of it, where it is asked, and when it is asked next (pure
but for the type of what is remembered).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.network.answers import Answer
from crawler.outlets import Outlet, Source
from crawler.schedule import Validators
from crawler.sources import polling
from crawler.sources.sourcebook import Polling, SourceState


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A source of an outlet, in one crawl."""

    outlet: Outlet
    source: Source
    state: SourceState
    # as it was before
    parent: str | None = None
    # the sitemap index that named it
    original: bool = False
    # asked at the address in outlets.toml though it had moved: the new place failed

    @property
    def at_new_location(self) -> bool:
        """Whether it is asked where it once moved to."""
        return self.state.location is not None and not self.original

    @property
    def url(self) -> str:
        """Where it is asked."""
        moved = self.state.location if self.at_new_location else None
        return moved or self.source.url

    @property
    def validators(self) -> Validators:
        """Those of the place where it is asked."""
        return Validators() if self.original else self.state.validators

    def due(self, now: datetime) -> bool:
        """Whether a crawl of a schedule asks it."""
        return polling.is_due(self.state.polling.next_poll, self.state.polling.pause, now)

    def moved_to(self, answer: Answer, url: str) -> str | None:
        """Where it has moved for good; None when it is where it was asked, or moved in passing."""
        return url if answer.moved_for_good and url not in (self.url, self.source.url) else None

    def after_answer(self, now: datetime, *, new: int, asked: timedelta | None) -> Polling:
        """What to remember after it answered with so many entries that were not known."""
        before, last = self.state.polling, self.state.succeeded
        pause = polling.next_pause(
            before.pause, new=new, elapsed=None if last is None else now - last
        )
        # What it asks for is a lower bound of this pause, not of what is learnt of its habits.
        return Polling(next_poll=now + max(pause, polling.floor(asked)), pause=pause)

    def after_failure(self, now: datetime) -> Polling:
        """What to remember after it could not be asked or read."""
        streak = self.state.polling.streak + 1
        return Polling(
            next_poll=now + polling.backoff(self.source.url, streak),
            pause=self.state.polling.pause,
            streak=streak,
        )

"""The watch itself: rounds of crawl and compare, whatever becomes of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from compare.watching.schedule import next_run

_LOOK = 20.0
"""Seconds between two looks at the clock: a machine that slept is noticed within them."""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What became of one run."""

    outcome: Literal["done", "failed", "skipped", "stopped"]
    # skipped: another process does the same already
    counts: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None
    # one sentence


class Work(Protocol):
    """What a round does; nothing of it raises for what can go wrong in a run."""

    def crawl(self) -> Ran:
        """One crawl of what is due."""

    def has_news(self) -> bool:
        """Whether something came in since the last comparison that ended well."""

    def compare(self) -> Ran:
        """One comparison of what is new."""


class Stop(Protocol):
    """Whether to come to an end; a threading.Event is one."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float) -> bool: ...


Log = Callable[[datetime, str, str, Mapping[str, Any]], None]
"""Told of the moment (UTC), the run, its outcome and its figures."""


class Watch:
    """Runs rounds until it is told to stop."""

    def __init__(self, work: Work, *, log: Log, stop: Stop, clock: Callable[[], datetime]) -> None:
        self._work = work
        self._log = log
        self._stop = stop
        self._clock = clock
        self._failed = {"crawl": 0, "compare": 0}

    def forever(self, every: timedelta, last_start: datetime | None) -> None:
        """Begin a round every so often, the first one `every` after `last_start` (UTC)."""
        due = next_run(last_start, self._clock(), every)
        self._log(self._clock(), "watch", "started", {"every": _span(every), "next": _short(due)})
        while self._wait(due):
            started = self._clock()
            self.round()
            due = next_run(started, self._clock(), every)
        self._log(self._clock(), "watch", "stopped", {})

    def round(self) -> bool:
        """Crawl, and compare if there is news; whether all that was done went well."""
        well = self._run("crawl", self._work.crawl)
        if not self._stop.is_set() and self._work.has_news():
            well = self._run("compare", self._work.compare) and well
        return well

    def _run(self, kind: str, run: Callable[[], Ran]) -> bool:
        started = self._clock()
        ran = run()
        if ran.outcome in ("done", "failed"):
            self._failed[kind] = self._failed[kind] + 1 if ran.outcome == "failed" else 0
        fields = {
            "seconds": max((self._clock() - started).total_seconds(), 0.0),
            **ran.counts,
            "in_a_row": self._failed[kind] if ran.outcome == "failed" else None,
            "error": ran.error,
        }
        self._log(self._clock(), kind, ran.outcome, fields)
        return ran.outcome != "failed"

    def _wait(self, due: datetime) -> bool:
        """Whether it is time; False when told to stop before."""
        while not self._stop.is_set():
            left = (due - self._clock()).total_seconds()
            if left <= 0:
                return True
            self._stop.wait(min(left, _LOOK))
        return False


def _short(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _span(every: timedelta) -> str:
    hours, rest = divmod(round(every.total_seconds()), 3600)
    minutes, seconds = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)

"""What one run of the comparison did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from compare.results import Event


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What one run of the comparison did."""

    new_articles: int
    # added or revised since the last run
    events: int
    # stored now, whatever their number of outlets
    shared_events: int
    # of these, with at least two outlets
    changed_events: int
    # compared in this run
    clusters: int
    # in the changed events
    differences: dict[str, int]
    # kind → number, in the changed events
    copies: int

    def counts(self) -> dict[str, int]:
        """The figures, flat, as stored with the run."""
        return {
            "new_articles": self.new_articles,
            "events": self.events,
            "shared_events": self.shared_events,
            "changed_events": self.changed_events,
            "clusters": self.clusters,
            "differences": sum(self.differences.values()),
            "copies": self.copies,
        }

    def sentence(self) -> str:
        """One line for a person."""
        stored = f"{self.events:,} events, {self.shared_events:,} with two outlets or more"
        if not self.changed_events:
            return f"Nothing new to compare: {stored}."
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in self.differences.items())
        return (
            f"Compared {self.changed_events:,} new or changed events ({stored}): "
            f"{self.clusters:,} clusters of matching passages, {self.copies:,} copies, "
            f"differences: {kinds or 'none'}."
        )


@dataclass(frozen=True)
class _Counted:
    clusters: int
    copies: int
    differences: Counter[str]


class Tally:
    """Counts what a run compares: each event once, as it was compared last."""

    def __init__(self) -> None:
        self._events: dict[str, _Counted] = {}

    def add(self, compared: Sequence[Event], vanished: Sequence[str]) -> None:
        """Some events were compared, and some are no more."""
        for event in compared:
            clusters = event.accounts.clusters
            self._events[event.event_id] = _Counted(
                clusters=len(clusters),
                copies=len(event.accounts.copies),
                differences=Counter(finding.kind for finding in event.accounts.findings),
            )
        for event_id in vanished:
            self._events.pop(event_id, None)

    def comparison(self, *, new_articles: int, events: int, shared_events: int) -> Comparison:
        """The run's figures, with those of the whole store."""
        counted = self._events.values()
        kinds = sum((one.differences for one in counted), Counter[str]())
        return Comparison(
            new_articles=new_articles,
            events=events,
            shared_events=shared_events,
            changed_events=len(counted),
            clusters=sum(one.clusters for one in counted),
            differences=dict(sorted(kinds.items())),
            copies=sum(one.copies for one in counted),
        )

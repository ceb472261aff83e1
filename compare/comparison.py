"""What one run of the comparison did."""

from __future__ import annotations

from dataclasses import dataclass


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

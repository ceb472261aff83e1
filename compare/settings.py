"""Every threshold of the comparison, in one place; the export's manifest lists them all."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from compare.differences.figurerule import version
from compare.events.rule import Rule, shipped
from compare.matching.rule import Rule as PassageRule
from compare.matching.rule import shipped as shipped_for_passages
from crawler.article import identifier


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Chosen on dev data by the commands in benchmarks/; the same for every set."""

    event_days: float = 3.0
    # articles further apart than this are not taken to report one event directly
    event_rule: Rule = field(default_factory=shipped)
    # how likely two articles report one event, and from which chance two groups are one
    lead_characters: int = 4000
    # how much of an article's text stands for it when events are sought
    follow_days: float = 14.0
    # an event may develop one that ended up to so many days before it began
    follow_chance: float = 0.5
    # [0, 1]: mean chance, were they a day apart, from which it does
    passage_rule: PassageRule = field(default_factory=shipped_for_passages)
    # how likely two passages tell the same thing, and from which chance they match
    shingle_words: int = 3
    # length of the word runs that copies are recognised by
    copy_containment: float = 0.22
    # [0, 1]: share of an article's runs of words that must stand in an earlier one, in its order
    copy_containment_marked: float = 0.15
    # [0, 1]: the same, where it names the other's outlet, or the same agency as the other
    copy_spread: float = 0.6
    # [0, 1]: share of the article that must lie in stretches carried over
    copy_stretch: int = 40
    # words: how long a stretch is
    copy_density: float = 0.15
    # [0, 1]: share of a stretch's runs of words from which it counts as carried over
    copy_words: int = 20
    # runs of words carried over: fewer say too little
    copy_exact_up_to: int = 200
    # articles of an event that are all compared with each other; of more, likely pairs only
    least_confidence: float = 0.5
    # [0, 1]: differences found with less are not stored
    figure_rule: str = field(default_factory=version)
    # day and size of the fit that says which figures differ
    reading: int = 2
    # how quotations, names and differences are read: goes up when that changes, so that stored
    # events, also those of an earlier version, which has none, are read again

    def as_dict(self) -> dict[str, Any]:
        """For the record: of the rules their versions, which stand for what was fitted."""
        versions = {
            "event_rule": self.event_rule.version,
            "passage_rule": self.passage_rule.version,
        }
        return {**asdict(self), **versions}

    @property
    def fingerprint(self) -> str:
        """Changes when any setting does, so that stored comparisons are known to be outdated."""
        return identifier("s", repr(sorted(asdict(self).items())))

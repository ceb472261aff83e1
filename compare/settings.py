"""Every threshold of the comparison, in one place; the export's manifest lists them all."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from crawler.article import identifier


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Chosen on dev data by the commands in benchmarks/; the same for every set."""

    event_days: float = 3.0
    # articles further apart than this are not taken to report one event directly
    event_similarity: float = 0.32
    # [0, 1]: average similarity at which two groups of articles are one event
    lead_characters: int = 1500
    # how much of an article's text stands for it when events are sought
    passage_dense: float = 0.4
    # weight of the vectors' cosine in a pair's score
    passage_terms: float = 0.8
    # weight of the rare words' cosine in a pair's score
    passage_similarity: float = 0.38
    # score from which two passages of different outlets are taken to match
    partner_share: float = 0.85
    # [0, 1]: how near a pair's score must be to the best that either has in the other's article
    cluster_floor: float = 0.26
    # every two passages of different outlets in one cluster score at least this: no chaining
    shingle_words: int = 3
    # length of the word runs that copies are recognised by
    copy_containment: float = 0.38
    # [0, 1]: share of an article's shingles found in an earlier one that makes it a copy
    least_confidence: float = 0.5
    # [0, 1]: differences found with less are not stored

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def fingerprint(self) -> str:
        """Changes when any setting does, so that stored comparisons are known to be outdated."""
        return identifier("s", repr(sorted(asdict(self).items())))

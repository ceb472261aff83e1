"""One event in figures: what is shared, what only one outlet has, who agrees, who was first (pure).

It is counted from what a comparison stored, whenever it is asked for. A passage that stands in
several clusters counts once. docs/method.md says what each figure means and what it cannot show.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from compare.agreement import Agreement, agreements
from compare.firstreports import FirstReport, first_report


@dataclass(frozen=True, kw_only=True)
class Report:
    """One article of the event, in the state that was compared."""

    article_id: str
    outlet: str
    published: datetime
    # UTC; when first seen, where the page gives no date
    dated: bool
    # whether the page gave the date
    complete: bool
    # whether it may be said not to contain something
    source: str | None = None
    # article_id of the one whose text it carries; None unless a copy


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one outlet has, and what it alone has."""

    outlet: str
    complete: bool
    # whether all its articles were captured whole
    passages: int
    only_here: int
    # matched with no other outlet's passage
    others_complete: bool
    # whether all others were captured whole; else they may have said the same
    clusters: int
    # that it reports
    first: int
    # that it reports first, alone or with others that cannot be told apart in time

    @property
    def share(self) -> float | None:
        """Of its passages, the share that only it has, [0, 1]; None without a passage."""
        return self.only_here / self.passages if self.passages else None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The figures of one event."""

    by_all: int
    # clusters that every outlet reports
    undecided: int
    # that all outlets report but those whose capture is incomplete: who knows
    by_some: int
    # that an outlet whose capture is complete does not have
    shares: tuple[Share, ...]
    # an outlet each, by the time of its first article
    agreements: tuple[Agreement, ...]
    # a pair of outlets each, in the order of their names
    firsts: Mapping[str, FirstReport]
    # cluster_id → who reported it first

    @property
    def clusters(self) -> int:
        """How many clusters there are."""
        return self.by_all + self.undecided + self.by_some

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return sum(share.passages for share in self.shares)

    @property
    def only_in_one(self) -> int:
        """How many passages were matched with no other outlet's."""
        return sum(share.only_here for share in self.shares)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets, by the time of their first article."""
        return tuple(share.outlet for share in self.shares)

    @cached_property
    def complete(self) -> frozenset[str]:
        """Outlets that may be said not to contain something."""
        return frozenset(share.outlet for share in self.shares if share.complete)


EMPTY = Summary(by_all=0, undecided=0, by_some=0, shares=(), agreements=(), firsts={})
"""Of an event that has no article."""


def summarise(
    reports: Sequence[Report],
    passages: Mapping[str, str],
    clusters: Mapping[str, Collection[str]],
    parted: Collection[tuple[str, frozenset[str]]] = (),
) -> Summary:
    """The figures of one event; the order of what is given does not matter.

    passages: passage_id → article_id; clusters: cluster_id → passage_ids; parted: of every
    difference, its cluster_id and the passage_ids that differ. Time and memory grow with the
    passages and with the pairs of outlets within each cluster.
    """
    by_id = {report.article_id: report for report in reports}
    outlet_of = {name: by_id[article_id].outlet for name, article_id in passages.items()}
    earliest: dict[str, tuple[datetime, str]] = {}
    for report in reports:
        moment = (report.published, report.outlet)
        earliest[report.outlet] = min(moment, earliest.get(report.outlet, moment))
    outlets = sorted(earliest, key=earliest.__getitem__)
    whole = {name for name in outlets if all(r.complete for r in reports if r.outlet == name)}
    telling = {name: frozenset(outlet_of[p] for p in ids) for name, ids in clusters.items()}
    firsts = {
        name: first_report([by_id[passages[p]] for p in ids]) for name, ids in clusters.items()
    }
    return Summary(
        by_all=sum(len(told) == len(outlets) for told in telling.values()),
        undecided=sum(len(told) < len(outlets) and whole <= told for told in telling.values()),
        by_some=sum(not whole <= told for told in telling.values()),
        shares=_shares(outlets, whole, outlet_of, clusters, telling, firsts),
        agreements=agreements(reports, whole, outlet_of, clusters, parted),
        firsts=firsts,
    )


def _shares(
    outlets: Sequence[str],
    whole: Collection[str],
    outlet_of: Mapping[str, str],
    clusters: Mapping[str, Collection[str]],
    telling: Mapping[str, frozenset[str]],
    firsts: Mapping[str, FirstReport],
) -> tuple[Share, ...]:
    matched = {p for name, ids in clusters.items() if len(telling[name]) > 1 for p in ids}
    passages = dict.fromkeys(outlets, 0)
    alone = dict.fromkeys(outlets, 0)
    for name, outlet in outlet_of.items():
        passages[outlet] += 1
        alone[outlet] += name not in matched
    told = dict.fromkeys(outlets, 0)
    first = dict.fromkeys(outlets, 0)
    for name, tellers in telling.items():
        for outlet in tellers:
            told[outlet] += 1
        for outlet in firsts[name].outlets:
            first[outlet] += 1
    return tuple(
        Share(
            outlet=outlet,
            complete=outlet in whole,
            passages=passages[outlet],
            only_here=alone[outlet],
            others_complete=len(whole) - (outlet in whole) == len(outlets) - 1,
            clusters=told[outlet],
            first=first[outlet],
        )
        for outlet in outlets
    )

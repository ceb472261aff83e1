"""What outlets, or groups of them, told in a period: pooled figures (pure).

A share needs something to be a share of: below a least number it is not given, and the pages say
"too few". Who was first is decided by compare/firstreports.py, as on the page of an event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from compare.firstreports import first_report
from dashboard.queries.outlets import NOTHING, Match, Outlet, Rating, Report, Volume

Grouping = Literal["outlet", "country", "owner", "rating"]
GROUPINGS: tuple[Grouping, ...] = ("outlet", "country", "owner", "rating")

CLUSTERS = 20
"""Who leads is said from so many clusters on …"""
PASSAGES = 50
"""… and how much is exclusive from so many passages on …"""
EVENTS = 3
"""… of so many events: those of one event come from the same few articles."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One outlet's account of one event."""

    event_id: str
    outlet: str
    shared: bool
    # two outlets or more tell the event
    passages: int
    # that were compared with two complete accounts or more at hand, else 0
    exclusive: int
    # of these, matched with no other outlet's
    lags: tuple[float, ...]
    # seconds behind the first, a cluster each; 0 where it was first


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one outlet, or a group of them, told."""

    label: str
    outlets: tuple[Outlet, ...]
    # one, or those of the group, by name
    volume: Volume
    # of all of them
    events: int
    shared: int
    # of these, told by two outlets or more
    timed: int
    # clusters of several outlets of which its time is known, and another's
    timed_events: int
    # that they belong to
    first: int
    # of the timed clusters, on which it was first, alone or at once with others
    behind: float | None
    # median seconds behind the first on the other timed clusters; None where there is none
    passages: int
    # in events with two complete accounts or more
    exclusive: int
    # of these, matched with no other outlet's
    judged_events: int
    # that they belong to

    @property
    def enough_timed(self) -> bool:
        """Whether who leads may be said."""
        return self.timed >= CLUSTERS and self.timed_events >= EVENTS

    @property
    def first_share(self) -> float | None:
        """Share of clusters on which it was first, [0, 1]; None where they are too few."""
        return self.first / self.timed if self.enough_timed else None

    @property
    def lag(self) -> float | None:
        """Median hours behind the first, where it was not first; None where they are too few."""
        if not self.enough_timed or self.behind is None:
            return None
        return self.behind / 3600

    @property
    def copy_share(self) -> float | None:
        """Share of its compared articles that carry another's text, [0, 1]; None without one."""
        return _share(self.volume.copies, self.volume.compared)

    @property
    def exclusive_share(self) -> float | None:
        """Share of its passages that no other outlet has, [0, 1]; None where they are too few."""
        if self.passages < PASSAGES or self.judged_events < EVENTS:
            return None
        return self.exclusive / self.passages

    @property
    def whole_share(self) -> float | None:
        """Share of its articles that were captured whole, [0, 1]; None without one."""
        return _share(self.volume.whole, self.volume.articles)

    @property
    def cut(self) -> int:
        """Articles captured in part, though nothing locks them."""
        return self.volume.articles - self.volume.whole - self.volume.locked


def accounts(reports: Iterable[Report], matches: Iterable[Match]) -> list[Told]:
    """What each outlet told of each event, from its articles and what was matched of them."""
    by_id: dict[str, Report] = {}
    held: dict[tuple[str, str], list[Report]] = {}
    for report in reports:
        by_id[report.article_id] = report
        held.setdefault((report.event_id, report.outlet), []).append(report)
    whole = Counter(
        event_id for (event_id, _), mine in held.items() if all(one.complete for one in mine)
    )
    found = [match for match in matches if match.article_id in by_id]
    lags = _lags(by_id, found)
    matched = Counter(
        (by_id[article_id].event_id, by_id[article_id].outlet)
        for article_id, _ in {(one.article_id, one.passage_id) for one in found}
    )
    told = []
    for (event_id, outlet), mine in held.items():
        judged = whole[event_id] > 1
        passages = sum(one.passages for one in mine) if judged else 0
        told.append(
            Told(
                event_id=event_id,
                outlet=outlet,
                shared=mine[0].shared,
                passages=passages,
                exclusive=passages - matched[event_id, outlet] if judged else 0,
                lags=tuple(lags.get((event_id, outlet), ())),
            )
        )
    return told


def pooled(
    outlets: Sequence[Outlet],
    volumes: Mapping[str, Volume],
    told: Iterable[Told],
    grouping: Grouping,
) -> list[Figures]:
    """The figures of every outlet or group that has anything in the period."""
    known = {outlet.name: outlet for outlet in outlets}
    heard: dict[str, list[Told]] = {}
    for account in told:
        heard.setdefault(account.outlet, []).append(account)
    groups: dict[str, list[str]] = {}
    for name in sorted({*volumes, *heard}):
        outlet = known.get(name) or Outlet(name=name, country=None, owner=None, rating=None)
        known[name] = outlet
        groups.setdefault(_KEYS[grouping](outlet), []).append(name)
    return [
        _figures(
            _label(grouping, label, [known[name] for name in names]),
            [known[name] for name in names],
            [volumes[name] for name in names if name in volumes],
            [account for name in names for account in heard.get(name, ())],
        )
        for label, names in groups.items()
    ]


def silent(outlets: Sequence[Outlet], shown: Iterable[Figures]) -> list[str]:
    """The outlets that none of the figures speaks of."""
    heard = {outlet.name for figures in shown for outlet in figures.outlets}
    return [outlet.name for outlet in outlets if outlet.name not in heard]


def rating_words(rating: Rating) -> str:
    """Never without whose judgement it is, and from when."""
    return f"{rating.value} ({rating.rater}, {rating.date or 'no date'})"


def _lags(
    by_id: Mapping[str, Report], matches: Sequence[Match]
) -> dict[tuple[str, str], list[float]]:
    """Event and outlet → seconds behind the first, a cluster each.

    Only among the articles whose time is known, and where two outlets or more have one.
    """
    telling: dict[str, set[str]] = {}
    for match in matches:
        telling.setdefault(match.cluster_id, set()).add(match.article_id)
    # The same few articles tell most clusters of their event.
    groups = Counter(frozenset(ids) for ids in telling.values())
    found: dict[tuple[str, str], list[float]] = {}
    for ids, clusters in groups.items():
        timed = [by_id[article_id] for article_id in ids if by_id[article_id].dated]
        first = first_report(timed).published
        earliest: dict[tuple[str, str], float] = {}
        for report in timed:
            assert first is not None
            key = report.event_id, report.outlet
            behind = (report.published - first).total_seconds()
            earliest[key] = min(behind, earliest.get(key, behind))
        if len(earliest) > 1:
            for key, behind in earliest.items():
                found.setdefault(key, []).extend([behind] * clusters)
    return found


def _figures(
    label: str, outlets: Sequence[Outlet], volumes: Sequence[Volume], told: Sequence[Told]
) -> Figures:
    lags = [lag for account in told for lag in account.lags]
    return Figures(
        label=label,
        outlets=tuple(outlets),
        volume=sum(volumes, NOTHING),
        events=len({account.event_id for account in told}),
        shared=len({account.event_id for account in told if account.shared}),
        timed=len(lags),
        timed_events=len({account.event_id for account in told if account.lags}),
        first=sum(lag == 0 for lag in lags),
        behind=_median([lag for lag in lags if lag > 0]),
        passages=sum(account.passages for account in told),
        exclusive=sum(account.exclusive for account in told),
        judged_events=len({account.event_id for account in told if account.passages}),
    )


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rated(outlet: Outlet) -> str:
    return f"{outlet.rating.value} ({outlet.rating.rater})" if outlet.rating else ""


_KEYS: Mapping[Grouping, Callable[[Outlet], str]] = {
    "outlet": lambda outlet: outlet.name,
    "country": lambda outlet: outlet.country or "",
    "owner": lambda outlet: outlet.owner or "",
    "rating": _rated,
}


def _label(grouping: Grouping, key: str, outlets: Sequence[Outlet]) -> str:
    if not key:
        return f"no {grouping} given"
    days = sorted({o.rating.date for o in outlets if o.rating and o.rating.date})
    if grouping != "rating" or not days:
        return key
    dated = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return f"{key[:-1]}, {dated})"

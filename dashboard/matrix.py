"""Clusters by outlets: which rows and cells there are, before they are drawn (pure)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.differences.quantities import quantities
from compare.shown import kinds
from compare.shown.marks import Mark
from dashboard.queries.accounts import Account
from dashboard.queries.narrowing import Lone
from dashboard.queries.passages import Cluster, Difference, Place

ALL, SHARED, SOME, ALONE = "all", "shared by all", "by some", "only in one"
DIFFERING, QUOTING, COUNTING = "with a difference", "with quotations", "with figures"
SHOWN: tuple[str, ...] = (ALL, SHARED, SOME, ALONE, DIFFERING, QUOTING, COUNTING)
"""What rows can be narrowed to, before the kinds of difference. They stand in the URL."""

COLUMNS = 5
"""Accounts shown unless the reader chooses."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One cluster as the chosen accounts tell it, or one passage that only one of them has."""

    cluster: Cluster | None
    # None for what only one has
    follows: int
    # number of the row that it comes after in the story
    cells: tuple[tuple[str, ...], ...]
    # passage_ids, one tuple a chosen outlet in their order, its own before those of the copies
    # that are folded into it; empty where there is none
    kinds: tuple[str, ...]
    # of difference, in the order in which they are always shown

    @property
    def passages(self) -> Iterator[str]:
        """The passage_ids of all its cells."""
        return (passage_id for cell in self.cells for passage_id in cell)


def choose_columns(
    accounts: Sequence[Account],
    clusters: Sequence[Cluster],
    differences: Sequence[Difference],
    outlet_of: Mapping[str, str],
    folded: Collection[str] = (),
) -> list[str]:
    """The accounts to show first: those that differ and share most, copies last.

    In the order in which they were published. folded: outlets that are told in another's column.
    """
    differing = [outlet_of.get(v.passage_id) for d in differences for v in d.values]
    sharing = [outlet_of.get(p) for cluster in clusters for p in cluster.passage_ids]
    ranked = sorted(
        (account for account in accounts if account.outlet not in folded),
        key=lambda a: (a.copied, -differing.count(a.outlet), -sharing.count(a.outlet)),
    )
    chosen = {account.outlet for account in ranked[:COLUMNS]}
    return [account.outlet for account in accounts if account.outlet in chosen]


def make_rows(
    clusters: Iterable[Cluster],
    differences: Iterable[Difference],
    outlet_of: Mapping[str, str],
    columns: Sequence[str],
    folded: Mapping[str, str] | None = None,
) -> list[Row]:
    """The rows in which at least one of the chosen outlets has a passage.

    folded: outlet → the outlet in whose column its passages are told.
    """
    told_in = {outlet: outlet for outlet in columns} | dict(folded or {})
    found: dict[str | None, list[str]] = {}
    for difference in differences:
        found.setdefault(difference.cluster_id, []).append(difference.kind)
    rows = [
        Row(
            cluster=cluster,
            follows=cluster.number - 1,
            cells=tuple(_cell(cluster, outlet, outlet_of, told_in) for outlet in columns),
            kinds=tuple(kinds.in_order(found.get(cluster.cluster_id, ()))),
        )
        for cluster in clusters
    ]
    return [row for row in rows if any(row.cells)]


def lone_rows(
    lone: Iterable[Lone], columns: Sequence[str], folded: Mapping[str, str] | None = None
) -> list[Row]:
    """A row for each passage that only one outlet has; folded: as in make_rows."""
    told_in = {outlet: outlet for outlet in columns} | dict(folded or {})
    return [
        Row(
            cluster=None,
            follows=one.follows,
            cells=tuple(
                (one.passage_id,) if told_in.get(one.outlet) == name else () for name in columns
            ),
            kinds=(),
        )
        for one in lone
    ]


def narrow(rows: Sequence[Row], shown: str, holding: Collection[str] = ()) -> list[Row]:
    """The rows that the reader asked for: one of SHOWN but ALONE, or a kind of difference.

    holding: the passages that quote or count, where those are asked for.
    """
    if shown == SHARED:
        return [row for row in rows if all(row.cells)]
    if shown == SOME:
        return [row for row in rows if not all(row.cells)]
    if shown == DIFFERING:
        return [row for row in rows if row.kinds]
    if shown in (QUOTING, COUNTING):
        return [row for row in rows if any(p in holding for p in row.passages)]
    if shown == ALL:
        return list(rows)
    return [row for row in rows if shown in row.kinds]


def counting_passages(places: Iterable[Place]) -> frozenset[str]:
    """passage_ids of those in which a number stands."""
    return frozenset(place.passage_id for place in places if any(quantities(place.text)))


def marks_of(differences: Iterable[Difference]) -> dict[str, list[Mark]]:
    """passage_id → what to mark, in offsets of the article's text."""
    marks: dict[str, list[Mark]] = {}
    for difference in differences:
        for value in difference.values:
            mark = Mark(start=value.start, end=value.end, kind=difference.kind)
            marks.setdefault(value.passage_id, []).append(mark)
    return marks


def moved(marks: Iterable[Mark], offset: int) -> list[Mark]:
    """Marks in offsets of a passage that begins there."""
    return [Mark(start=m.start - offset, end=m.end - offset, kind=m.kind) for m in marks]


def _cell(
    cluster: Cluster, outlet: str, outlet_of: Mapping[str, str], told_in: Mapping[str, str]
) -> tuple[str, ...]:
    here = [p for p in cluster.passage_ids if told_in.get(outlet_of.get(p, "")) == outlet]
    return tuple(sorted(here, key=lambda passage_id: outlet_of[passage_id] != outlet))

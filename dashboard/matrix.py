"""Clusters by outlets: which rows and cells there are, before they are drawn (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard import kinds
from dashboard.markup import Mark
from dashboard.queries.accounts import Account
from dashboard.queries.passages import Cluster, Difference

ALL, SHARED, SOME, DIFFERING = "all", "shared by all", "by some", "with a difference"
SHOWN: tuple[str, ...] = (ALL, SHARED, SOME, DIFFERING)
"""What rows can be narrowed to, before the kinds of difference."""

COLUMNS = 5
"""Accounts shown unless the reader chooses."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One cluster, as the chosen accounts tell it."""

    cluster: Cluster
    cells: tuple[tuple[str, ...], ...]
    # passage_ids, one tuple a chosen outlet in their order; empty where there is none
    kinds: tuple[str, ...]
    # of difference, in the order in which they are always shown


def choose_columns(
    accounts: Sequence[Account],
    clusters: Sequence[Cluster],
    differences: Sequence[Difference],
    outlet_of: Mapping[str, str],
) -> list[str]:
    """The accounts to show first: those that differ and share most, copies last.

    In the order in which they were published.
    """
    differing = [outlet_of.get(v.passage_id) for d in differences for v in d.values]
    sharing = [outlet_of.get(p) for cluster in clusters for p in cluster.passage_ids]
    ranked = sorted(
        accounts,
        key=lambda a: (a.copied, -differing.count(a.outlet), -sharing.count(a.outlet)),
    )
    chosen = {account.outlet for account in ranked[:COLUMNS]}
    return [account.outlet for account in accounts if account.outlet in chosen]


def make_rows(
    clusters: Iterable[Cluster],
    differences: Iterable[Difference],
    outlet_of: Mapping[str, str],
    columns: Sequence[str],
) -> list[Row]:
    """The rows in which at least one of the chosen outlets has a passage."""
    found: dict[str | None, list[str]] = {}
    for difference in differences:
        found.setdefault(difference.cluster_id, []).append(difference.kind)
    rows = [
        Row(
            cluster=cluster,
            cells=tuple(
                tuple(p for p in cluster.passage_ids if outlet_of.get(p) == outlet)
                for outlet in columns
            ),
            kinds=tuple(kinds.in_order(found.get(cluster.cluster_id, ()))),
        )
        for cluster in clusters
    ]
    return [row for row in rows if any(row.cells)]


def narrow(rows: Sequence[Row], shown: str) -> list[Row]:
    """The rows that the reader asked for: one of SHOWN, or a kind of difference."""
    if shown == SHARED:
        return [row for row in rows if all(row.cells)]
    if shown == SOME:
        return [row for row in rows if not all(row.cells)]
    if shown == DIFFERING:
        return [row for row in rows if row.kinds]
    if shown == ALL:
        return list(rows)
    return [row for row in rows if shown in row.kinds]


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

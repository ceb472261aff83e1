"""Who tells what of one event: cells for the picture, and the same as tables (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.agreement import Agreement
from compare.shown.coverage import State, state
from compare.shown.wording import DASH, share
from dashboard.eventlist import event_address
from dashboard.markup import Html, element, join, verbatim
from dashboard.panels import table
from dashboard.queries.accounts import Account, EventHead
from dashboard.queries.passages import Cluster

PAIRS = 400
"""Pairs of outlets listed; the export has all."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cluster in one outlet."""

    cluster_id: str
    number: int
    # the cluster's place in the story, from 1
    words: str
    # the passage that stands for the cluster, verbatim
    outlet: str
    state: State
    passages: int
    # of this outlet in the cluster

    @property
    def sign(self) -> str:
        """The cell in letters: how many passages, a dash, or a question mark."""
        if self.state is State.TOLD:
            return str(self.passages)
        return "?" if self.state is State.UNKNOWN else DASH


def cells(
    clusters: Sequence[Cluster],
    accounts: Sequence[Account],
    outlet_of: Mapping[str, str],
    words: Mapping[str, str],
) -> list[Cell]:
    """Row by row; outlet_of: passage_id → outlet; words: cluster_id → what stands for it."""
    found: list[Cell] = []
    for cluster in clusters:
        tellers = [outlet_of.get(passage_id) for passage_id in cluster.passage_ids]
        for account in accounts:
            count = tellers.count(account.outlet)
            found.append(
                Cell(
                    cluster_id=cluster.cluster_id,
                    number=cluster.number,
                    words=words.get(cluster.cluster_id, ""),
                    outlet=account.outlet,
                    state=state(count, complete=account.complete),
                    passages=count,
                )
            )
    return found


def coverage_table(head: EventHead, found: Sequence[Cell]) -> Html:
    """The picture as a table."""
    rows: dict[str, list[Cell]] = {}
    for cell in found:
        rows.setdefault(cell.cluster_id, []).append(cell)
    outlets = list(dict.fromkeys(cell.outlet for cell in found))
    drawn = []
    for cluster_id, held in rows.items():
        link = element(
            "a", f"row {held[0].number}", href=event_address(head.event_id, row=cluster_id)
        )
        marks = (element("td", _said(cell), class_="px-num") for cell in held)
        drawn.append(
            element("tr", element("th", link, " ", verbatim(held[0].words), scope="row"), *marks)
        )
    heads = ["Passage", *outlets]
    return _as_table(table("Which outlet tells what", heads, drawn))


def agreement_cells(
    outlets: Sequence[str], pairs: Sequence[Agreement]
) -> list[tuple[str, str, float, str]]:
    """Both ways round, in the order of the outlets: one, other, agreement, what the cell says."""
    known = {pair: found for found in pairs for pair in _ways(found)}
    cells = []
    for one in outlets:
        for other in outlets:
            found = known.get((one, other))
            if found is not None and found.jaccard is not None:
                cells.append((one, other, found.jaccard, share(found.jaccard) + signs(found)))
    return cells


def signs(pair: Agreement) -> str:
    """What stands behind a pair's figure: * for one text, ? for a capture in part."""
    return ("*" if pair.copied else "") + ("" if pair.complete else "?")


def agreement_table(pairs: Sequence[Agreement]) -> Html:
    """Each two outlets, those that agree most first."""
    ranked = sorted(pairs, key=lambda p: (-(p.jaccard or 0), p.outlet, p.other))
    rows = [_pair(pair) for pair in ranked[:PAIRS]]
    heads = ("Outlets", "Agreement", "Both tell", "Passages matched", "Rows that differ", "Note")
    left = len(ranked) - len(rows)
    more = element("p", f"{left:,} more pairs: export them", class_="px-facts") if left else None
    return _as_table(join([table("Agreement of each two outlets", heads, rows), more]))


def _pair(pair: Agreement) -> Html:
    notes = [
        "one text, not two accounts" if pair.copied else None,
        None if pair.complete else "captured in part: they may agree more",
    ]
    matched = (
        f"{pair.matched:,} of {pair.passages:,} and {pair.other_matched:,} of "
        f"{pair.other_passages:,}"
    )
    agreement = DASH if pair.jaccard is None else share(pair.jaccard)
    return element(
        "tr",
        element("th", verbatim(pair.outlet), " and ", verbatim(pair.other), scope="row"),
        element("td", agreement, class_="px-num"),
        element("td", f"{pair.shared:,} of {pair.either:,}", class_="px-num"),
        element("td", matched, class_="px-num"),
        element("td", f"{pair.parted:,}", class_="px-num"),
        element("td", join(notes, "; "), class_="px-brief"),
    )


def _ways(pair: Agreement) -> tuple[tuple[str, str], tuple[str, str]]:
    return (pair.outlet, pair.other), (pair.other, pair.outlet)


def _said(cell: Cell) -> str:
    return f"told ({cell.passages})" if cell.state is State.TOLD else cell.state.value


def _as_table(drawn: Html) -> Html:
    summary = element("summary", "The same as a table")
    return element("details", summary, drawn, class_="px-as-table")

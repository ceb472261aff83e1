"""The tab "Side by side" of the page of one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection
from streamlit.delta_generator import DeltaGenerator

from compare.firstreports import FirstReport
from compare.shown import kinds
from compare.shown.wording import number
from dashboard.eventlist import event_address
from dashboard.folding import copied_from, folded, unfolded
from dashboard.markup import element
from dashboard.matrix import (
    ALL,
    ALONE,
    COUNTING,
    QUOTING,
    SHOWN,
    choose_columns,
    counting_passages,
    lone_rows,
    make_rows,
    marks_of,
    narrow,
)
from dashboard.queries.accounts import EventHead
from dashboard.queries.narrowing import count_lone, load_lone, quoting_passages
from dashboard.queries.passages import (
    Cluster,
    Difference,
    load_clusters,
    load_differences,
    load_passages,
    outlets_of_passages,
)
from dashboard.sidebyside import comparison

_URL: Final = "query-params"
_ROWS = 40
"""Rows of the matrix on one page."""
_CARE = (
    "Not in captured text: the capture is whole and no passage in it matches. A question mark: "
    "too little of the article was captured to say."
)


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """What the reader chose."""

    shown: str
    # one of SHOWN, or a kind of difference
    columns: Sequence[str]
    # outlets, in the reader's order
    folded: Mapping[str, str]
    # outlet → the one in whose column it is told


def side_by_side(
    connection: Connection, head: EventHead, *, firsts: Mapping[str, FirstReport]
) -> None:
    """The matrix, with what narrows it; firsts: cluster_id → who reported it first."""
    clusters = load_clusters(connection, head.event_id)
    if not clusters:
        st.info(nothing_shared(head))
        return
    differences = load_differences(connection, head.event_id)
    outlet_of = outlets_of_passages(connection, head.event_id)
    wanted = _ask(head, clusters, differences, outlet_of)
    if not wanted.columns:
        st.info("Choose at least one outlet.")
        return
    above, table, below = st.container(), st.container(), st.container()
    opened = st.query_params.get("row")
    if wanted.shown == ALONE:
        asked = [*wanted.columns, *wanted.folded]
        count = count_lone(connection, head.event_id, asked)
        start = _page(below, count)
        lone = load_lone(connection, head.event_id, asked, limit=_ROWS, offset=start)
        rows = lone_rows(lone, wanted.columns, wanted.folded)
        told = f"{number(count, 'passage')} of these outlets"
    else:
        found = make_rows(clusters, differences, outlet_of, wanted.columns, wanted.folded)
        found = narrow(found, wanted.shown, _holding(connection, head, clusters, wanted.shown))
        one = [row for row in found if row.cluster and row.cluster.cluster_id == opened]
        if one:
            query = st.query_params
            rest = {name: query.get_all(name) for name in query if name not in ("event", "row")}
            back = event_address(head.event_id, **rest)
            above.html(element("p", element("a", "Show all rows", href=back)))
        found = one or found
        start = _page(below, len(found))
        rows, told = found[start : start + _ROWS], number(len(found), "row")
    if not rows:
        above.info("No row is like that. Show all, or choose other outlets.")
        return
    places = load_passages(connection, (p for row in rows for p in row.passages))
    table.html(
        comparison(
            head,
            wanted.columns,
            rows,
            places,
            marks_of(differences),
            folded=wanted.folded,
            opened=opened,
            firsts=firsts,
        )
    )
    below.caption(f"{told}. {_CARE}")


def nothing_shared(head: EventHead) -> str:
    """Why there is no matrix."""
    if len(head.accounts) < 2:
        return "Only one outlet tells this event so far: there is nothing to compare it with."
    return "No passage of one account was matched with one of another."


def _ask(
    head: EventHead,
    clusters: Sequence[Cluster],
    differences: Sequence[Difference],
    outlet_of: Mapping[str, str],
) -> _Wanted:
    left, right = st.columns([3, 2], vertical_alignment="top")
    shown = left.segmented_control(
        "Show",
        [*SHOWN, *kinds.in_order(head.differences)],
        format_func=kinds.label,
        default=ALL,
        wrap=True,
        required=True,
        key="show",
        bind=_URL,
    )
    sources = copied_from(head)
    columns = right.multiselect(
        f"Outlets, in your order ({len(head.outlets)} tell it)",
        head.outlets,
        choose_columns(head.accounts, clusters, differences, outlet_of, sources),
        key="outlets",
        bind=_URL,
        placeholder="choose outlets",
        wrap=True,
    )
    # Those who carry a shown outlet's text stand in its column until the reader takes them out.
    if folded(columns, sources) and right.toggle(
        "Copies in columns of their own", key="unfold", bind=_URL
    ):
        columns = unfolded(columns, sources)
    return _Wanted(shown=shown or ALL, columns=columns, folded=folded(columns, sources))


def _page(place: DeltaGenerator, count: int) -> int:
    """The number of rows before the page that the reader chose."""
    pages = -(-count // _ROWS)
    chosen = place.pagination(pages, key="rows", bind=_URL) if pages > 1 else 1
    return _ROWS * (chosen - 1)


def _holding(
    connection: Connection, head: EventHead, clusters: Sequence[Cluster], shown: str
) -> frozenset[str]:
    """The passages that quote or count; asked for only where they narrow the rows."""
    if shown == QUOTING:
        return quoting_passages(connection, head.event_id)
    if shown == COUNTING:
        places = load_passages(connection, (p for c in clusters for p in c.passage_ids))
        return counting_passages(places.values())
    return frozenset()

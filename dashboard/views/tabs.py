"""The tabs of the page of one event; only the one that is open is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st
from sqlalchemy.engine import Connection

from compare.firstreports import FirstReport
from compare.summary import Share
from dashboard import kinds
from dashboard.eventlist import event_address
from dashboard.markup import element
from dashboard.matrix import ALL, SHOWN, choose_columns, make_rows, marks_of, narrow
from dashboard.panels import alone_counts, alone_list, copy_table, difference_list
from dashboard.queries.accounts import EventHead
from dashboard.queries.passages import (
    load_alone,
    load_clusters,
    load_differences,
    load_passages,
    outlets_of_passages,
)
from dashboard.sidebyside import comparison
from dashboard.wording import number

_URL: Final = "query-params"
_ROWS = 40
"""Rows of the matrix on one page."""
_ALONE = 50
"""Passages on one page of "Only in"."""
_EVERY = "every kind"


def side_by_side(
    connection: Connection, head: EventHead, *, firsts: Mapping[str, FirstReport]
) -> None:
    """The matrix, with what narrows it; firsts: cluster_id → who reported it first."""
    clusters = load_clusters(connection, head.event_id)
    if not clusters:
        st.info(_nothing_shared(head))
        return
    differences = load_differences(connection, head.event_id)
    outlet_of = outlets_of_passages(connection, head.event_id)
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
    first = choose_columns(head.accounts, clusters, differences, outlet_of)
    columns = right.multiselect(
        f"Outlets, in your order ({len(head.outlets)} tell it)",
        head.outlets,
        first,
        key="outlets",
        bind=_URL,
        placeholder="choose outlets",
        wrap=True,
    )
    if not columns:
        st.info("Choose at least one outlet.")
        return
    rows = narrow(make_rows(clusters, differences, outlet_of, columns), shown or ALL)
    opened = st.query_params.get("row")
    if any(row.cluster.cluster_id == opened for row in rows):
        rows = [row for row in rows if row.cluster.cluster_id == opened]
        st.html(element("p", element("a", "Show all rows", href=event_address(head.event_id))))
    if not rows:
        st.info("No row is like that. Show all, or choose other outlets.")
        return
    pages = -(-len(rows) // _ROWS)
    table, below = st.container(), st.container()
    count = len(rows)
    chosen = below.pagination(pages, key="rows", bind=_URL) if pages > 1 else 1
    rows = rows[_ROWS * (chosen - 1) : _ROWS * chosen]
    places = load_passages(connection, (p for row in rows for cell in row.cells for p in cell))
    marks = marks_of(differences)
    table.html(comparison(head, columns, rows, places, marks, opened=opened, firsts=firsts))
    below.caption(
        f"{number(count, 'row')}. Not in captured text: the capture is whole and no passage in it "
        "matches. A question mark: too little of the article was captured to say."
    )


def differences(connection: Connection, head: EventHead) -> None:
    """Every difference, all its sides."""
    found = load_differences(connection, head.event_id)
    if not found:
        st.info("No difference was found between the accounts of this event.")
        return
    kind = st.segmented_control(
        "Kind of difference",
        [_EVERY, *kinds.in_order(head.differences)],
        format_func=kinds.label,
        default=_EVERY,
        required=True,
        key="kind",
        bind=_URL,
    )
    chosen = [d for d in found if kind in (_EVERY, None, d.kind)]
    numbers = {c.cluster_id: c.number for c in load_clusters(connection, head.event_id)}
    places = load_passages(connection, (v.passage_id for d in chosen for v in d.values))
    st.html(difference_list(head, chosen, numbers, places))


def only_in(connection: Connection, head: EventHead, *, shares: Sequence[Share]) -> None:
    """What no other account was found to say."""
    counts = {one.outlet: one.only_here for one in shares}
    if len(head.accounts) < 2:
        st.info(_nothing_shared(head))
        return
    outlet = st.selectbox(
        "Outlet",
        head.outlets,
        key="only",
        bind=_URL,
    )
    st.html(alone_counts({name: counts.get(name, 0) for name in head.outlets}))
    st.caption(
        "Passages that were matched with no passage of another outlet. Where another account is "
        "locked or incomplete, it may have said the same."
    )
    pages = max(1, -(-counts.get(outlet, 0) // _ALONE))
    listed, below = st.container(), st.container()
    chosen = below.pagination(pages, key="alone", bind=_URL) if pages > 1 else 1
    places = load_alone(
        connection, head.event_id, outlet, limit=_ALONE, offset=_ALONE * (chosen - 1)
    )
    if places:
        listed.html(alone_list(head, places))
    else:
        listed.info("Every passage of this account has its like in another.")


def copies(_: Connection, head: EventHead) -> None:
    """Who carries whose text."""
    found = copy_table(head)
    if found is None:
        st.info("No article of this event carries another's text: every account is its own.")
    else:
        st.caption("A copy is counted and shown, but is not an independent account.")
        st.html(found)


def _nothing_shared(head: EventHead) -> str:
    if len(head.accounts) < 2:
        return "Only one outlet tells this event so far: there is nothing to compare it with."
    return "No passage of one account was matched with one of another."
